import type { LessonDocument, StepDocument, VerifyDocument } from "./document.ts";

/** The document as TAP version 13 (testanything.org), a line a step, its failed checks as YAML below it. */
export function writeTap(document: VerifyDocument): string {
  const steps = document.lessons.flatMap((lesson) => lesson.steps.map((step) => ({ lesson, step })));
  const lines = steps.flatMap(({ lesson, step }, index) => stepLines(lesson, step, index + 1));
  return `${["TAP version 13", `1..${steps.length}`, ...lines].join("\n")}\n`;
}

function stepLines(lesson: LessonDocument, step: StepDocument, number: number): readonly string[] {
  const ok = step.status === "passed" || step.status === "skipped";
  const skip = step.status === "skipped" ? ` # SKIP ${oneLine(step.reason?.text ?? "")}` : "";
  const head = `${ok ? "ok" : "not ok"} ${number} - ${lesson.number} ${lesson.id}: ${step.id}${skip}`;
  return ok ? [head] : [head, ...diagnosis(step)];
}

function diagnosis(step: StepDocument): readonly string[] {
  const reason = step.reason === undefined ? [] : [`  reason: ${quote(step.reason.text)}`];
  const checks = step.checks
    .filter((check) => check.verdict !== "pass" || check.before === "pass")
    .flatMap((check) => [
      `  - check: ${quote(check.name.text)}`,
      `    before: ${check.before}`,
      `    after: ${check.verdict}`,
      `    expected: ${quote(check.expected.text)}`,
      `    observed: ${quote(check.observed.text)}`,
      `    look: ${quote(check.look.text)}`,
    ]);
  return ["  ---", ...reason, ...(checks.length > 0 ? ["  checks:", ...checks] : []), "  ..."];
}

function quote(text: string): string {
  return JSON.stringify(text); // a JSON string is a YAML string
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
