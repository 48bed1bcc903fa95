import { plainText } from "../../terminal/plain-text.ts";
import type { Style } from "../style.ts";
import type { LessonDocument, StepDocument, VerifyDocument } from "./document.ts";

/** What of a style the report uses. */
export type ReportStyle = Pick<Style, "good" | "bad" | "quiet" | "pass" | "fail" | "skip">;

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
    reasons.map((reason) => `     ${style.quiet(`skipped: ${onLines(reason, "              ")}`)}\n`).join("")
  );
}

function prettyFailure(step: StepDocument, style: ReportStyle): string {
  const lines = [
    `${style.bad(style.fail)} ${step.id} in the terminal ${step.terminal}: ${step.command.split("\n").join(" ; ")}`,
    ...(step.reason === undefined ? [] : [`  ${onLines(step.reason, "       ")}`]),
    ...step.checks
      .filter((check) => check.after !== "pass" || check.before === "pass")
      .flatMap((check) => [
        `  ${check.name}`,
        `    expected  ${onLines(check.expected, "                   ")}`,
        `    found     ${onLines(check.observed, "                   ")}`,
        `    look      ${onLines(check.look, "                   ")}`,
      ]),
  ];
  return lines.map((line) => `     ${line}\n`).join("");
}

/** Text of several lines stays in its column; escape sequences that a probe has seen stay off the screen. */
function onLines(text: string, indent: string): string {
  return plainText(text).trimEnd().replace(/\n/g, `\n${indent}`);
}

export function prettySummary(document: VerifyDocument, style: ReportStyle): string {
  const { passed, failed, skipped, ms } = document.summary;
  const counts = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(", ");
  return `\n${(failed > 0 ? style.bad : style.good)(counts)} ${style.quiet(`in ${(ms / 1000).toFixed(1)} s`)}\n`;
}
