import { processByHostPid, processByMachinePid } from "../kernel/queries.ts";
import { NAMESPACE_KINDS, type Process } from "../kernel/snapshot.ts";
import type { TerminalName } from "../terminal/names.ts";
import type { Situation } from "./command.ts";

const SHELLS: readonly string[] = ["bash", "sh", "dash"];

/**
 * An `exit` for each shell above the prompt in a terminal that has a namespace or a root directory
 * of its own: afterwards the terminal is on the host. None when it is there already, where one more
 * `exit` would end the terminal (a learner may have left the shell, or skipped the step that began it).
 */
export function exitLines({ snapshot, front }: Pick<Situation, "snapshot" | "front">, terminal: TerminalName): readonly string[] {
  const { host } = snapshot;
  const isElsewhere = (process: Process) =>
    process.root !== host.root || NAMESPACE_KINDS.some((kind) => process.namespaces[kind] !== host.namespaces[kind]);
  const lines: string[] = [];
  let process = processByHostPid(snapshot, front(terminal));
  while (process !== undefined) {
    if (SHELLS.includes(process.name) && isElsewhere(process)) lines.push("exit");
    process = processByMachinePid(snapshot, process.parentMachinePid);
  }
  return lines;
}
