import { type Said, say, verbatim } from "../src/say/message.ts";
import { frontProcess, processByHostPid } from "../src/kernel/queries.ts";
import { NAMESPACE_KINDS, type Process, type Snapshot } from "../src/kernel/snapshot.ts";
import { TERMINAL_NAMES } from "../src/terminal/names.ts";
import type { Where } from "./network-places.ts";
import { type Advice, couldNotLook, type Scene, type Verdict } from "./check.ts";

/** The process whose namespaces a check means, or the verdict that says why there is none. */
export async function processAt(scene: Scene, where: Where, expected: Said): Promise<Process | Verdict> {
  const snapshot = await scene.snapshot();
  if (where === "host") return snapshot.host;
  return frontOf(scene, snapshot, where) ?? notOpen(where, expected);
}

/** The process in front in a terminal, or null when the terminal is not open. */
export function frontOf(scene: Scene, snapshot: Snapshot, terminal: string): Process | null {
  const root = rootOf(scene, snapshot, terminal);
  return root === undefined ? null : (frontProcess(snapshot, root.machinePid) ?? root);
}

/** A terminal's first shell, below which all its other shells run; undefined when it is not open. */
export function rootOf(scene: Scene, snapshot: Snapshot, terminal: string): Process | undefined {
  const open = scene.terminal(terminal);
  return open === null ? undefined : processByHostPid(snapshot, open.rootPid);
}

/** Why nothing right was seen in a terminal, as far as can be told for certain: its shell is elsewhere, or another terminal was used. */
export async function strayed(scene: Scene, terminal: string): Promise<Advice | null> {
  return (await displaced(scene, terminal)) ?? typedElsewhere(scene, terminal);
}

/** Where the shell of a terminal stands, if no command of the step can do there what it should: not on the host, or in a removed directory. */
export async function displaced(scene: Scene, terminal: string): Promise<Advice | null> {
  return (terminal === "host" ? await leftHost(scene) : null) ?? (await inRemoved(scene, terminal));
}

/** How the kernel names a directory that was removed (proc_pid_cwd(5)). */
const REMOVED = / \(deleted\)$/;

async function inRemoved(scene: Scene, terminal: string): Promise<Advice | null> {
  const front = frontOf(scene, await scene.snapshot(), terminal);
  if (front === null || !REMOVED.test(front.directory)) return null;
  return {
    cause: say`The directory that the shell in the terminal ${{ terminal }} stands in was removed: ${{ directory: front.directory.replace(REMOVED, "") }}.`,
    next: say`In the terminal ${{ terminal }}, go to one that is there: cd /root/docker (made anew, on the host, where it is gone: mkdir -p /root/docker). Then type the command of this step again.`,
  };
}

function typedElsewhere(scene: Scene, terminal: string): Advice | null {
  const hasPrinted = (name: string) => (scene.terminal(name)?.output ?? "").trim() !== "";
  const other = hasPrinted(terminal) ? undefined : TERMINAL_NAMES.find(hasPrinted);
  return other === undefined ? null : straying(terminal, other);
}

/** What belongs to one terminal was typed in another one. */
export function straying(terminal: string, other: string): Advice {
  return {
    cause: say`Nothing was printed in the terminal ${{ terminal }}: the command was typed in the terminal ${{ other }}.`,
    next: say`Go to the terminal ${{ terminal }} and type the command of this step there.`,
  };
}

async function leftHost(scene: Scene): Promise<Advice | null> {
  const snapshot = await scene.snapshot();
  const { host } = snapshot;
  const front = frontOf(scene, snapshot, "host");
  if (front === null || front.state === "Z") return null;
  const isThere = front.root === host.root && NAMESPACE_KINDS.every((kind) => front.namespaces[kind] === host.namespaces[kind]);
  return isThere
    ? null
    : {
        cause: say`The shell in the terminal host is not on the host: it has entered a namespace or a chroot.`,
        next: say`Type exit in the terminal host, then the command again.`,
      };
}

function notOpen(terminal: string, expected: Said): Verdict {
  return couldNotLook({
    expected,
    observed: say`the terminal ${{ terminal }} is not open`,
    look: verbatim(`nslab shell ${terminal}`),
    cause: say`Nothing has been typed in the terminal ${{ terminal }} yet, or its shell has ended.`,
    next: say`Type a line in the terminal ${{ terminal }}; if that is not possible, restart the lesson: nslab lesson brings a fresh lab to its starting point.`,
  });
}

/** A verdict, not a process: `processAt` could not find one. */
export function isVerdict(found: Process | Verdict): found is Verdict {
  return "type" in found;
}
