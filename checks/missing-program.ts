import { type Message, say } from "../src/say/message.ts";

/** How shells say that there is no such program: bash and zsh, dash and busybox; `chroot`, `unshare` and the like name the file. */
const SAYINGS = [
  /^(?:.*: )?(\S+): command not found$/m,
  /^.*: command not found: (\S+)$/m,
  /^(?:.*: )?(?:line )?\d+: (\S+): not found$/m,
  /^(?:sh|ash|dash): (\S+): not found$/m,
];

/** The program that a shell said it had not found, by what was printed in its terminal; null where none did. */
export function missingProgram(output: string): string | null {
  for (const saying of SAYINGS) {
    const name = saying.exec(output)?.[1];
    if (name !== undefined) return name;
  }
  return null;
}

/** Why nothing right was seen of what was printed, as far as that is known. */
export function causeInOutput(output: string): Message {
  if (output.trim() === "") return say`Nothing was printed there since the step began.`;
  const missing = missingProgram(output);
  return missing === null
    ? say`What was printed there is something else: another command was typed, or the same in another place (namespace, root directory).`
    : say`The shell there has found no program ${{ missing }}: it is misspelled, not installed on this machine, or not in the root directory of that shell.`;
}
