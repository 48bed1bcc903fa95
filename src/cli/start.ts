import { placeToGoOn } from "../progress/place.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { courseSteps } from "./course-steps.ts";
import { tellNotice, tellOwner } from "./notices.ts";
import { progressOf } from "./person.ts";

/** `nslab start`: goes on where the learner stands; with nobody there, plays the whole course. */
export async function start(context: Context, options: { readonly plain: boolean }): Promise<ExitCode> {
  if (!context.input.isTTY || !context.output.isTTY) {
    const { playUnattended } = await import("./play-unattended.ts");
    return playUnattended(context, context.course.lessons, options);
  }
  tellOwner(context);
  const { progress, notice } = progressOf(context).load();
  tellNotice(context, notice);
  const place = placeToGoOn(progress, courseSteps(context.course, context.machine.packageRoot));
  const entry = context.course.lessons.find((each) => each.id === place.lesson);
  if (entry === undefined) return EXIT.usage;
  const { playForPerson } = await import("./play-for-person.ts");
  return playForPerson(context, { ...options, entry, step: place.step, gone: place.gone });
}
