import { stringWidth } from "../../map/text-width.ts";
import { plainText } from "../../terminal/plain-text.ts";
import type { Style } from "../style.ts";
import { indent, wrap } from "../wrap.ts";
import type { LessonDocument, StepDocument, VerifyDocument } from "./document.ts";

/** What of a style the report uses. */
export interface ReportStyle extends Pick<Style, "good" | "bad" | "quiet" | "pass" | "fail" | "skip" | "fit"> {
  /** Columns that may be filled. */
  readonly width: number;
}

/** A lesson in a line, and below it whatever did not pass. */
export function prettyLesson(lesson: LessonDocument, style: ReportStyle): string {
  const passed = lesson.steps.filter((step) => step.status === "passed").length;
  const failed = lesson.steps.filter((step) => step.status === "failed" || step.status === "error");
  const skipped = lesson.steps.filter((step) => step.status === "skipped");
  const ms = lesson.steps.reduce((sum, step) => sum + step.ms, 0);
  const mark = failed.length > 0 ? style.bad(style.fail) : passed === 0 ? style.quiet(style.skip) : style.good(style.pass);
  const counts = [
    `${passed} passed`,
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} skipped`] : []),
  ];
  const head = `${mark} ${String(lesson.number).padStart(2)} ${lesson.id.padEnd(12)} ${counts.join(", ")} ${style.quiet(`${(ms / 1000).toFixed(1)} s`)}\n`;
  const reasons = [...new Set(skipped.map((step) => step.reason ?? ""))].filter(
    (reason) => !reason.includes("before it did not pass"),
  );
  return (
    head +
    failed.map((step) => prettyFailure(step, style)).join("") +
    reasons.map((reason) => `${style.quiet(hanging(style, 5, reason, "skipped:", 9))}\n`).join("")
  );
}

function prettyFailure(step: StepDocument, style: ReportStyle): string {
  const labelled = (label: string, text: string) => hanging(style, 9, text, label, LABEL);
  const mark = style.bad(style.fail);
  const what = `${step.id} in the terminal ${step.terminal}: ${step.command.split("\n").join(" ; ")}`;
  const lines = [
    hanging(style, 5, what, mark, stringWidth(mark) + 1),
    ...(step.reason === undefined ? [] : [hanging(style, 7, step.reason)]),
    ...step.checks
      .filter((check) => check.after !== "pass" || check.before === "pass")
      .flatMap((check) => [
        hanging(style, 7, check.name),
        labelled("expected", check.expected),
        labelled("found", check.observed),
        labelled("look", check.look),
      ]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** Columns that labels take. */
const LABEL = 10;

/**
 * Text that begins in one column behind a label, and goes on below itself. Escape sequences that a
 * probe has seen stay off the screen.
 */
export function hanging(style: ReportStyle, column: number, text: string, label = "", behind = 0): string {
  const shown = wrap(style.fit(plainText(text)).trimEnd(), style.width - column - behind);
  return indent(indent(shown, behind, label), column);
}

export function prettySummary(document: VerifyDocument, style: ReportStyle): string {
  const { passed, failed, skipped, ms } = document.summary;
  const counts = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(", ");
  const look = failed > 0 ? style.bad : passed > 0 ? style.good : style.quiet;
  return `\n${look(counts)} ${style.quiet(`in ${(ms / 1000).toFixed(1)} s`)}\n`;
}
