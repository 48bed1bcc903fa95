import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { listed, type Message, say } from "../../say/message.ts";
import { textWidth } from "../../ui/layout.ts";
import { capabilitiesOf, sizeOf } from "../../ui/streams.ts";
import { createStyle } from "../../ui/style.ts";
import { indent, wrap } from "../../ui/wrap.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { tell, told } from "../telling.ts";

/** Shells that can be taught, each with what installs its script. */
const INSTALLING = {
  bash: ["echo 'source <(nslab completion bash)' >>~/.bashrc"],
  zsh: ["echo 'source <(nslab completion zsh)' >>~/.zshrc"],
  fish: ["mkdir -p ~/.config/fish/completions", "nslab completion fish >~/.config/fish/completions/nslab.fish"],
} as const;

export type Shell = keyof typeof INSTALLING;
export const SHELLS: readonly Shell[] = ["bash", "zsh", "fish"];

/** `nslab completion [shell]`: the script for that shell; at a terminal and without one, how to install it. */
export async function completion(context: Context, named: Shell | undefined): Promise<ExitCode> {
  const { environment, packageRoot } = context.machine;
  const own = shellNamed(environment["SHELL"] ?? "");
  if (named === undefined && context.output.isTTY) {
    context.output.write(howToInstall(context, own));
    return EXIT.ok;
  }
  const shell = named ?? own;
  if (shell === null) {
    tell(context, say`Which shell is it for? SHELL does not say. Name it: ${{ commands: listed(SHELLS.map(commandFor)) }}`);
    return EXIT.usage;
  }
  context.output.write(readFileSync(join(packageRoot, `src/cli/completion/nslab.${shell}`), "utf8"));
  return EXIT.ok;
}

function commandFor(shell: Shell): string {
  return `nslab completion ${shell}`;
}

/** @param path of the shell's program, as SHELL has it */
function shellNamed(path: string): Shell | null {
  return SHELLS.find((shell) => shell === basename(path)) ?? null;
}

/** Each shell's lines, those of the person's own shell first. */
function howToInstall(context: Context, own: Shell | null): string {
  const { output, machine } = context;
  const { strong } = createStyle(capabilitiesOf(output, machine.environment, { plain: false }));
  const width = textWidth(sizeOf(output).columns);
  const inWidth = (said: Message) => wrap(told(context, said), width);
  const shells = [...SHELLS].sort((one, other) => Number(other === own) - Number(one === own));
  const blocks = shells.map((shell) => {
    const heading = shell === own ? told(context, say`${{ shell }}, which is your shell`) : shell;
    // A line that is copied must stay one line.
    return `${strong(heading)}\n${INSTALLING[shell].map((line) => indent(line, 2)).join("\n")}`;
  });
  const opening = inWidth(say`Your shell completes nslab's commands, options and lessons with Tab once you have typed:`);
  const closing = inWidth(say`It works in every shell that you open from then on. nslab must be a command there.`);
  return `${[opening, ...blocks, closing].join("\n\n")}\n`;
}
