import type { Check, Verdict } from "../../checks/check.ts";
import type { StepDefinition } from "../course/lesson.ts";
import type { Line } from "../course/command.ts";
import type { StepText } from "../course/lesson-text.ts";
import type { Lesson } from "../course/load.ts";
import type { FrontProgram } from "../kernel/front-program.ts";
import type { Snapshot } from "../kernel/snapshot.ts";
import type { LabFailed } from "../lab/lab.ts";
import type { Message, Said } from "../say/message.ts";
import type { TerminalName } from "../terminal/names.ts";
import type { TypedCommand } from "../terminal/typed-commands.ts";

/** A step as the player hands it out: deeds, words, and the lines for this lab. */
export interface PlayedStep {
  readonly definition: StepDefinition;
  readonly text: StepText;
  /** 0 for the first of the lesson; the challenge is the last. */
  readonly index: number;
  readonly isChallenge: boolean;
  readonly lines: readonly Line[];
}

export interface CheckResult {
  readonly check: Check;
  readonly verdict: Verdict;
  /** Milliseconds it took, waiting included. */
  readonly ms: number;
}

/** Why a step or lesson was not played. */
export type SkipReason =
  | { readonly type: "machine"; readonly what: Message; readonly fix: Message }
  | { readonly type: "after-failure"; readonly step: string }
  | { readonly type: "learner" };

/** A step of a lesson that will not be played on this machine. */
export interface ToSkip {
  /** 0 for the first of the lesson; the challenge is the last. */
  readonly index: number;
  readonly isChallenge: boolean;
  readonly reason: Extract<SkipReason, { type: "machine" }>;
}

/** Why a step could not be judged at all. */
export type StepTrouble =
  /** A command did not come back in time; with 0 seconds, it could not be typed since this is in front there. */
  | { readonly type: "stuck"; readonly line: string; readonly seconds: number; readonly inFront?: FrontProgram | null }
  /** The terminal is gone. */
  | { readonly type: "terminal-closed"; readonly terminal: TerminalName }
  /** What the lesson starts from could not be made. */
  | { readonly type: "not-prepared"; readonly line: string; readonly output: string }
  | { readonly type: "lab-ended"; readonly complaint: Said };

export type StepStatus =
  | { readonly type: "passed" }
  | { readonly type: "failed" }
  | { readonly type: "skipped"; readonly reason: SkipReason }
  | { readonly type: "error"; readonly trouble: StepTrouble };

export interface StepReport {
  readonly step: PlayedStep;
  readonly status: StepStatus;
  /** Before the command: only a replay looks. */
  readonly before: readonly CheckResult[];
  readonly after: readonly CheckResult[];
  readonly ms: number;
}

/** Everything that happens while a lesson is played. Screens, reports and records are made from these alone. */
export type PlayerEvent =
  | {
      readonly type: "lesson-opened";
      readonly lesson: Lesson;
      readonly firstStep: number;
      /** Of the steps that come, those that will be skipped. */
      readonly skips: readonly ToSkip[];
    }
  /** The same lesson goes on at a step that the learner chose, in another lab. */
  | { readonly type: "lesson-continued"; readonly lesson: Lesson; readonly firstStep: number }
  | {
      readonly type: "lesson-skipped";
      readonly lesson: Lesson;
      readonly reason: SkipReason;
      readonly reports: readonly StepReport[];
    }
  | { readonly type: "lab-failed"; readonly lesson: Lesson; readonly failure: LabFailed }
  | { readonly type: "step-opened"; readonly lesson: Lesson; readonly step: PlayedStep; readonly prompt: string }
  | { readonly type: "line-started"; readonly terminal: TerminalName; readonly prompt: string; readonly line: Line }
  | { readonly type: "output"; readonly terminal: TerminalName; readonly text: string }
  | { readonly type: "line-ended"; readonly terminal: TerminalName; readonly line: Line }
  /** The learner typed it himself; told when it has come back, or at the step's end. */
  | ({ readonly type: "command-typed"; readonly terminal: TerminalName } & TypedCommand)
  | { readonly type: "checks-judged"; readonly step: PlayedStep; readonly results: readonly CheckResult[] }
  /** The learner has looked himself: nothing is decided by it. */
  | { readonly type: "looked"; readonly step: PlayedStep; readonly results: readonly CheckResult[] }
  | { readonly type: "step-ended"; readonly lesson: Lesson; readonly report: StepReport }
  | { readonly type: "question-ended"; readonly lesson: Lesson; readonly question: string; readonly outcome: QuestionOutcome }
  | {
      readonly type: "lesson-ended";
      readonly lesson: Lesson;
      readonly reports: readonly StepReport[];
      readonly outcome: LessonOutcome;
      /** The lab as the closing's map shows it: as it was when there was most to see. Null for a lesson that was not played to its end. */
      readonly view: LabView | null;
    };

/** A look at the lab, for its map. */
export interface LabView {
  readonly snapshot: Snapshot;
  /** PID of the first shell of each terminal, as the host's `ps` shows it. */
  readonly terminals: Readonly<Record<string, number>>;
}

export type LessonOutcome = "passed" | "failed" | "left";

export type Emit = (event: PlayerEvent) => void;

export type QuestionOutcome =
  /** `tries`: 1 for one that was right at once. `leaves`: with it, the learner leaves the course. */
  | { readonly type: "answered"; readonly tries: number; readonly leaves: boolean }
  | { readonly type: "skipped" }
  | { readonly type: "left" };
