import type { LessonDocument, StepDocument } from "./document.ts";
import { hanging, type ReportStyle } from "./pretty.ts";

/** The running lab's steps in two columns: passed once, and true now. */
export function prettyLive(lesson: LessonDocument, style: ReportStyle): string {
  const width = Math.max(...lesson.steps.map((step) => step.id.length), 4);
  const head = `Your lab plays lesson ${lesson.number}, ${lesson.id}.\n\n`;
  if (lesson.steps.length === 0) return `${head}No step of it has been passed in this lab yet.\n`;
  const columns = style.quiet(`  ${"step".padEnd(width)}  passed once  true now`);
  return `${head}${columns}\n${lesson.steps.map((step) => row(step, width, style)).join("")}`;
}

function row(step: StepDocument, width: number, style: ReportStyle): string {
  const untrue = step.checks.filter((check) => check.after !== "pass");
  // a later step has ended it, or may have: the reason says which
  const isExcused = untrue.length > 0 && step.status === "skipped";
  const mark =
    step.checks.length === 0
      ? style.quiet("(was shown)")
      : untrue.length === 0
        ? style.good(style.pass)
        : isExcused
          ? style.quiet(style.skip)
          : style.bad(style.fail);
  const details = isExcused
    ? [style.quiet(hanging(style, 6, step.reason ?? ""))]
    : untrue.flatMap((check) => [
        hanging(style, 6, check.name),
        hanging(style, 8, check.observed, "found", 7),
        hanging(style, 8, check.look, "look", 7),
      ]);
  return `  ${step.id.padEnd(width)}  ${style.good(style.pass.padEnd(11))}  ${mark}\n${details.map((line) => `${line}\n`).join("")}`;
}
