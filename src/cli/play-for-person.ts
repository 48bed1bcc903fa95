import type { LessonEntry } from "../../lessons/course.ts";
import type { Context, ExitCode } from "./context.ts";
import { playUnattended } from "./play-unattended.ts";

export async function playForPerson(context: Context, options: { readonly entry: LessonEntry; readonly step: string | null; readonly plain: boolean }): Promise<ExitCode> {
  return playUnattended(context, [options.entry], options);
}
