import type { Command } from "../../src/course/command.ts";
import { programExists } from "../../src/lab/programs.ts";

/** What a learner types for a step. */
export type Way =
  | Command
  | {
      readonly lines: Command;
      /** Where it differs from what the shown command leaves: a server put in the background gives the prompt back. */
      readonly leaves?: "prompt" | "running";
      /** Programs that not every machine has; where one is missing, the way is left out. */
      readonly needs?: readonly string[];
    };

/** Who types everything himself: for each step, other right ways than the shown one. Play number N takes each step's way N, or its last. */
export interface TypedLesson {
  readonly lesson: string;
  /** By step id, the challenge included. */
  readonly steps: Readonly<Record<string, readonly Way[]>>;
}

/** A likely mistake, and what comes of it. */
export interface Mistake {
  readonly step: string;
  /** Completes "who …": `forgets --fork`. */
  readonly who: string;
  readonly types: Way;
  /** In the hint chosen by the lab's state, or in what the failing checks say. Line breaks are single spaces there. */
  readonly told: RegExp;
  /** He goes on to be told the reason: more packets are sent. */
  readonly asks?: true;
  /** What he types then. Each line stands in what he is told, or is one that the step shows. */
  readonly cure?: Way;
  /** To be made in a lab where no mistake was made before, whose cure has left something that matters here. */
  readonly inFreshLab?: true;
}

export interface MistakesOfLesson {
  readonly lesson: string;
  readonly mistakes: readonly Mistake[];
}

/**
 * The mistakes in an order in which one lab serves many: each time through the lesson takes the next mistake of each step.
 *
 * @param steps ids, in the lesson's order
 */
export function inTours(mistakes: readonly Mistake[], steps: readonly string[]): readonly Mistake[] {
  const bySteps = steps.map((step) => mistakes.filter((mistake) => mistake.step === step));
  const tours = Math.max(0, ...bySteps.map((each) => each.length));
  return Array.from({ length: tours }, (_, tour) => bySteps.flatMap((each) => each.slice(tour, tour + 1))).flat();
}

export interface WayParts {
  readonly lines: Command;
  readonly leaves: "prompt" | "running" | null;
}

export function partsOf(way: Way): WayParts {
  return isWithMore(way) ? { lines: way.lines, leaves: way.leaves ?? null } : { lines: way, leaves: null };
}

/** The ways that this machine has the programs for. */
export function waysHere(ways: readonly Way[]): readonly Way[] {
  return ways.filter((way) => !isWithMore(way) || (way.needs ?? []).every(programExists));
}

/** How many plays it takes until each way was taken. */
export function playCount({ steps }: TypedLesson): number {
  return Math.max(...Object.values(steps).map((ways) => waysHere(ways).length));
}

/** The way that a play takes at a step. */
export function wayOf({ lesson, steps }: TypedLesson, step: string, play: number): Way {
  const ways = waysHere(steps[step] ?? []);
  const way = ways[Math.min(play, ways.length - 1)];
  if (way === undefined) throw new Error(`nobody has written down what is typed at the step ${step} of the lesson ${lesson}`);
  return way;
}

/** The steps at which a play takes a way that no earlier play took, in order. */
export function stepsWithNewWay({ steps }: TypedLesson, play: number): readonly string[] {
  return Object.keys(steps).filter((step) => waysHere(steps[step] ?? []).length > play);
}

function isWithMore(way: Way): way is Exclude<Way, Command> {
  return typeof way === "object" && "lines" in way;
}
