import type { Process, Snapshot } from "./snapshot.ts";

/**
 * Whether a process is the lab's own: the program behind a terminal (script(1), put into the lab from
 * outside, so that its parent is not among the snapshot's processes) or the terminal's first shell.
 * What a learner starts in that shell is his.
 */
export function isOfTerminal(snapshot: Snapshot, process: Process): boolean {
  if (process.machinePid === snapshot.host.machinePid) return false;
  const parent = parentOf(snapshot, process);
  return parent === undefined || (isFromOutside(snapshot, parent) && parent.name === "script");
}

function isFromOutside(snapshot: Snapshot, process: Process): boolean {
  return process.machinePid !== snapshot.host.machinePid && parentOf(snapshot, process) === undefined;
}

function parentOf(snapshot: Snapshot, process: Process): Process | undefined {
  return snapshot.processes.find((each) => each.machinePid === process.parentMachinePid);
}
