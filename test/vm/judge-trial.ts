import type { StepDocument, VerifyDocument } from "../../src/ui/report/document.ts";
import type { Ran } from "./machine/virtual-machine.ts";
import type { Outcome, Trial, User } from "./scenario.ts";

type Replay = Extract<Trial, { type: "replay" }>;
type Refused = Extract<Trial, { type: "refused" | "told" }>;

/** Judges `nslab verify --replay --format json`: a hint or a remark to somebody who has done just what a step shows is false. */
export function judgeReplay(trial: Replay, ran: Ran): Outcome {
  const base = { trial: "replay", user: trial.user, seconds: ran.ms / 1000 };
  const document = parseDocument(ran.stdout);
  if (document === null) {
    const notes = [`exit code ${ran.code}, and no report: ${lastLine(ran.stderr) || lastLine(ran.stdout)}`];
    return { ...base, isRight: false, passed: 0, failed: 1, skipped: 0, notes };
  }
  const { passed, failed, skipped } = document.summary;
  const steps = document.lessons.flatMap((lesson) => lesson.steps.map((step) => ({ lesson: lesson.id, step })));
  const wrong = steps.filter(
    ({ lesson, step }) => step.status !== "passed" && !(step.status === "skipped" && trial.maySkip.includes(lesson)),
  );
  const unfounded = steps.filter(({ step }) => step.status === "passed" && step.told !== undefined);
  const reasons = new Set(steps.flatMap(({ step }) => (step.status === "skipped" ? [step.reason?.text ?? ""] : [])));
  return {
    ...base,
    isRight: ran.code === 0 && wrong.length === 0 && unfounded.length === 0 && passed > 0,
    passed: passed - unfounded.length,
    failed: failed + unfounded.length,
    skipped,
    notes: [
      ...[...wrong, ...unfounded].map(({ lesson, step }) => stepNote(lesson, step)),
      ...[...reasons].map((reason) => `skipped: ${reason}`),
    ],
  };
}

/** Judges what is said where something cannot work: by `doctor`, and by what else was asked for. */
export function judgeRefusal(trial: Refused, runs: readonly Ran[]): Outcome {
  return judgeAssertions(
    trial.type,
    trial.user,
    runs,
    runs.flatMap((ran, index) => {
      const text = ran.stdout + ran.stderr;
      const what = index === 0 ? "doctor" : "verify";
      return [
        [`${what}: exit code 3, not ${ran.code}`, ran.code === 3] as const,
        ...trial.says.map((words) => [`${what} says ${String(words)}: ${text}`, words.test(text)] as const),
      ];
    }),
  );
}

/** An outcome of things that hold or do not; those that do not are told. */
export function judgeAssertions(
  trial: string,
  user: User,
  runs: readonly Ran[],
  assertions: readonly (readonly [what: string, holds: boolean])[],
): Outcome {
  const wrong = assertions.filter(([, holds]) => !holds);
  return {
    trial,
    user,
    isRight: wrong.length === 0,
    passed: assertions.length - wrong.length,
    failed: wrong.length,
    skipped: 0,
    seconds: runs.reduce((sum, ran) => sum + ran.ms, 0) / 1000,
    notes: wrong.map(([what]) => what),
  };
}

function stepNote(lesson: string, step: StepDocument): string {
  const checks = step.checks.filter((check) => check.before !== "fail" || check.verdict !== "pass");
  const seen = checks.map((check) => `${check.name.text}: ${check.before} → ${check.verdict}, ${check.observed.text}`);
  const heard = (step.told ?? []).map(
    (told) => `told ${told.when} its command: ${told.type} "${told.type === "lost" ? told.lost.text : told.name}"`,
  );
  return [`${lesson}/${step.id} ${step.status}`, step.reason?.text ?? "", ...seen, ...heard]
    .filter((part) => part !== "")
    .join("; ");
}

function parseDocument(text: string): VerifyDocument | null {
  try {
    return JSON.parse(text) as VerifyDocument;
  } catch {
    return null; // it did not come to a report
  }
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}
