import type { Recipe } from "./image/recipe.ts";
import type { NodeVersion } from "./payload.ts";

/** A machine that nobody prepared, and what nslab is to do on it. */
export interface Scenario {
  readonly name: string;
  /** What is special about it, for the table in the README. */
  readonly title: string;
  /** Part of what CI runs. */
  readonly isCore: boolean;
  readonly recipe: Recipe;
  readonly node: NodeVersion;
  readonly kernelParameters: readonly string[];
  /** What the machine's root does before anybody tries nslab. */
  readonly prepare: string;
  /** A command that runs its arguments where nslab is to be tried; "" for the machine itself. */
  readonly within: string;
  readonly trials: readonly Trial[];
}

export type User = "root" | "learner";

/** One thing that is tried, in this order. */
export type Trial =
  /** `nslab doctor` names every missing program and the command that gets it; `--fix` installs them. */
  | { readonly type: "set-up" }
  /** The course is replayed: all of it, or these lessons; steps of no other lessons may be skipped. */
  | { readonly type: "replay"; readonly user: User; readonly lessons: readonly string[]; readonly maySkip: readonly string[] }
  /** `nslab doctor` says so, and ends with exit code 3: not all lessons can run. */
  | { readonly type: "told"; readonly user: User; readonly says: readonly RegExp[] }
  /** nslab cannot work there at all: `doctor` and `verify` say why and what to do, with exit code 3. */
  | { readonly type: "refused"; readonly user: User; readonly says: readonly RegExp[] };

/** How a trial went. */
export interface Outcome {
  readonly trial: string;
  readonly user: User;
  readonly isRight: boolean;
  /** Steps of the course, or things asserted. */
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
  /** What was wrong, or is worth knowing: a line each. */
  readonly notes: readonly string[];
}

/** What came of a whole scenario, kept for the table. */
export interface ScenarioResult {
  readonly name: string;
  readonly day: string;
  readonly version: string;
  readonly system: string;
  readonly kernel: string;
  readonly cgroups: string;
  readonly node: string;
  readonly outcomes: readonly Outcome[];
}
