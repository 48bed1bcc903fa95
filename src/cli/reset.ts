import { existsSync } from "node:fs";
import { join } from "node:path";
import { asCalled } from "../ui/called.ts";
import { wrappingStream } from "../ui/wrapping-stream.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { journalOf, ownerOf, progressOf } from "./person.ts";
import { trustedOf } from "./trust-course.ts";

export interface ResetOptions {
  /** Asked and answered already, or nobody there to ask. */
  readonly yes: boolean;
}

/**
 * `nslab reset`: forgets what the learner has passed in a course, and his notes of it; of a course that is not nslab's
 * own also that it is trusted. Other courses and running labs are not touched.
 */
export async function reset(context: Context, options: ResetOptions): Promise<ExitCode> {
  const output = wrappingStream(context.output, asCalled(context.machine.environment));
  const store = progressOf(context);
  const journal = journalOf(context);
  const { outside } = context.course;
  const [where, option] = outside === null ? ["", ""] : [` in the course "${outside.title}"`, ` --course ${outside.folder}`];
  if (!options.yes && !(context.input.isTTY && context.output.isTTY)) {
    context.errors.write(
      `This forgets what you have passed${where} (${store.file}) and your notes (${journal.file}). Without a terminal to ask on, say so: nslab reset --yes${option}\n`,
    );
    return EXIT.usage;
  }
  if (!options.yes && !(await isSure(context, where, store.file, journal.file))) {
    output.write("Nothing was changed.\n");
    return EXIT.ok;
  }
  const problem = store.reset() ?? journal.reset() ?? (outside === null ? null : trustedOf(context).forget(outside.folder));
  if (problem !== null) {
    context.errors.write(
      `${problem.file} could not be removed: ${problem.detail}. Remove it yourself, or make its folder writable.\n`,
    );
    return EXIT.failed;
  }
  const next =
    outside === null
      ? "nslab start begins with lesson 1."
      : "That you trust it is forgotten too. Other courses are as they were.";
  const others = outside === null && existsSync(join(ownerOf(context).directory, "courses")) ? OTHERS : "";
  output.write(`Your progress and your notes${where} are forgotten. ${next}${others}\n`);
  return EXIT.ok;
}

const OTHERS = " Other courses are as they were; nslab reset --course FOLDER forgets one of them.";

async function isSure(context: Context, where: string, progress: string, journal: string): Promise<boolean> {
  const { confirm } = await import("../ui/confirm.ts");
  const named = asCalled(context.machine.environment);
  return confirm(
    named(
      `Forget everything you have passed${where} (${progress}), and your notes (${journal})? To keep the notes, answer no and use: nslab notes --output FILE`,
    ),
    context.terminal,
  );
}
