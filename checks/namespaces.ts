import { descendants, processByMachinePid } from "../src/kernel/queries.ts";
import { NAMESPACE_KINDS, type NamespaceKind, type Process, type Snapshot } from "../src/kernel/snapshot.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import type { Check, Scene } from "./check.ts";
import { nameOf } from "./cgroups.ts";
import { lookIn, placeName } from "./networks.ts";
import { placeCheck } from "./place-check.ts";
import { isVerdict, processAt, rootOf } from "./places.ts";
import type { Where } from "./network-places.ts";
import { shownFact } from "./shown-fact.ts";

/** What namespaces(7) calls them, and the letter of unshare(1) for each. */
const KINDS: Readonly<Record<NamespaceKind, { readonly name: string; readonly flag: string }>> = {
  mnt: { name: "mount", flag: "m" },
  net: { name: "network", flag: "n" },
  pid: { name: "PID", flag: "p" },
  uts: { name: "UTS", flag: "u" },
  ipc: { name: "IPC", flag: "i" },
  cgroup: { name: "cgroup", flag: "C" },
  user: { name: "user", flag: "U" },
};

/** A terminal whose front process can have left the host's namespaces. */
export type Container = Exclude<Where, "host">;

/** The process in front in a terminal has these namespaces of its own: neither the host's nor another terminal's. */
export function inOwnNamespace(where: Container, kinds: readonly NamespaceKind[]): Check {
  const expected = `the process in front in ${placeName(where)} has ${namesOf(kinds)} of its own`;
  return placeCheck({
    where,
    expected,
    find: (process, snapshot, scene) => {
      const shared = kinds.filter((kind) => process.namespaces[kind] === snapshot.host.namespaces[kind]);
      const foreign = kinds.flatMap((kind) => makerOf(scene, snapshot, where, process.namespaces[kind], kind) ?? []);
      return {
        passed: shared.length === 0 && foreign.length === 0,
        observed: describe(process, kinds, shared, foreign),
        look: lookIn(where, `ls -l /proc/$$/ns`, `lsns -p $$`),
        cause:
          shared.length > 0
            ? "The shell was not started by unshare with that flag, or it has been left again with exit."
            : "The shell has entered a namespace that was made in another terminal.",
        next: `Type ${lookIn(where, ...leaving(scene, snapshot, where, process), `unshare -${flagsOf(kinds)} bash`)}`,
      };
    },
  });
}

/** The process in front in a terminal shares these namespaces with another place. */
export function sameNamespace(where: Container, as: Where, kinds: readonly NamespaceKind[]): Check {
  const expected = `the process in front in ${placeName(where)} shares ${namesOf(kinds)} with ${placeName(as)}`;
  return placeCheck({
    where,
    expected,
    find: async (process, _snapshot, scene) => {
      const other = await processAt(scene, as, expected);
      if (isVerdict(other)) return other;
      const apart = kinds.filter((kind) => process.namespaces[kind] !== other.namespaces[kind]);
      return {
        passed: apart.length === 0,
        observed:
          apart.length === 0
            ? `both are in ${numbersOf(process, kinds)}`
            : `${nameOf(process)} is in ${numbersOf(process, apart)}, ${placeName(as)} in ${numbersOf(other, apart)}`,
        look: `${lookIn(where, "ls -l /proc/$$/ns")}; ${lookIn(as, "ls -l /proc/$$/ns")}`,
        cause: `The shell was started with ${apart.map((kind) => `-${KINDS[kind].flag}`).join(" and ")}, and so got its own.`,
        next: `Leave that shell with exit, and start it in ${placeName(where)} with just the flags of this step.`,
      };
    },
  });
}

/** The number of the namespace that a terminal's front process is in was seen: its own, or in the terminal `host` the host's. */
export function showsNamespace(terminal: Where & TerminalName, kind: NamespaceKind): Check {
  const file = `/proc/self/ns/${kind}`;
  return shownFact({
    terminal,
    fact:
      terminal === "host"
        ? `the number of the host's ${KINDS[kind].name} namespace`
        : `the number of its own ${KINDS[kind].name} namespace, which is not the host's`,
    cause:
      "The link of another process was read, or of another kind of namespace, or the shell in that terminal is not where it should be.",
    next: `Type ${lookIn(terminal, `readlink ${file}`)}`,
    agrees: async (output, scene) => {
      const process = await processAt(scene, terminal, "");
      if (isVerdict(process)) return { passed: false, observed: process.observed };
      const { host } = await scene.snapshot();
      const [own, hosts] = [process.namespaces[kind], host.namespaces[kind]];
      const isApart = terminal === "host" || own !== hosts;
      return {
        passed: isApart && new RegExp(`\\b${own}\\b`).test(output),
        observed: isApart
          ? `its ${KINDS[kind].name} namespace is ${own}`
          : `the shell in ${placeName(terminal)} is in the host's ${KINDS[kind].name} namespace, ${hosts}`,
      };
    },
  });
}

/** An `exit` for each shell that was started inside the terminal's own: one in it would keep what that shell has. */
export function leaving(scene: Scene, snapshot: Snapshot, where: Container, front: Process): readonly string[] {
  const root = rootOf(scene, snapshot, where);
  const exits: string[] = [];
  for (let process: Process | undefined = front; process !== undefined && process !== root; ) {
    if (SHELLS.includes(process.name)) exits.push("exit");
    process = processByMachinePid(snapshot, process.parentMachinePid);
  }
  return exits;
}

const SHELLS: readonly string[] = ["bash", "sh", "dash"];

/** The terminal whose shells hold the oldest process of a namespace, when that is another one than `where`. */
function makerOf(scene: Scene, snapshot: Snapshot, where: Container, inode: number, kind: NamespaceKind): string | null {
  const [oldest] = snapshot.processes
    .filter((process) => process.namespaces[kind] === inode)
    .toSorted((a, b) => a.startTime - b.startTime || (a.pids[0] ?? 0) - (b.pids[0] ?? 0));
  const isBelow = (terminal: string) => {
    const root = rootOf(scene, snapshot, terminal);
    return root !== undefined && oldest !== undefined && (root === oldest || descendants(snapshot, root).includes(oldest));
  };
  return isBelow(where) ? null : (["host", "container", "container2"].find(isBelow) ?? null);
}

function describe(
  process: Process,
  kinds: readonly NamespaceKind[],
  shared: readonly NamespaceKind[],
  foreign: readonly string[],
): string {
  if (shared.length > 0) return `${nameOf(process)} shares ${namesOf(shared)} with the host`;
  if (foreign.length > 0) return `${nameOf(process)} is in a namespace that was made in the terminal ${foreign[0]}`;
  return `${nameOf(process)} is in ${numbersOf(process, kinds)}`;
}

/** `a mount, a PID and a UTS namespace` */
function namesOf(kinds: readonly NamespaceKind[]): string {
  const names = kinds.map((kind) => `${kind === "ipc" ? "an" : "a"} ${KINDS[kind].name}`);
  return `${names.length === 1 ? names[0] : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`} namespace`;
}

function numbersOf(process: Process, kinds: readonly NamespaceKind[]): string {
  return kinds.map((kind) => `${kind}:[${process.namespaces[kind]}]`).join(", ");
}

/** unshare's letters in the order the course writes them: `fpmui --mount-proc`. */
function flagsOf(kinds: readonly NamespaceKind[]): string {
  const order: readonly NamespaceKind[] = ["pid", "mnt", "uts", "ipc", ...NAMESPACE_KINDS];
  const letters = [...new Set(order)]
    .filter((kind) => kinds.includes(kind))
    .map((kind) => KINDS[kind].flag)
    .join("");
  return kinds.includes("pid") ? `f${letters} --mount-proc` : letters;
}
