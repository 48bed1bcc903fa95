import { listed, type Listed, type Message, type Said, say, verbatim } from "../src/say/message.ts";
import type { SystemVObjects } from "../src/kernel/parse-sysvipc.ts";
import type { Process, Snapshot } from "../src/kernel/snapshot.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import { type Check, checkId, couldNotLook, type Scene, type Verdict } from "./check.ts";
import type { Container } from "./namespaces.ts";
import { inPlace, lookIn, placeId, placeName, typeIn, typeThere } from "./networks.ts";
import { placeCheck } from "./place-check.ts";
import { isVerdict, processAt } from "./places.ts";
import type { Where } from "./network-places.ts";
import { shownFact } from "./shown-fact.ts";
import { notAllRead } from "./unread.ts";

/** What ipcs(1) lists, and ipcmk(1)'s flag to make one. */
const OBJECTS = {
  segments: { name: say`shared memory segment`, command: "ipcmk -M 4096" },
  queues: { name: say`message queue`, command: "ipcmk -Q" },
  semaphores: { name: say`semaphore array`, command: "ipcmk -S 3" },
} as const;

type ObjectKind = keyof typeof OBJECTS;

/** Words in a list of both segments and queues: ipcs(1) and /proc/sysvipc, lsipc(1). */
const LISTS: readonly (readonly string[])[] = [
  ["msqid", "shmid"],
  ["MSGMNI", "SHMMNI"],
  ["NATTCH", "MSGS"],
];

/** There is a System V object of this kind in the IPC namespace of a place; for a terminal other than `host`, in one of its own. */
export function hasIpc(where: Where, kind: ObjectKind): Check {
  const { name: object, command } = OBJECTS[kind];
  const expected =
    where === "host"
      ? say`there is a ${{ object }} in the host's IPC namespace`
      : say`there is a ${{ object }} in an IPC namespace that is the terminal ${{ terminal: where }}'s own`;
  return placeCheck({
    id: checkId("has-ipc", kind, placeId(where)),
    where,
    expected,
    find: (process, snapshot) => {
      const found = objectsOf(snapshot, process, expected);
      if ("type" in found) return found;
      const isApart = where === "host" || process.namespaces.ipc !== snapshot.host.namespaces.ipc;
      return {
        passed: isApart && found[kind].length > 0,
        observed: isApart
          ? say`the namespace holds ${{ objects: countsOf(found) }}`
          : say`the shell there is in the host's IPC namespace`,
        look: lookIn(where, "ipcs"),
        cause: isApart
          ? say`None was made yet, or it was made in another terminal.`
          : say`The shell was started by unshare without -i.`,
        next: typeThere(where, ...(isApart ? [] : ["exit", "unshare -fpmui --mount-proc bash"]), command),
      };
    },
  });
}

/** The IPC namespace of the host holds no System V object. */
export function hostHasNoIpc(): Check {
  const expected = say`the host's IPC namespace holds no segment, no queue and no semaphores`;
  return placeCheck({
    id: checkId("host-has-no-ipc"),
    where: "host",
    expected,
    find: (host, snapshot, scene) => {
      const found = objectsOf(snapshot, host, expected);
      if ("type" in found) return found;
      const mistaken = mistakenNamespace(snapshot, scene.before, found);
      return {
        passed: keysOf(found).length === 0,
        observed: say`it holds ${{ objects: countsOf(found) }}`,
        look: lookIn("host", "ipcs"),
        cause: mistaken ?? say`They stay until somebody removes them, or the IPC namespace ends.`,
        next:
          mistaken === null
            ? say`Look for the option of ipcrm that removes them all (ipcrm --help), and type it on the host: it removes those of the IPC namespace it is typed in, and no others.`
            : RIGHT_NAMESPACE,
      };
    },
  });
}

const RIGHT_NAMESPACE = say`ipcrm and ipcmk work in the IPC namespace of the shell that they are typed in: see which it is, and go to the right one. In each shell: ${{ command: "readlink /proc/self/ns/ipc" }}`;

/** What was removed or made in this step was that in another IPC namespace than it should be; null where nothing says so. */
function mistakenNamespace(snapshot: Snapshot, before: Snapshot | null, found: SystemVObjects): Message | null {
  const own = snapshot.host.namespaces.ipc;
  const emptied = [...(before?.ipcObjects ?? [])].some(([inode, objects]) => {
    const now = snapshot.ipcObjects.get(inode);
    return inode !== own && keysOf(objects).length > 0 && now !== undefined && keysOf(now).length === 0;
  });
  if (emptied) return say`The objects that were removed are those of another IPC namespace: each is removed where it was made.`;
  const had = before?.ipcObjects.get(own);
  const isNew = had !== undefined && found.semaphores.length > had.semaphores.length;
  return isNew ? say`The semaphores were made in the host's own IPC namespace.` : null;
}

/** A list of System V objects was seen that names those of some places, and none of others. */
export function showsIpc(
  terminal: TerminalName & Where,
  { of, not }: { readonly of: readonly Where[]; readonly not: readonly Container[] | readonly ["host"] | readonly [] },
): Check {
  return shownFact({
    id: checkId("shows-ipc", terminal, ...of, ...not.map((where) => `not-${where}`)),
    terminal,
    fact: wantedList(of, not),
    cause: say`ipcs was not typed there, or the shell is in another IPC namespace than it should be.`,
    next: typeIn(terminal, "ipcs"),
    agrees: async (output, scene) => {
      const [wanted, unwanted] = [await keysAt(scene, of), await keysAt(scene, not)];
      const isList = LISTS.some((headings) => headings.every((heading) => output.includes(heading)));
      const [missing, foreign] = [
        wanted.filter((key) => !names(output, key)),
        unwanted.filter((key) => names(lastLists(output), key)),
      ];
      const isTold = (of.length === 0 || wanted.length > 0) && (not.length === 0 || unwanted.length > 0);
      return {
        passed: isList && isTold && missing.length === 0 && foreign.length === 0,
        observed: describeList(terminal, isList, await keysAt(scene, [terminal]), foreign),
      };
    },
  });
}

function wantedList(of: readonly Where[], not: readonly Where[]): Message {
  const places = listed(of.map(placeName), "and");
  const others = listed(not.map(placeName), "and");
  if (of.length === 0)
    return not.length === 0 ? say`a list of System V objects` : say`a list of System V objects, without those of ${{ others }}`;
  return not.length === 0
    ? say`a list of System V objects with those of ${{ places }}`
    : say`a list of System V objects with those of ${{ places }}, without those of ${{ others }}`;
}

/** @param keys those of the terminal's IPC namespace */
function describeList(terminal: Where, isList: boolean, keys: readonly string[], foreign: readonly string[]): Message {
  const where = inPlace(terminal);
  const facts = [
    isList ? say`a list was shown` : say`no list of ipcs was shown`,
    keys.length === 0 ? say`the keys ${{ where }}: none` : say`the keys ${{ where }}: ${{ keys: listed(keys) }}`,
    ...(foreign.length === 0 ? [] : [say`shown as well: ${{ keys: listed(foreign) }}`]),
  ];
  return say`${{ facts: listed(facts, ";") }}`;
}

async function keysAt(scene: Scene, places: readonly Where[]): Promise<readonly string[]> {
  const keys: string[] = [];
  for (const where of places) {
    const process = await processAt(scene, where, "");
    const found = isVerdict(process) ? process : objectsOf(await scene.snapshot(), process, "");
    if (!("type" in found)) keys.push(...keysOf(found));
  }
  return keys;
}

/** The System V objects that a process sees: those of the IPC namespace it is in. */
function objectsOf(snapshot: Snapshot, process: Process, expected: Said): SystemVObjects | Verdict {
  const { ipc } = process.namespaces;
  const look = verbatim("cat /proc/sysvipc/shm");
  return (
    snapshot.ipcObjects.get(ipc) ??
    notAllRead(snapshot, [{ part: "names", namespace: ipc }], { expected, look }) ??
    couldNotLook({
      expected,
      observed: say`the IPC namespace of that process could not be looked at`,
      look,
      cause: say`The process whose IPC namespace was asked for has just ended, or the kernel was built without System V IPC.`,
      next: say`Check again.`,
    })
  );
}

function keysOf(found: SystemVObjects): readonly string[] {
  return [...found.segments, ...found.queues, ...found.semaphores].map((object) => object.key);
}

function countsOf({ segments, queues, semaphores }: SystemVObjects): Listed {
  const [count, many, arrays] = [segments.length, queues.length, semaphores.length];
  return listed(
    [
      count === 1 ? say`${{ count }} segment` : say`${{ count }} segments`,
      many === 1 ? say`${{ count: many }} queue` : say`${{ count: many }} queues`,
      arrays === 1 ? say`${{ count: arrays }} semaphore array` : say`${{ count: arrays }} semaphore arrays`,
    ],
    "and",
  );
}

/** Headings of the lists of one kind, in ipcs(1) and /proc/sysvipc, and in lsipc(1). */
const HEADINGS = [/\bshmid\b|\bNATTCH\b/g, /\bmsqid\b|\bMSGS\b/g, /\bsemid\b|\bNSEMS\b/g] as const;

/** From the first of the last list of each kind on: who looked in the wrong place first has looked again. */
function lastLists(output: string): string {
  const starts = HEADINGS.flatMap((heading) => [...output.matchAll(heading)].at(-1)?.index ?? []);
  return output.slice(Math.min(...starts, output.length));
}

/** Whether a list names a key: in hexadecimal, or as /proc/sysvipc writes it, as a signed number. */
function names(output: string, key: string): boolean {
  return output.includes(key) || output.split(/\s+/).includes(String(Number(key) | 0));
}
