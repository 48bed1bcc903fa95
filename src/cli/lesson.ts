import { chooseLessons } from "./choose-lesson.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { tellOwner } from "./notices.ts";
import { tell } from "./telling.ts";

/** `nslab lesson N`: that lesson in a fresh lab, from its first step. */
export async function lesson(
  context: Context,
  name: string,
  options: { readonly auto: boolean; readonly plain: boolean },
): Promise<ExitCode> {
  const chosen = chooseLessons([name], context.course.lessons);
  if (chosen.type === "unknown-lesson") {
    tell(context, chosen.message);
    return EXIT.usage;
  }
  if (options.auto || !context.input.isTTY || !context.output.isTTY) {
    const { playUnattended } = await import("./play-unattended.ts");
    return playUnattended(context, chosen.entries, options);
  }
  tellOwner(context);
  const { playForPerson } = await import("./play-for-person.ts");
  const [entry] = chosen.entries;
  return entry === undefined ? EXIT.usage : playForPerson(context, { ...options, entry, step: null });
}
