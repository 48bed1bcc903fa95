import { idsOfChecks } from "../../course/check-ids.ts";
import {
  checkDocument,
  type CheckDocument,
  type MessageDocument,
  messageDocument,
  type Told,
} from "../../player/check-document.ts";
import { lackingText } from "../../player/lacking.ts";
import type { FrontProgram } from "../../kernel/front-program.ts";
import type { Line } from "../../course/command.ts";
import type { Lesson } from "../../course/load.ts";
import type { CgroupVersion, Privilege } from "../../lab/identity.ts";
import { listed, type Message, say } from "../../say/message.ts";
import { inSeconds } from "../../say/units.ts";
import type { StepReport, StepStatus, StepTrouble } from "../../player/events.ts";
import type { Overheard } from "../../player/replay-learner.ts";

/** What `nslab verify` found, in the one form that all its formats are written from. */
export interface VerifyDocument {
  readonly format: 2;
  readonly version: string;
  readonly mode: "replay" | "live";
  readonly lab: { readonly privilege: Privilege; readonly cgroup: CgroupVersion } | null;
  readonly lessons: readonly LessonDocument[];
  /** Steps, and milliseconds of the whole run. */
  readonly summary: { readonly passed: number; readonly failed: number; readonly skipped: number; readonly ms: number };
}

export interface LessonDocument {
  readonly number: number;
  readonly id: string;
  readonly steps: readonly StepDocument[];
}

export interface StepDocument {
  readonly id: string;
  readonly terminal: string;
  readonly command: string;
  readonly status: "passed" | "failed" | "skipped" | "error";
  /** Why it was skipped, or why it could not be judged; absent otherwise. */
  readonly reason?: MessageDocument;
  /** The step before it that did not pass, for which it was skipped; absent otherwise. */
  readonly blockedBy?: string;
  readonly ms: number;
  readonly checks: readonly CheckDocument[];
  /** Replay: hints and remarks that a learner would be given who does just this; absent where there are none. */
  readonly told?: readonly ToldDocument[];
}

/** Of a hint or a remark its name; of what was lost, the sentence that says so. */
export type ToldDocument =
  | Exclude<Overheard, { readonly type: "lost" }>
  | (Omit<Extract<Overheard, { readonly type: "lost" }>, "lost"> & { readonly lost: MessageDocument });

/** @param overheard what a learner would be told at a step, by its id */
export function lessonDocument(
  lesson: Lesson,
  reports: readonly StepReport[],
  told: Told,
  overheard: ReadonlyMap<string, readonly Overheard[]> = new Map(),
): LessonDocument {
  const steps = reports.map((report) => stepDocument(lesson.id, report, told, overheard.get(report.step.definition.id) ?? []));
  return { number: lesson.number, id: lesson.id, steps };
}

function stepDocument(lesson: string, report: StepReport, told: Told, overheard: readonly Overheard[]): StepDocument {
  const reason = reasonOf(report);
  const { status } = report;
  const idOf = idsOfChecks(lesson, report.step.definition);
  return {
    id: report.step.definition.id,
    terminal: report.step.definition.terminal,
    command: report.step.lines.map(lineText).join("\n"),
    status: status.type,
    ...(reason === null ? {} : { reason: messageDocument(reason, told) }),
    ...(status.type === "skipped" && status.reason.type === "after-failure" ? { blockedBy: status.reason.step } : {}),
    ms: Math.round(report.ms),
    checks: report.after.map((result, index) =>
      checkDocument(idOf(result.check), result, report.before[index]?.verdict.type ?? "error", told),
    ),
    ...(overheard.length === 0 ? {} : { told: overheard.map((each) => toldDocument(each, told)) }),
  };
}

function toldDocument(heard: Overheard, told: Told): ToldDocument {
  return heard.type === "lost" ? { ...heard, lost: messageDocument(heard.lost, told) } : heard;
}

export function summarize(lessons: readonly LessonDocument[], ms: number): VerifyDocument["summary"] {
  const steps = lessons.flatMap((lesson) => lesson.steps);
  const count = (...statuses: StepDocument["status"][]) => steps.filter((step) => statuses.includes(step.status)).length;
  return { passed: count("passed"), failed: count("failed", "error"), skipped: count("skipped"), ms: Math.round(ms) };
}

/** A line as a person would type it, with its terminal where that is not the step's own. */
export function lineText(line: Line): string {
  if (typeof line === "string") return line;
  return "key" in line ? `^${line.key.slice(-1)}` : `${line.in}$ ${line.line}`;
}

function reasonOf(report: StepReport): Message | null {
  const proved = report.before.filter((result) => result.verdict.type === "pass").map((result) => result.check.name);
  if (report.status.type === "failed" && proved.length > 0)
    return say`passed before the command, so it proves nothing: ${{ checks: listed(proved, ";") }}`;
  return statusReason(report.status);
}

/** Why a step has that status, in a line; null where it speaks for itself. */
export function statusReason(status: StepStatus): Message | null {
  switch (status.type) {
    case "passed":
    case "failed":
      return null;
    case "error":
      return troubleText(status.trouble);
    case "skipped":
      switch (status.reason.type) {
        case "machine":
          return lackingText(status.reason);
        case "after-failure":
          return say`the step ${{ step: status.reason.step }} before it did not pass`;
        case "learner":
          return say`skipped by the learner`;
      }
  }
}

export function troubleText(trouble: StepTrouble): Message {
  switch (trouble.type) {
    case "stuck":
      return trouble.seconds === 0
        ? say`"${{ line: trouble.line }}" could not be typed: ${{ why: inTheWay(trouble.inFront ?? null) }}`
        : say`"${{ line: trouble.line }}" did not come back within ${{ time: inSeconds(trouble.seconds) }}`;
    case "terminal-closed":
      return say`the shell in the terminal ${{ terminal: trouble.terminal }} has ended`;
    case "not-prepared":
      return say`the lesson's starting point could not be made: "${{ line: trouble.line }}" failed: ${{ output: trouble.output }}`;
    case "lab-ended":
      return trouble.complaint === "" ? say`the lab has ended` : say`the lab has ended: ${{ complaint: trouble.complaint }}`;
  }
}

function inTheWay(front: FrontProgram | null): Message {
  if (front === null) return say`another command is still running in that terminal`;
  const { name: program, isShell } = front;
  return isShell
    ? say`a shell without nslab's marks, ${{ program }}, is in front in that terminal`
    : say`${{ program }} is still running in that terminal`;
}
