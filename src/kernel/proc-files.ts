import { type Dirent, readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Text of a file below /proc or a cgroup directory, or null where it is gone or not for us to read. */
export function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    return goneOrThrow(error);
  }
}

/** Where a symbolic link of /proc points, or null where it is gone or not for us to read. */
export function readlinkOrNull(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch (error) {
    return goneOrThrow(error);
  }
}

/** Entries of a directory, or null where it is gone or not for us to read. */
export function listOrNull(path: string): readonly Dirent[] | null {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    return goneOrThrow(error);
  }
}

/** Processes and cgroups end while they are read; everything else is a bug. */
const EXPECTED = new Set([
  "ENOENT",
  "ENOTDIR", // a file where a directory should be
  "ESRCH", // a process that ended after its file was opened
  "EINVAL", // likewise, its mounts
  "ENODEV", // likewise, a cgroup
  "EACCES",
  "EPERM",
  "EOPNOTSUPP", // cgroup.procs of a threaded cgroup (cgroups(7))
]);

function goneOrThrow(error: unknown): null {
  if (error instanceof Error && "code" in error && typeof error.code === "string" && EXPECTED.has(error.code)) return null;
  throw error;
}
