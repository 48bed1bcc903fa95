import { listed, type Listed, type Message, say, verbatim } from "../src/say/message.ts";
import { descendants, processByMachinePid } from "../src/kernel/queries.ts";
import { NAMESPACE_KINDS, type NamespaceKind, type Process, type Snapshot } from "../src/kernel/snapshot.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import { type Check, checkId, type Scene } from "./check.ts";
import { nameOfProcess } from "./cgroups.ts";
import { lookIn, placeName, typeThere } from "./networks.ts";
import { placeCheck } from "./place-check.ts";
import { isVerdict, processAt, rootOf } from "./places.ts";
import type { Where } from "./network-places.ts";
import { shownFact } from "./shown-fact.ts";

/** What namespaces(7) calls them, and the letter of unshare(1) for each. */
const KINDS: Readonly<Record<NamespaceKind, { readonly name: Message; readonly flag: string }>> = {
  mnt: { name: say`mount`, flag: "m" },
  net: { name: say`network`, flag: "n" },
  pid: { name: verbatim("PID"), flag: "p" },
  uts: { name: verbatim("UTS"), flag: "u" },
  ipc: { name: verbatim("IPC"), flag: "i" },
  cgroup: { name: verbatim("cgroup"), flag: "C" },
  user: { name: say`user`, flag: "U" },
};

/** A terminal whose front process can have left the host's namespaces. */
export type Container = Exclude<Where, "host">;

/** The process in front in a terminal has these namespaces of its own: neither the host's nor another terminal's. */
export function inOwnNamespace(where: Container, kinds: readonly NamespaceKind[]): Check {
  return placeCheck({
    id: checkId("own-namespaces", kinds.join("+"), where),
    where,
    expected: say`the process in front in the terminal ${{ terminal: where }} has ${{ namespaces: namesOf(kinds) }} of its own`,
    find: (process, snapshot, scene) => {
      const shared = kinds.filter((kind) => process.namespaces[kind] === snapshot.host.namespaces[kind]);
      const foreign = kinds.flatMap((kind) => makerOf(scene, snapshot, where, process.namespaces[kind], kind) ?? []);
      return {
        passed: shared.length === 0 && foreign.length === 0,
        observed: describe(process, kinds, shared, foreign),
        look: lookIn(where, `ls -l /proc/$$/ns`, `lsns -p $$`),
        cause:
          shared.length > 0
            ? say`The shell was not started by unshare with that flag, or it has been left again with exit.`
            : say`The shell has entered a namespace that was made in another terminal.`,
        next: typeThere(where, ...leaving(scene, snapshot, where, process), `unshare -${flagsOf(kinds)} bash`),
      };
    },
  });
}

/** The process in front in a terminal shares these namespaces with another place. */
export function sameNamespace(where: Container, as: Where, kinds: readonly NamespaceKind[]): Check {
  const expected = say`the process in front in the terminal ${{ terminal: where }} shares ${{ namespaces: namesOf(kinds) }} with ${{ place: placeName(as) }}`;
  return placeCheck({
    id: checkId("shared-namespaces", kinds.join("+"), where, as),
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
            ? say`both are in ${{ namespaces: numbersOf(process, kinds) }}`
            : say`${{ process: nameOfProcess(process) }} is in ${{ own: numbersOf(process, apart) }}, ${{ place: placeName(as) }} in ${{ others: numbersOf(other, apart) }}`,
        look: say`${{ looks: listed([lookIn(where, "ls -l /proc/$$/ns"), lookIn(as, "ls -l /proc/$$/ns")], ";") }}`,
        cause: say`The shell was started with ${{
          flags: listed(
            apart.map((kind) => `-${KINDS[kind].flag}`),
            "and",
          ),
        }}, and so got its own.`,
        next: say`Leave that shell with exit, and start it in the terminal ${{ terminal: where }} with just the flags of this step.`,
      };
    },
  });
}

/** The number of the namespace that a terminal's front process is in was seen: its own, or in the terminal `host` the host's. */
export function showsNamespace(terminal: Where & TerminalName, kind: NamespaceKind): Check {
  const { name } = KINDS[kind];
  return shownFact({
    id: checkId("shows-namespace", kind, terminal),
    terminal,
    fact:
      terminal === "host"
        ? say`the number of the host's ${{ kind: name }} namespace`
        : say`the number of its own ${{ kind: name }} namespace, which is not the host's`,
    cause: say`The link of another process was read, or of another kind of namespace, or the shell in that terminal is not where it should be.`,
    next: typeThere(terminal, `readlink /proc/self/ns/${kind}`),
    agrees: async (output, scene) => {
      const process = await processAt(scene, terminal, verbatim(""));
      if (isVerdict(process)) return { passed: false, observed: process.observed };
      const { host } = await scene.snapshot();
      const [own, hosts] = [process.namespaces[kind], host.namespaces[kind]];
      const isApart = terminal === "host" || own !== hosts;
      return {
        passed: isApart && new RegExp(`\\b${own}\\b`).test(output),
        observed: isApart
          ? say`its ${{ kind: name }} namespace is ${{ inode: own }}`
          : say`the shell in the terminal ${{ terminal }} is in the host's ${{ kind: name }} namespace, ${{ inode: hosts }}`,
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
  [maker]: readonly string[],
): Message {
  const said = nameOfProcess(process);
  if (shared.length > 0) return say`${{ process: said }} shares ${{ namespaces: namesOf(shared) }} with the host`;
  if (maker !== undefined)
    return say`${{ process: said }} is in a namespace that was made in the terminal ${{ terminal: maker }}`;
  return say`${{ process: said }} is in ${{ namespaces: numbersOf(process, kinds) }}`;
}

/** `a mount, a PID and a UTS namespace` */
function namesOf(kinds: readonly NamespaceKind[]): Message {
  const names = kinds.map((kind) =>
    kind === "ipc" ? say`an ${{ kind: KINDS[kind].name }}` : say`a ${{ kind: KINDS[kind].name }}`,
  );
  return say`${{ kinds: listed(names, "and") }} namespace`;
}

function numbersOf(process: Process, kinds: readonly NamespaceKind[]): Listed {
  return listed(kinds.map((kind) => `${kind}:[${process.namespaces[kind]}]`));
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
