import { handleThrough, mountOf, nameIn, type Refusal, statOf, using } from "./handle.ts";
import { pinned, type ProcessIdentity } from "./pinned.ts";

/** A directory by what it is, however it is called and from wherever it is looked at. */
export interface Directory {
  /** Device and inode: the same for all paths and mounts that show it. */
  readonly identity: string;
  /** Number of the mount by which it is reached (proc_pid_mountinfo(5)); null where the kernel does not tell. */
  readonly mount: number | null;
}

/** The root directory of a process, or the one it stands in. Nothing of it is opened. */
export function directoryOf(process: ProcessIdentity, which: "root" | "cwd"): Directory | Refusal {
  return using(pinned(process), (directory) =>
    using(handleThrough(nameIn(directory, which)), (handle): Directory => {
      const { dev, ino } = statOf(handle);
      return { identity: `${dev}:${ino}`, mount: mountOf(handle) };
    }),
  );
}
