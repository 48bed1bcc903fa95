import { processByHostPid } from "../kernel/queries.ts";
import { hasRootAt } from "../kernel/roots.ts";
import type { NamespaceKind, Process } from "../kernel/snapshot.ts";
import type { TerminalName } from "../terminal/names.ts";
import type { Situation } from "./command.ts";

/** What a hint asks about a terminal. */
type Look = Pick<Situation, "snapshot" | "front">;

/** The process in front in a terminal; undefined when it is not open. */
export function frontIn({ snapshot, front }: Look, terminal: TerminalName): Process | undefined {
  return processByHostPid(snapshot, front(terminal));
}

/** Whether the process in front in a terminal is in another namespace of that kind than the host; false when it is not open. */
export function hasOwn(look: Look, terminal: TerminalName, kind: NamespaceKind): boolean {
  const process = frontIn(look, terminal);
  return process !== undefined && process.state !== "Z" && process.namespaces[kind] !== look.snapshot.host.namespaces[kind];
}

/** Whether a shell of that terminal, in front or waiting for the one in front, has this root directory. */
export function isInside(look: Look, terminal: TerminalName, root: string): boolean {
  const process = frontIn(look, terminal);
  const { snapshot } = look;
  return snapshot.processes.some((each) => each.terminal === process?.terminal && hasRootAt(snapshot, each, root));
}

/** Whether the process in front in a terminal has this directory of the host for its root directory; false when it is not open. */
export function isRootedAt(look: Look, terminal: TerminalName, root: string): boolean {
  const process = frontIn(look, terminal);
  return process !== undefined && hasRootAt(look.snapshot, process, root);
}
