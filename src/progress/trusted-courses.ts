import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KeptFile, type NotSaved } from "./kept-file.ts";
import type { Owner } from "./owner.ts";

/** A course that a person has said yes to. */
export interface TrustedCourse {
  /** Of its files then. */
  readonly hash: string;
  /** When, as an ISO 8601 time. */
  readonly at: string;
  /** All its files have been loaded once, and came back. */
  readonly loads: boolean;
}

type Entries = Readonly<Record<string, TrustedCourse>>;

const FORMAT = 1;

/**
 * The courses that a person trusts, by folder: kept beside his progress, for him alone to read. What somebody lets run
 * as an ordinary user is not what he lets run as root, so the two are kept apart.
 */
export class TrustedCourses {
  readonly file: string;
  readonly #kept: KeptFile;
  readonly #asRoot: boolean;

  constructor(owner: Owner, asRoot: boolean) {
    this.file = join(owner.directory, "courses.json");
    this.#kept = new KeptFile(this.file, owner);
    this.#asRoot = asRoot;
  }

  /** What was said of the course in a folder, whatever it held then; null when nothing was. */
  find(folder: string): TrustedCourse | null {
    const entries = this.#read();
    const key = this.#key(folder);
    return Object.hasOwn(entries, key) ? (entries[key] ?? null) : null;
  }

  /** Returns what kept it from being saved. */
  keep(folder: string, course: TrustedCourse): NotSaved | null {
    return this.#change((entries) => ({ ...entries, [this.#key(folder)]: course }));
  }

  /** Returns what kept it from being saved. */
  forget(folder: string): NotSaved | null {
    const key = this.#key(folder);
    return this.#change((entries) => Object.fromEntries(Object.entries(entries).filter(([each]) => each !== key)));
  }

  #change(change: (entries: Entries) => Entries): NotSaved | null {
    return this.#kept.change((descriptor) => {
      writeFileSync(descriptor, `${JSON.stringify({ format: FORMAT, courses: change(this.#read()) }, null, 2)}\n`);
      return "replaced";
    });
  }

  /** Whatever cannot be read is not trusted: the question is asked once more. */
  #read(): Entries {
    try {
      const { format, courses } = JSON.parse(readFileSync(this.file, "utf8")) as { format?: unknown; courses?: unknown };
      if (format !== FORMAT || typeof courses !== "object" || courses === null) return {};
      return Object.fromEntries(Object.entries(courses).filter(([, course]) => isTrustedCourse(course))) as Entries;
    } catch {
      return {};
    }
  }

  #key(folder: string): string {
    return this.#asRoot ? `root:${folder}` : folder;
  }
}

function isTrustedCourse(value: unknown): value is TrustedCourse {
  const { hash, at, loads } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return typeof hash === "string" && typeof at === "string" && typeof loads === "boolean";
}
