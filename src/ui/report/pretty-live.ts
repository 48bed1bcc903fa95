import { stringWidth } from "../../map/text-width.ts";
import { say } from "../../say/message.ts";
import type { LessonDocument, StepDocument } from "./document.ts";
import { hanging, type ReportStyle, widest } from "./pretty.ts";

/** The running lab's steps in two columns: passed once, and true now. */
export function prettyLive({ number, id, steps }: LessonDocument, style: ReportStyle): string {
  const { told } = style;
  const head = `${told(say`Your lab plays lesson ${{ number }}, ${{ lesson: id }}.`)}\n\n`;
  if (steps.length === 0) return `${head}${told(say`No step of it has been passed in this lab yet.`)}\n`;
  const step = told(say`step`);
  const once = told(say`passed once`);
  const columns = { step: widest([step, ...steps.map((each) => each.id)]), once: stringWidth(once) };
  const heading = style.quiet(`  ${padded(step, columns.step)}  ${once}  ${told(say`true now`)}`);
  return `${head}${heading}\n${steps.map((each) => row(each, columns, style)).join("")}`;
}

/** Where the columns end. */
interface Columns {
  readonly step: number;
  readonly once: number;
}

function row(step: StepDocument, columns: Columns, style: ReportStyle): string {
  const untrue = step.checks.filter((check) => check.verdict !== "pass");
  // a later step has ended it, or may have: the reason says which
  const isExcused = untrue.length > 0 && step.status === "skipped";
  const mark =
    step.checks.length === 0
      ? style.quiet(style.told(say`(was shown)`))
      : untrue.length === 0
        ? style.good(style.pass)
        : isExcused
          ? style.quiet(style.skip)
          : style.bad(style.fail);
  const labels = [style.told(say`found`), style.told(say`look`)] as const;
  const [found, look] = labels;
  const room = widest(labels) + 2;
  const details = isExcused
    ? [style.quiet(hanging(style, 6, step.reason?.text ?? ""))]
    : untrue.flatMap((check) => [
        hanging(style, 6, check.name.text),
        hanging(style, 8, check.observed.text, found, room),
        hanging(style, 8, check.look.text, look, room),
      ]);
  const passed = style.good(style.pass) + " ".repeat(Math.max(columns.once - stringWidth(style.pass), 0));
  return `  ${padded(step.id, columns.step)}  ${passed}  ${mark}\n${details.map((line) => `${line}\n`).join("")}`;
}

function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(columns - stringWidth(text), 0));
}
