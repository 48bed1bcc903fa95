import { COURSE } from "../../lessons/course.ts";
import { formatLessonList } from "../ui/lesson-list.ts";
import { createLayout } from "../ui/layout.ts";
import { capabilitiesOf, sizeOf } from "../ui/streams.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { courseErrorText } from "./failure-texts.ts";
import { lessonRows } from "./lesson-rows.ts";
import { tellNotice } from "./notices.ts";
import { progressOf } from "./person.ts";

/** `nslab list`: the lessons, what each teaches, how far this person is. */
export async function list(context: Context, options: { readonly plain: boolean }): Promise<ExitCode> {
  const { progress, notice } = progressOf(context).load();
  tellNotice(context, notice);
  const rows = lessonRows(COURSE, context.machine.packageRoot, progress);
  const errors = rows.flatMap((row) => ("type" in row ? [row] : []));
  if (errors.length > 0) {
    context.errors.write(errors.map(courseErrorText).join(""));
    return EXIT.usage;
  }
  const capabilities = capabilitiesOf(context.output, context.machine.environment, options);
  const layout = await createLayout(capabilities, () => sizeOf(context.output).columns);
  context.output.write(
    formatLessonList(
      layout,
      rows.flatMap((row) => ("type" in row ? [] : [row])),
    ),
  );
  return EXIT.ok;
}
