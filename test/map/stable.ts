import type { Process, Snapshot } from "../../src/kernel/snapshot.ts";
import type { LabView } from "../../src/player/events.ts";

/** The same look with PIDs that no run of a lesson changes: 1, 2, 3 … in each PID namespace, in order. */
export function withStablePids({ snapshot, terminals }: LabView): LabView {
  const numbers = new Map<string, readonly number[]>();
  const placesOf = (process: Process) => process.pids.map((pid, level) => ({ pid, key: namespaceAt(snapshot, process, level) }));
  for (const { pid, key } of snapshot.processes.flatMap(placesOf))
    numbers.set(
      key,
      [...new Set([...(numbers.get(key) ?? []), pid])].toSorted((a, b) => a - b),
    );
  const number = (key: string, pid: number) => (numbers.get(key) ?? []).indexOf(pid) + 1;
  const stable = (process: Process): Process => ({ ...process, pids: placesOf(process).map(({ key, pid }) => number(key, pid)) });
  const processes = snapshot.processes.map(stable);
  const [host = stable(snapshot.host)] = processes;
  return {
    snapshot: { ...snapshot, processes, host },
    terminals: Object.fromEntries(
      Object.entries(terminals).map(([name, pid]) => [name, number(namespaceAt(snapshot, snapshot.host, 0), pid)]),
    ),
  };
}

/** The PID namespace in which a process has the PID of that level: its own, or that of the nearest process above. */
function namespaceAt(snapshot: Snapshot, process: Process, level: number): string {
  let at: Process | undefined = process;
  while (at !== undefined && at.pids.length - 1 > level) {
    const above: number = at.parentMachinePid;
    at = snapshot.processes.find(({ machinePid }) => machinePid === above);
  }
  return String(at?.namespaces.pid ?? 0);
}
