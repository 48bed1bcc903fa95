import { type Context, EXIT, type ExitCode } from "./context.ts";
import { progressOf } from "./person.ts";

export interface ResetOptions {
  /** Asked and answered already, or nobody there to ask. */
  readonly yes: boolean;
}

/** `nslab reset`: forgets what the learner has passed. Running labs are not touched. */
export async function reset(context: Context, options: ResetOptions): Promise<ExitCode> {
  const store = progressOf(context);
  if (!options.yes && !(context.input.isTTY && context.output.isTTY)) {
    context.errors.write(
      `This forgets what you have passed (${store.file}). Without a terminal to ask on, say so: nslab reset --yes\n`,
    );
    return EXIT.usage;
  }
  if (!options.yes && !(await isSure(store.file))) {
    context.output.write("Nothing was changed.\n");
    return EXIT.ok;
  }
  const problem = store.reset();
  if (problem !== null) {
    context.errors.write(
      `${problem.file} could not be removed: ${problem.detail}. Remove it yourself, or make its folder writable.\n`,
    );
    return EXIT.failed;
  }
  context.output.write("Your progress is forgotten. nslab start begins with lesson 1.\n");
  return EXIT.ok;
}

async function isSure(file: string): Promise<boolean> {
  const { confirm } = await import("../ui/confirm.ts");
  return confirm(`Forget everything you have passed (${file})?`);
}
