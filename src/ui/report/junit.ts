import { type Message, say } from "../../say/message.ts";
import type { Judged, Told } from "../../player/check-document.ts";
import type { LessonDocument, StepDocument, VerifyDocument } from "./document.ts";

/**
 * The document as JUnit XML, a testsuite a lesson and a testcase a step. Of the dialects there are it keeps to what both
 * Jenkins and pytest take, which share no element for what could not be judged: that is a failure, and says so.
 */
export function writeJunit(document: VerifyDocument, told: Told): string {
  const { passed, failed, skipped, ms } = document.summary;
  const counts = `tests="${passed + failed + skipped}" failures="${failed}" errors="0" time="${seconds(ms)}"`;
  const suites = document.lessons.map((lesson) => suite(lesson, told)).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="nslab" ${counts}>\n${suites}</testsuites>\n`;
}

function suite(lesson: LessonDocument, told: Told): string {
  const failures = lesson.steps.filter((step) => step.status === "failed" || step.status === "error").length;
  const skipped = lesson.steps.filter((step) => step.status === "skipped").length;
  const ms = lesson.steps.reduce((sum, step) => sum + step.ms, 0);
  const attributes = `name="${lesson.number} ${escape(lesson.id)}" tests="${lesson.steps.length}" failures="${failures}" errors="0" skipped="${skipped}" time="${seconds(ms)}"`;
  return `  <testsuite ${attributes}>\n${lesson.steps.map((step) => testCase(lesson, step, told)).join("")}  </testsuite>\n`;
}

function testCase(lesson: LessonDocument, step: StepDocument, told: Told): string {
  const head = `    <testcase classname="nslab.${escape(lesson.id)}" name="${escape(step.id)}" time="${seconds(step.ms)}"`;
  switch (step.status) {
    case "passed":
      return `${head}/>\n`;
    case "skipped":
      return `${head}>\n      <skipped message="${escape(step.reason?.text ?? "")}"/>\n    </testcase>\n`;
    case "failed":
    case "error":
      return `${head}>\n      <failure type="${step.status}" message="${escape(step.reason?.text ?? told(say`a check failed`))}">${escape(details(step, told))}</failure>\n    </testcase>\n`;
  }
}

function details(step: StepDocument, told: Told): string {
  return step.checks
    .map(({ name, before, verdict, expected, observed, look }) =>
      told(
        say`${{ name: name.text }}\n  before: ${{ before: JUDGED[before] }}, after: ${{ after: JUDGED[verdict] }}\n  expected: ${{ expected: expected.text }}\n  observed: ${{ observed: observed.text }}\n  look: ${{ look: look.text }}`,
      ),
    )
    .join("\n");
}

const JUDGED = {
  pass: say`pass`,
  fail: say`fail`,
  error: say`error`,
} as const satisfies Readonly<Record<Judged, Message>>;

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write them
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escape(text: string): string {
  return text
    .replace(NOT_IN_XML, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`);
}
