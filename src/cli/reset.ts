import { wrappingStream } from "../ui/wrapping-stream.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { journalOf, progressOf } from "./person.ts";

export interface ResetOptions {
  /** Asked and answered already, or nobody there to ask. */
  readonly yes: boolean;
}

/** `nslab reset`: forgets what the learner has passed, and his notes. Running labs are not touched. */
export async function reset(context: Context, options: ResetOptions): Promise<ExitCode> {
  const output = wrappingStream(context.output);
  const store = progressOf(context);
  const journal = journalOf(context);
  if (!options.yes && !(context.input.isTTY && context.output.isTTY)) {
    context.errors.write(
      `This forgets what you have passed (${store.file}) and your notes (${journal.file}). Without a terminal to ask on, say so: nslab reset --yes\n`,
    );
    return EXIT.usage;
  }
  if (!options.yes && !(await isSure(store.file, journal.file))) {
    output.write("Nothing was changed.\n");
    return EXIT.ok;
  }
  const problem = store.reset() ?? journal.reset();
  if (problem !== null) {
    context.errors.write(
      `${problem.file} could not be removed: ${problem.detail}. Remove it yourself, or make its folder writable.\n`,
    );
    return EXIT.failed;
  }
  output.write("Your progress and your notes are forgotten. nslab start begins with lesson 1.\n");
  return EXIT.ok;
}

async function isSure(progress: string, journal: string): Promise<boolean> {
  const { confirm } = await import("../ui/confirm.ts");
  return confirm(
    `Forget everything you have passed (${progress}), and your notes (${journal})? To keep the notes, answer no and use: nslab notes --output FILE`,
  );
}
