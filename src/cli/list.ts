import { lessonRows } from "../progress/lesson-rows.ts";
import { placeToGoOn } from "../progress/place.ts";
import { textWidth } from "../ui/layout.ts";
import { formatLessonList, formatStepList } from "../ui/lesson-list.ts";
import { outsideHeading, outsideHowToOpen } from "../ui/outside-course.ts";
import { writeCourseJson } from "../ui/report/course-json.ts";
import { capabilitiesOf, sizeOf } from "../ui/streams.ts";
import { createStyle } from "../ui/style.ts";
import { TEXTS } from "../ui/texts/texts.ts";
import { wrap } from "../ui/wrap.ts";
import { chooseLessons } from "./choose-lesson.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { courseSteps } from "./course-steps.ts";
import { courseErrorText } from "./failure-texts.ts";
import { tellNotice, tellOwner } from "./notices.ts";
import { progressOf } from "./person.ts";
import { tell, told } from "./telling.ts";

export interface ListOptions {
  /** One lesson, whose steps are listed; all lessons without. */
  readonly lesson: string | undefined;
  readonly long: boolean;
  readonly plain: boolean;
  readonly format: "pretty" | "json";
}

/** `nslab list`: the lessons, how far this person is, what it took. */
export async function list(context: Context, options: ListOptions): Promise<ExitCode> {
  const chosen = chooseLessons(options.lesson === undefined ? [] : [options.lesson], context.course.lessons);
  if (chosen.type === "unknown-lesson") {
    tell(context, chosen.message);
    return EXIT.usage;
  }
  const { packageRoot, environment } = context.machine;
  tellOwner(context);
  const { language } = context.spoken;
  const { progress, notice } = progressOf(context).load();
  tellNotice(context, notice);
  const place = progress.current === null ? null : placeToGoOn(progress, courseSteps(context.course, packageRoot));
  const found = lessonRows(chosen.entries, packageRoot, progress, place, language);
  const errors = found.flatMap((row) => ("type" in row ? [row] : []));
  if (errors.length > 0) {
    for (const error of errors) tell(context, courseErrorText(error));
    return EXIT.usage;
  }
  const rows = found.flatMap((row) => ("type" in row ? [] : [row]));
  if (options.format === "json") {
    context.output.write(writeCourseJson(rows, context.version, context.course.outside));
    return EXIT.ok;
  }
  const style = createStyle(capabilitiesOf(context.output, environment, options));
  const layout = { style, texts: TEXTS[language], width: () => textWidth(sizeOf(context.output).columns) };
  const [only] = rows;
  const { outside } = context.course;
  if (outside !== null) context.output.write(`\n${wrap(told(context, outsideHeading(outside)), layout.width())}\n`);
  context.output.write(
    options.lesson !== undefined && only !== undefined
      ? formatStepList(layout, only)
      : formatLessonList(layout, rows, options.long),
  );
  if (outside !== null) context.output.write(`${wrap(told(context, outsideHowToOpen(outside)), layout.width())}\n`);
  return EXIT.ok;
}
