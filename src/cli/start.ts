import { COURSE } from "../../lessons/course.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { tellNotice } from "./notices.ts";
import { progressOf } from "./person.ts";

/** `nslab start`: goes on where the learner stands; with nobody there, plays the whole course. */
export async function start(context: Context, options: { readonly plain: boolean }): Promise<ExitCode> {
  if (!context.input.isTTY || !context.output.isTTY) {
    const { playUnattended } = await import("./play-unattended.ts");
    return playUnattended(context, COURSE, options);
  }
  const { progress, notice } = progressOf(context).load();
  tellNotice(context, notice);
  const entry = COURSE.find((each) => each.id === progress.current?.lesson) ?? COURSE[0];
  if (entry === undefined) return EXIT.usage;
  const { playForPerson } = await import("./play-for-person.ts");
  return playForPerson(context, { entry, step: progress.current?.step ?? null, plain: options.plain });
}
