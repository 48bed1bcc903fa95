import type { Came } from "./orders.ts";

/** What became of the lab. */
export type After = "goes-on" | "unusable" | "ended";

/** What came of one way. */
export interface WayResult {
  readonly type: "way";
  readonly name: string;
  readonly came: readonly Came[];
  readonly after: After;
  /** Milliseconds until a fresh lab was up; null where the old one was kept, -1 where none could be made. */
  readonly fresh: number | null;
  /** What is not as it was on the machine. */
  readonly changes: readonly string[];
  readonly output: string;
}

/** What a run ends with: what is there when all labs have been ended, and was not before the first. */
export interface RunEnded {
  readonly type: "run-ended";
  readonly left: readonly string[];
  readonly cgroup: string;
}

export type Line = WayResult | RunEnded | ScreenResult | HoldsResult;

/** What came of ruin at nslab's own screen. */
export interface ScreenResult {
  readonly type: "screen";
  readonly name: string;
  /** The terminal went on, or a fresh lab was had. */
  readonly how: "goes-on" | "fresh";
  /** What nslab said of it. */
  readonly words: string;
  readonly isRight: boolean;
}

/** Something that has to hold. */
export interface HoldsResult {
  readonly type: "holds";
  readonly what: string;
  readonly isSo: boolean;
}
