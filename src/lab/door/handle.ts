import { closeSync, constants, fstatSync, openSync, readFileSync, readlinkSync, type Stats } from "node:fs";

/**
 * A handle on a file: it names that very file whatever happens to its path, and opening it opens nothing: no FIFO
 * waits, no device answers (open(2), O_PATH). Node has no name for the flag; it is the same on every architecture
 * that Node runs on.
 */
export type Handle = number;

const O_PATH = 0o10_000_000;
const { O_NOFOLLOW, O_DIRECTORY, O_RDONLY, O_NONBLOCK, O_NOCTTY } = constants;

/** Something could not be had: the error's code, ENOENT say. */
export interface Refusal {
  readonly type: "refused";
  readonly code: string;
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "type" in value && value.type === "refused";
}

export function refusal(code: string): Refusal {
  return { type: "refused", code };
}

/** What a system call on something of a lab came to: a learner decides which error comes, so each of them is a value. */
export function tried<Result>(call: () => Result): Result | Refusal {
  try {
    return call();
  } catch (error) {
    if (error instanceof Error && "code" in error && typeof error.code === "string") return refusal(error.code);
    throw error;
  }
}

/** A handle on a directory of the machine's /proc, by its path; symbolic links at its end count as they are. */
export function handleOn(path: string): Handle | Refusal {
  return tried(() => openSync(path, O_PATH | O_NOFOLLOW));
}

/** A handle on the directory that a link of /proc leads to, such as a process's root: the kernel follows it itself. */
export function handleThrough(path: string): Handle | Refusal {
  return tried(() => openSync(path, O_PATH | O_DIRECTORY));
}

/** A handle on what stands in that directory under one name, a symbolic link itself included. */
export function handleIn(directory: Handle, name: string): Handle | Refusal {
  return handleOn(nameIn(directory, name));
}

/** The path of a name in a directory, however that is called now. */
export function nameIn(directory: Handle, name: string): string {
  return `${pathOf(directory)}/${name}`;
}

/** A path that leads to the very file of a handle. */
export function pathOf(handle: Handle): string {
  return `/proc/self/fd/${handle}`;
}

export function statOf(handle: Handle): Stats {
  return fstatSync(handle);
}

/** Number of the mount by which a handle's file is reached, or null where the kernel does not tell. */
export function mountOf(handle: Handle): number | null {
  const facts = tried(() => readFileSync(`/proc/self/fdinfo/${handle}`, "latin1"));
  const number = isRefusal(facts) ? undefined : /^mnt_id:\s*(\d+)$/m.exec(facts)?.[1];
  return number === undefined ? null : Number(number);
}

/** What a symbolic link in that directory holds. */
export function linkIn(directory: Handle, name: string): string | Refusal {
  return tried(() => readlinkSync(nameIn(directory, name)));
}

/** A descriptor for reading the file of a handle; a lease or a FIFO does not make it wait. */
export function openForReading(handle: Handle): number | Refusal {
  return tried(() => openSync(pathOf(handle), O_RDONLY | O_NONBLOCK | O_NOCTTY));
}

export function close(handle: Handle): void {
  closeSync(handle);
}

/** Uses a handle, or what stands for it, and closes it. */
export function using<Result>(handle: Handle | Refusal, use: (handle: Handle) => Result): Result | Refusal {
  if (isRefusal(handle)) return handle;
  try {
    return use(handle);
  } finally {
    close(handle);
  }
}
