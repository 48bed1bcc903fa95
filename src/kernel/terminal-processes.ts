import type { Process, Snapshot } from "./snapshot.ts";

/**
 * Whether a process is the lab's own: a terminal's first shell, which the supervisor has put there, so that its parent
 * is not among the snapshot's processes. What a learner starts in that shell is his.
 */
export function isOfTerminal(snapshot: Snapshot, process: Process): boolean {
  return (
    process.machinePid !== snapshot.host.machinePid &&
    !snapshot.processes.some((each) => each.machinePid === process.parentMachinePid)
  );
}
