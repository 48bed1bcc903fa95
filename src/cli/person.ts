import type * as ChildProcess from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { TOOL_PATH } from "../lab/system-packages.mjs";
import { accountsOf } from "../progress/accounts.ts";
import { Choices } from "../progress/choices.ts";
import { Journal } from "../progress/journal.ts";
import { findOwner, type FoundOwner, type Owner } from "../progress/owner.ts";
import { ProgressStore } from "../progress/store.ts";
import type { Context } from "./context.ts";

/** The progress of the person in front of the screen, in the course that is open. */
export function progressOf(context: Context): ProgressStore {
  return new ProgressStore(inCourse(context));
}

/** What that person did in it. */
export function journalOf(context: Context): Journal {
  return new Journal(inCourse(context));
}

/**
 * Of a course that is not nslab's own, it is kept by the id: the course may move, or be cloned anew, and a later
 * edition of it goes on where the learner stood.
 */
function inCourse(context: Context): Owner {
  const owner = ownerOf(context);
  const { outside } = context.course;
  return outside === null ? owner : { ...owner, directory: join(owner.directory, "courses", outside.id) };
}

/** What that person has chosen. */
export function choicesOf(context: Pick<Context, "machine">): Choices {
  return new Choices(ownerOf(context));
}

/** A directory server is asked once a run. */
const found = new WeakMap<Context["machine"], FoundOwner>();

/** The person in front of the screen. */
export function ownerOf({ machine }: Pick<Context, "machine">): FoundOwner {
  const owner = found.get(machine) ?? findOwner(machine.environment, machine.uid, accountsOf(readPasswd, getent));
  found.set(machine, owner);
  return owner;
}

function readPasswd(): string {
  try {
    return readFileSync("/etc/passwd", "utf8");
  } catch {
    return ""; // a system that keeps its accounts elsewhere
  }
}

/** A directory server that does not answer keeps a start no longer than this, in milliseconds. */
const PATIENCE_MS = 3000;

function getent(key: string): string {
  // Loading it takes Node a fifth of its own start, which is needed for few people.
  const { spawnSync } = createRequire(import.meta.url)("node:child_process") as typeof ChildProcess;
  const { stdout } = spawnSync("getent", ["passwd", key], {
    env: { PATH: TOOL_PATH },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    timeout: PATIENCE_MS,
  });
  return stdout ?? ""; // null where there is no getent
}
