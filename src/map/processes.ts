import { remembered } from "../kernel/lookups.ts";
import { childrenOf } from "../kernel/queries.ts";
import { NAMESPACE_KINDS, type Process, type Snapshot } from "../kernel/snapshot.ts";
import { clean } from "./clean.ts";
import type { MapProcess } from "./layout.ts";

/** They wait for what they have started in other namespaces, half in and half out. */
const HELPERS = new Set(["unshare", "nsenter"]);
const SHELLS = new Set(["bash", "sh", "dash", "zsh", "fish", "ash", "ksh"]);

/** Longest command that is shown with its arguments. */
const LONGEST = 24;

/** Processes worth showing: no shells of the host, nobody who only waits for what he has started elsewhere. */
export function shownProcesses(snapshot: Snapshot): readonly Process[] {
  return snapshot.processes.filter(
    (process) => process !== snapshot.host && !isHelper(process) && !isHostShell(snapshot, process) && !waits(snapshot, process),
  );
}

export function isHelper(process: Process): boolean {
  return HELPERS.has(process.name);
}

function isHostShell(snapshot: Snapshot, process: Process): boolean {
  return SHELLS.has(process.name) && process.root === "/" && isOnHost(snapshot, process);
}

/** In all of the host's namespaces. */
export function isOnHost(snapshot: Snapshot, process: Process): boolean {
  return NAMESPACE_KINDS.every((kind) => process.namespaces[kind] === snapshot.host.namespaces[kind]);
}

/** A shell whose command is a shell elsewhere: in other namespaces or with another root. PID 1 of a namespace is shown all the same. */
function waits(snapshot: Snapshot, process: Process): boolean {
  if (!SHELLS.has(process.name) || (process.pids.length > 1 && process.pids.at(-1) === 1)) return false;
  const children = childrenOf(snapshot, process);
  const below = [...children, ...children.filter(isHelper).flatMap((helper) => childrenOf(snapshot, helper))];
  return below.some(
    (each) => each.state !== "Z" && !isHelper(each) && !isSamePlace(process, each) && each.terminal === process.terminal,
  );
}

function isSamePlace(one: Process, other: Process): boolean {
  return one.root === other.root && NAMESPACE_KINDS.every((kind) => one.namespaces[kind] === other.namespaces[kind]);
}

/** @param commonRoot root directory that need not be said of each */
export function toMapProcess(process: Process, commonRoot: string): MapProcess {
  const { root } = process;
  return {
    key: `process:${process.machinePid}:${process.startTime}`,
    name: nameOf(process),
    pids: process.pids,
    root: root === "" || root === "/" || root === commonRoot ? null : clean(root),
    zombie: process.state === "Z",
  };
}

const nameOf = remembered(({ name, command }: Process): string => {
  const [program = "", ...rest] = command;
  const base = program.slice(program.lastIndexOf("/") + 1);
  const length = rest.reduce((sum, each) => sum + 1 + each.length, base.length);
  // A script's command begins with its interpreter; `name` is cut off at 15 bytes.
  const isTold = base !== "" && base.startsWith(name) && length <= LONGEST;
  return (isTold ? clean([base, ...rest].join(" ")) : clean(name)) || "?";
});
