import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Course } from "../course/course.ts";
import type { Language } from "../course/language.ts";
import type { Machine } from "../lab/machine.ts";
import type { Words } from "../say/words.ts";
import type { TerminalState } from "../ui/terminal-state.ts";

/** What every command is given: no command reaches for a global. */
export interface Context {
  readonly machine: Machine;
  readonly version: string;
  readonly spoken: Spoken;
  /** The course that is played and listed. */
  readonly course: Course;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
  /** Aborted when nslab is asked to end: SIGINT, SIGTERM, SIGHUP. */
  readonly stop: AbortSignal;
  /** What has been changed of the person's terminal. */
  readonly terminal: TerminalState;
  readonly ending: Ending;
}

/** The language in which the person is spoken to now: he may change it while a lesson runs. */
export interface Spoken {
  language: Language;
  words: Words;
}

/** How nslab is brought to its end. */
export interface Ending {
  /** Has it end as SIGINT does. */
  interrupt(): void;
  /**
   * The person leaves: whatever still holds nslab then, it ends in time all the same.
   * @param lastWords what is to be said then; empty where it has been said
   */
  leave(lastWords: () => string): void;
}

/** Exit codes of the design: 0 all well, 1 a check failed, 2 wrong usage, 3 this machine cannot or nothing was proved, 130 interrupted. */
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
