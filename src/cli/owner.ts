import type * as ChildProcess from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { TOOL_PATH } from "../lab/system-packages.mjs";
import { accountsOf } from "../progress/accounts.ts";
import { Choices } from "../progress/choices.ts";
import { findOwner, type FoundOwner } from "../progress/owner.ts";
import type { Context } from "./context.ts";

/** What that person has chosen. */
export function choicesOf(context: Pick<Context, "machine">): Choices {
  return new Choices(ownerOf(context));
}

/** A directory server is asked once a run: what it said is kept with the machine, since this module may be there twice (CONTRIBUTING, "The build"). */
const FOUND = Symbol.for("nslab: whose progress it is");

/** The person in front of the screen. */
export function ownerOf({ machine }: Pick<Context, "machine">): FoundOwner {
  const kept: Context["machine"] & { [FOUND]?: FoundOwner } = machine;
  return (kept[FOUND] ??= findOwner(machine.environment, machine.uid, accountsOf(readPasswd, getent)));
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
