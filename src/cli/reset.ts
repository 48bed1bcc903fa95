import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Message, say } from "../say/message.ts";
import { asCalled } from "../ui/called.ts";
import { wrappingStream } from "../ui/wrapping-stream.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { ownerOf } from "./owner.ts";
import { journalOf, progressOf } from "./person.ts";
import { tell, told } from "./telling.ts";
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
  if (!options.yes && !(context.input.isTTY && context.output.isTTY)) {
    const command = `nslab reset --yes${outside === null ? "" : ` --course ${outside.folder}`}`;
    const what = whatIsForgotten(context, store.file, journal.file);
    tell(context, say`This forgets ${{ what }}. Without a terminal to ask on, say so: ${{ command }}`);
    return EXIT.usage;
  }
  if (!options.yes && !(await isSure(context, store.file, journal.file))) {
    output.write(`${told(context, say`Nothing was changed.`)}\n`);
    return EXIT.ok;
  }
  const problem = store.reset() ?? journal.reset() ?? (outside === null ? null : trustedOf(context).forget(outside.folder));
  if (problem !== null) {
    const { file, detail } = problem;
    tell(context, say`${{ file }} could not be removed: ${{ detail }}. Remove it yourself, or make its folder writable.`);
    return EXIT.failed;
  }
  output.write(`${told(context, forgottenText(context))}\n`);
  return EXIT.ok;
}

function whatIsForgotten({ course: { outside } }: Context, progress: string, journal: string): Message {
  return outside === null
    ? say`what you have passed (${{ progress }}) and your notes (${{ journal }})`
    : say`what you have passed in the course "${{ course: outside.title }}" (${{ progress }}) and your notes (${{ journal }})`;
}

function forgottenText(context: Context): Message {
  const { outside } = context.course;
  if (outside !== null)
    return say`Your progress and your notes in the course "${{ course: outside.title }}" are forgotten. That you trust it is forgotten too. Other courses are as they were.`;
  const own = say`Your progress and your notes are forgotten. nslab start begins with lesson 1.`;
  if (!existsSync(join(ownerOf(context).directory, "courses"))) return own;
  return say`${{ own }} ${{ others: say`Other courses are as they were; nslab reset --course FOLDER forgets one of them.` }}`;
}

async function isSure(context: Context, progress: string, journal: string): Promise<boolean> {
  const { confirm } = await import("../ui/confirm.ts");
  const named = asCalled(context.machine.environment);
  const { outside } = context.course;
  const question =
    outside === null
      ? say`Forget everything you have passed (${{ progress }}), and your notes (${{ journal }})?`
      : say`Forget everything you have passed in the course "${{ course: outside.title }}" (${{ progress }}), and your notes (${{ journal }})?`;
  const advice = say`To keep the notes, answer no and use: nslab notes --output FILE`;
  return confirm(named(told(context, say`${{ question }} ${{ advice }}`)), context.terminal);
}
