import type { Line } from "../course/command.ts";
import type { FrontProgram } from "../kernel/front-program.ts";
import { frontProcess, processByHostPid } from "../kernel/queries.ts";
import type { Process, Snapshot } from "../kernel/snapshot.ts";
import { isOnHost, isSamePlace, type Whereabouts, whereabouts } from "../kernel/whereabouts.ts";
import type { TerminalName } from "../terminal/names.ts";
import type { Lacking } from "./refused.ts";

/** Something about where a learner types that his own screen does not show. */
export type Remark =
  /** The shell in the step's terminal has left the container it was in when the step was opened: it is on the host now. */
  | { readonly type: "left"; readonly terminal: TerminalName; readonly was: Whereabouts }
  /** What the learner types there is not shown: the terminal does not echo. */
  | { readonly type: "unseen"; readonly terminal: TerminalName }
  /** The kernel has refused to change a setting that is the machine's: the lab's root is none of it. */
  | { readonly type: "not-the-labs"; readonly terminal: TerminalName; readonly setting: string }
  /** A command has not come back for a while; null where it runs on a machine that cannot be looked into. */
  | { readonly type: "still-runs"; readonly terminal: TerminalName; readonly program: FrontProgram | null }
  /** Something that a lab has not, and cannot have. */
  | { readonly type: "not-in-a-lab"; readonly terminal: TerminalName; readonly lacking: Lacking }
  /** The learner works in another terminal than the step's, and in another place. */
  | { readonly type: "elsewhere"; readonly terminal: TerminalName; readonly wanted: TerminalName };

/** What a remark is made from. */
export interface Working {
  /** The lab when the step was opened, and now. */
  readonly before: Snapshot;
  readonly now: Snapshot;
  /** PID of a terminal's first shell as the host sees it; null where it is not open. */
  readonly rootPid: (terminal: TerminalName) => number | null;
  /** The terminal in which the learner's command has just ended. */
  readonly terminal: TerminalName;
  readonly step: { readonly terminal: TerminalName; readonly lines: readonly Line[]; readonly isChallenge: boolean };
}

/** What can be said for certain to a learner whose command did not do what the step wants. Never a guess from what was typed. */
export function remarkOn(working: Working): Remark | null {
  const { terminal, step } = working;
  // A goal without a command may be reached from anywhere.
  if (step.isChallenge) return null;
  return terminal === step.terminal ? leftContainer(working) : elsewhere(working);
}

/** The process in front in a terminal; null where it is not open, or outside of the lab's host. */
export function frontIn(snapshot: Snapshot, rootPid: number | null): Process | null {
  const root = rootPid === null ? undefined : processByHostPid(snapshot, rootPid);
  return root === undefined ? null : (frontProcess(snapshot, root.machinePid) ?? root);
}

function leftContainer({ before, now, rootPid, terminal, step }: Working): Remark | null {
  if (step.lines.some(isExit)) return null;
  const was = placeIn(before, rootPid(terminal));
  const is = placeIn(now, rootPid(terminal));
  if (was === null || is === null || isOnHost(was) || !isOnHost(is)) return null;
  return { type: "left", terminal, was };
}

function elsewhere({ now, rootPid, terminal, step }: Working): Remark | null {
  if (step.lines.some((line) => typeof line === "object" && "in" in line && line.in === terminal)) return null;
  const here = frontIn(now, rootPid(terminal));
  const there = frontIn(now, rootPid(step.terminal));
  // Two shells in the same place are as good as one.
  if (here !== null && there !== null && isSamePlace(here, there)) return null;
  return { type: "elsewhere", terminal, wanted: step.terminal };
}

function placeIn(snapshot: Snapshot, rootPid: number | null): Whereabouts | null {
  const front = frontIn(snapshot, rootPid);
  return front === null ? null : whereabouts(snapshot, front);
}

/** The step itself leaves the shell. */
function isExit(line: Line): boolean {
  if (typeof line === "object" && "key" in line) return false;
  return (typeof line === "string" ? line : line.line).trim() === "exit";
}
