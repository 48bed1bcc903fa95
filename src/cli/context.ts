import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Course } from "../course/course.ts";
import type { Machine } from "../lab/machine.ts";

/** What every command is given: no command reaches for a global. */
export interface Context {
  readonly machine: Machine;
  readonly version: string;
  /** The course that is played and listed. */
  readonly course: Course;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
  /** Aborted when nslab is asked to end: SIGINT, SIGTERM, SIGHUP. */
  readonly stop: AbortSignal;
}

/** Exit codes of the design: 0 all well, 1 a check failed, 2 wrong usage, 3 this machine cannot, 130 interrupted. */
export const EXIT = { ok: 0, failed: 1, usage: 2, machine: 3, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The folder with package.json, above the running file: the same from the sources and from the built program. */
export function findPackageRoot(from: string): string {
  let directory = dirname(fileURLToPath(from));
  while (!existsSync(join(directory, "package.json"))) {
    const above = dirname(directory);
    if (above === directory) throw new Error(`no package.json above ${from}`);
    directory = above;
  }
  return directory;
}

export function readVersion(packageRoot: string): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as { version: string };
  return manifest.version;
}
