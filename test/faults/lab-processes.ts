import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LabRecord } from "../../src/lab/record.ts";
import type { Home } from "../support/people.ts";
import type { Person } from "../support/person.ts";
import type { ProcessFamily, Seen } from "../support/process-family.ts";
import type { Target } from "./faults-list.ts";

/** The process that is meant by a target now: one of this very nslab, never anybody else's. Null while there is none. */
export function processOf(target: Target, family: ProcessFamily, person: Person, home: Home): Seen | null {
  const alive = family.look();
  const record = recordIn(home);
  const withPid = (pid: number | undefined) => alive.find((each) => each.pid === pid) ?? null;
  switch (target) {
    case "window":
      return { pid: person.pid, parent: process.pid, startTime: "", command: "script" };
    case "nslab":
      return withPid(person.programPid);
    case "waiter":
      return alive.find((each) => each.parent === person.programPid && each.command.endsWith("up.sh")) ?? null;
    case "unshare":
      return withPid(withPid(record?.reach.identity.pid)?.parent);
    case "supervisor":
      return withPid(record?.reach.identity.pid);
    case "host":
      return withPid(record?.reach.host.machinePid);
    case "world":
      return alive.find((each) => each.command.endsWith("world.mjs")) ?? null;
    case "terminal":
      return alive.find((each) => each.command.startsWith("script -qefc") && each.pid !== person.pid) ?? null;
  }
}

/** The record of the lab that is up. */
function recordIn(home: Home): LabRecord | null {
  for (const name of namesIn(join(home.path, "nslab"))) {
    try {
      const record = JSON.parse(readFileSync(join(home.path, "nslab", name), "utf8")) as LabRecord;
      if (record.up) return record;
    } catch {
      // being replaced
    }
  }
  return null;
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
