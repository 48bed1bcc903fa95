import { opendirSync } from "node:fs";
import { type Handle, handleIn, handleOn, isRefusal, pathOf, type Refusal, tried, using } from "../lab/door/handle.ts";
import type { LabReach } from "../lab/identity.ts";
import { printableName } from "../lab/printable.ts";
import { CGROUPS_MS, DEEPEST_CGROUP, MOST_CGROUPS, MOST_CGROUPS_IN_ALL } from "./bounds.ts";
import { describeV1, describeV2, type ReadFile } from "./cgroup-facts.ts";
import { beginningIn } from "./proc-files.ts";
import { Slices } from "./slices.ts";
import type { Cgroup, Unread } from "./snapshot.ts";
import { type Message, say } from "../say/message.ts";
import { inEnglish } from "../say/words.ts";

export interface ReadCgroups {
  /** Parents first. */
  readonly cgroups: readonly Cgroup[];
  readonly unread: readonly Unread[];
}

/**
 * The lab's cgroups, the nearest to its own first, of each hierarchy.
 *
 * @param processes machine PIDs that count as members
 */
export async function readCgroups(lab: LabReach, processes: ReadonlySet<number>): Promise<ReadCgroups> {
  const slices = new Slices(CGROUPS_MS * lab.pace);
  const cgroups: Cgroup[] = [];
  const reasons = new Map<string, Message>();
  const note = (why: Message) => reasons.set(inEnglish(why), why);
  for (const directory of lab.cgroupDirectories) {
    const end = Math.min(cgroups.length + MOST_CGROUPS, MOST_CGROUPS_IN_ALL);
    /** Paths by their parts. They are walked name by name, since together they may be longer than a path may be. */
    const paths: (readonly string[])[] = [[]];
    // grows while it is walked
    for (const path of paths) {
      const isOver = slices.isOver;
      if (cgroups.length >= end || isOver) {
        note(isOver ? say`it takes too long` : TOO_MANY);
        break;
      }
      const read = readAt(lab, directory, path, processes);
      if (isRefusal(read)) {
        if (!GONE.has(read.code)) note(say`the kernel refuses one (${{ code: read.code }})`);
        continue;
      }
      cgroups.push(read.cgroup);
      if (!read.isWhole) note(TOO_MANY);
      for (const name of read.children) {
        if (name.includes(NO_UTF8)) note(say`the name of one is no text`);
        else if (path.length >= DEEPEST_CGROUP) note(say`some are more than ${{ deepest: DEEPEST_CGROUP }} levels deep`);
        else if (paths.length > MOST_CGROUPS) note(TOO_MANY);
        else paths.push([...path, name]);
      }
      await slices.pause;
    }
  }
  return { cgroups, unread: [...reasons.values()].map((why) => ({ part: "cgroups", namespace: null, why })) };
}

/** What is known now of the cgroups with that path: in v1 one of each hierarchy that has it. Without members. */
export function readCgroup(lab: LabReach, path: string): readonly Cgroup[] {
  const parts = path.split("/").filter((part) => part !== "");
  return lab.cgroupDirectories.flatMap((directory) => {
    const read = readAt(lab, directory, parts, new Set());
    return isRefusal(read) ? [] : [read.cgroup];
  });
}

const TOO_MANY = say`there are more than ${{ most: MOST_CGROUPS }}`;

/** How the kernel says that a cgroup has been removed. */
const GONE: ReadonlySet<string> = new Set(["ENOENT", "ENODEV", "ENOTDIR"]);
/** Stands in a name for bytes that are no UTF-8. */
const NO_UTF8 = "\ufffd";
/** More names than a cgroup's files and the subgroups that are read. */
const MOST_ENTRIES = 1000;
/** Bytes of a cgroup's file: as many PIDs as a lab may have take less. */
const MOST_BYTES = 64 * 1024;

interface Read {
  readonly cgroup: Cgroup;
  readonly children: readonly string[];
  /** There are no more names than were read. */
  readonly isWhole: boolean;
}

function readAt(lab: LabReach, directory: string, path: readonly string[], processes: ReadonlySet<number>): Read | Refusal {
  return using(handleOn(directory), (root) => below(root, path, (handle) => readCgroupAt(lab, handle, path, processes)));
}

function below<Result>(handle: Handle, path: readonly string[], use: (handle: Handle) => Result | Refusal): Result | Refusal {
  const [name, ...rest] = path;
  return name === undefined ? use(handle) : using(handleIn(handle, name), (inner) => below(inner, rest, use));
}

function readCgroupAt(lab: LabReach, handle: Handle, path: readonly string[], processes: ReadonlySet<number>): Read | Refusal {
  const entries = tried(() => entriesOf(handle));
  if (isRefusal(entries)) return entries;
  const { files, directories, isWhole } = entries;
  const has = new Set(files);
  const read: ReadFile = (name) => (has.has(name) ? (beginningIn(handle, name, MOST_BYTES)?.text ?? "") : "");
  const facts = lab.cgroup === "v2" ? describeV2(read, files) : describeV1(read, files);
  const members = read("cgroup.procs")
    .split("\n")
    .map(Number)
    .filter((pid) => processes.has(pid));
  return { cgroup: { path: `/${path.map(printableName).join("/")}`, ...facts, members }, children: directories, isWhole };
}

function entriesOf(handle: Handle): { readonly files: string[]; readonly directories: string[]; readonly isWhole: boolean } {
  const directory = opendirSync(pathOf(handle), { bufferSize: 128 });
  try {
    const [files, directories]: [string[], string[]] = [[], []];
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
      if (files.length + directories.length === MOST_ENTRIES) return { files, directories, isWhole: false };
      (entry.isDirectory() ? directories : files).push(entry.name);
    }
    return { files, directories: directories.toSorted(), isWhole: true };
  } finally {
    directory.closeSync();
  }
}
