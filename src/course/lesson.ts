import type { Check } from "../../checks/check.ts";
import type { Snapshot } from "../kernel/snapshot.ts";
import type { TerminalName } from "../terminal/names.ts";
import type { Command, Situation } from "./command.ts";
import type { QuestionDefinition } from "./question.ts";

/** What a lesson's TypeScript holds: deeds only; every word a learner reads stands in its Markdown. */
export interface LessonDefinition {
  readonly id: string;
  /** What the lab must look like before the first step; replayed without a word. */
  readonly startsFrom: readonly Preparation[];
  /** What the machine must offer for any of it; otherwise the lesson is skipped with the reason. */
  readonly needs?: readonly Need[];
  readonly steps: readonly StepDefinition[];
  /** Id of the step after which the lab is as the closing's map shows it; by default, and where that is not played, the last one. */
  readonly mapAfter?: string;
  /** A goal without a command shown; `command` is its solution, which a replay runs. */
  readonly challenge: ChallengeDefinition;
  /** Asked when everything has been passed. */
  readonly questions?: readonly QuestionDefinition[];
}

/**
 * `cgroup`: cgroups, whatever they limit; `cpu`, `memory`: limits of these; `world`: the internet's DNS and HTTP are started
 * before the lesson; `program:NAME`: a program of the machine's for which there is no other.
 */
export type Need = "cgroup" | "cpu" | "memory" | "world" | `program:${string}`;

export type Preparation =
  /** Commands of the course's own, run as they stand. */
  | { readonly terminal: TerminalName; readonly command: Command }
  /** Steps of another lesson, in the order given: whatever they did is there. */
  | { readonly lesson: string; readonly steps: readonly string[] };

export interface StepDefinition {
  /** Names the section of the Markdown; progress is kept by it, so it never changes. */
  readonly id: string;
  readonly terminal: TerminalName;
  readonly command: Command;
  /** The same in other words (iproute2 beside ifconfig), shown, and just as right. */
  readonly also?: readonly string[];
  /**
   * What the command leaves in its terminal: a prompt again (default), or itself, running
   * (a server, a loop): then the checks say when the step is done.
   */
  readonly leaves?: "prompt" | "running";
  /** A step that is meant to fail; the next one is the cure. Where it has several lines: which of them fails, unless all do. */
  readonly fails?: boolean | "first" | "last";
  /** Earlier steps of this lesson of whose facts some end here, as they should: nobody is told that they are lost. */
  readonly undoes?: readonly string[];
  /** Likewise steps of whose facts some may end here: by other right ways than the shown one. */
  readonly mayUndo?: readonly string[];
  /** What the machine must offer for this step; otherwise it alone is skipped with the reason, so no later step may stand on it. */
  readonly needs?: readonly Need[];
  readonly checks: readonly Check[];
  /**
   * Recognises a mistake by the state of the lab: the name of an entry in the step's `### states`, or
   * null when nothing special is seen.
   */
  readonly hint?: (snapshot: Snapshot, situation: Situation) => string | null;
}

export interface ChallengeDefinition {
  readonly terminal: TerminalName;
  readonly command: Command;
  readonly leaves?: "prompt" | "running";
  readonly undoes?: readonly string[];
  readonly mayUndo?: readonly string[];
  readonly needs?: readonly Need[];
  readonly checks: readonly Check[];
  readonly hint?: (snapshot: Snapshot, situation: Situation) => string | null;
}

/** Types a lesson where it is written. */
export function defineLesson(lesson: LessonDefinition): LessonDefinition {
  return lesson;
}

/** The challenge as a step like any other. */
export function challengeStep(lesson: LessonDefinition): StepDefinition {
  return { id: "challenge", ...lesson.challenge };
}

export function stepsWithChallenge(lesson: LessonDefinition): readonly StepDefinition[] {
  return [...lesson.steps, challengeStep(lesson)];
}
