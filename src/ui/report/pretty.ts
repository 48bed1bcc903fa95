import { stringWidth } from "../../map/text-width.ts";
import { say } from "../../say/message.ts";
import { inDuration } from "../../say/units.ts";
import { plainText } from "../../terminal/plain-text.ts";
import type { Style } from "../style.ts";
import { gapAfter, indent, wrap } from "../wrap.ts";
import { lessonCountsText, totalText } from "./counts.ts";
import type { Told } from "../../player/check-document.ts";
import type { LessonDocument, StepDocument, VerifyDocument } from "./document.ts";

/** What of a style the report uses. */
export interface ReportStyle extends Pick<Style, "good" | "bad" | "quiet" | "pass" | "fail" | "skip" | "fit"> {
  /** Columns that may be filled. */
  readonly width: number;
  readonly told: Told;
}

/** A lesson in a line, and below it whatever did not pass. */
export function prettyLesson(lesson: LessonDocument, style: ReportStyle): string {
  const passed = lesson.steps.filter((step) => step.status === "passed").length;
  const failed = lesson.steps.filter((step) => step.status === "failed" || step.status === "error");
  const skipped = lesson.steps.filter((step) => step.status === "skipped");
  const ms = lesson.steps.reduce((sum, step) => sum + step.ms, 0);
  const mark = failed.length > 0 ? style.bad(style.fail) : passed === 0 ? style.quiet(style.skip) : style.good(style.pass);
  const counts = style.told(lessonCountsText({ passed, failed: failed.length, skipped: skipped.length }));
  const time = style.quiet(style.told(inDuration(ms)));
  const head = `${mark} ${String(lesson.number).padStart(2)} ${lesson.id.padEnd(12)} ${counts} ${time}\n`;
  const reasons = new Set(skipped.flatMap(({ reason, blockedBy }) => (blockedBy === undefined ? [reason?.text ?? ""] : [])));
  const label = style.told(say`skipped:`);
  return (
    head +
    failed.map((step) => prettyFailure(step, style)).join("") +
    [...reasons].map((reason) => `${style.quiet(hanging(style, 5, reason, label, behind(label)))}\n`).join("")
  );
}

function prettyFailure(step: StepDocument, style: ReportStyle): string {
  const labels = [style.told(say`expected`), style.told(say`found`), style.told(say`look`)] as const;
  const [expected, found, look] = labels;
  const labelled = (label: string, text: string) => hanging(style, 9, text, label, widest(labels) + 2);
  const mark = style.bad(style.fail);
  const { id, terminal } = step;
  const command = step.command.split("\n").join(" ; ");
  const what = style.told(say`${{ step: id }} in the terminal ${{ terminal }}: ${{ command }}`);
  const lines = [
    hanging(style, 5, what, mark, stringWidth(mark) + 1),
    ...(step.reason === undefined ? [] : [hanging(style, 7, step.reason.text)]),
    ...step.checks
      .filter((check) => check.verdict !== "pass" || check.before === "pass")
      .flatMap((check) => [
        hanging(style, 7, check.name.text),
        labelled(expected, check.expected.text),
        labelled(found, check.observed.text),
        labelled(look, check.look.text),
      ]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** Columns that the widest of some labels takes. */
export function widest(labels: readonly string[]): number {
  return Math.max(...labels.map(stringWidth));
}

/** Columns of a label, with what stands between it and its text. */
function behind(label: string): number {
  return stringWidth(label) + gapAfter(label).length;
}

/**
 * Text that begins in one column behind a label, and goes on below itself. Escape sequences that a
 * probe has seen stay off the screen.
 */
export function hanging(style: ReportStyle, column: number, text: string, label = "", room = 0): string {
  const shown = wrap(style.fit(plainText(text)).trimEnd(), style.width - column - room);
  return indent(indent(shown, room, label), column);
}

export function prettySummary(document: VerifyDocument, style: ReportStyle): string {
  const { passed, failed, skipped, ms } = document.summary;
  const look = failed > 0 ? style.bad : passed > 0 ? style.good : style.quiet;
  const counts = look(style.told(totalText({ passed, failed, skipped })));
  const time = style.quiet(style.told(say`in ${{ time: inDuration(ms) }}`));
  return `\n${style.told(say`${{ counts }} ${{ time }}`)}\n`;
}
