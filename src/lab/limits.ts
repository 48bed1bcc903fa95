import type { Privilege } from "./identity.ts";

/** What one lab may take of the machine at most: far more than the course needs, too little to hurt. */
export interface LabLimits {
  /** Processes and threads; 0: the machine's own limit stands. */
  readonly processes: number;
  /** Bytes of memory, files in the lab included; kept where the lab has cgroups of its own. */
  readonly memory: number;
  /** Open files of one process. */
  readonly openFiles: number;
  /** Files of /proc/sys/user in the lab's user namespace (namespaces(7), inotify(7)), with what is written there. */
  readonly user: Readonly<Record<string, number>>;
}

const PROCESSES = 1024;
const MEMORY = 2 * 1024 ** 3;
const OPEN_FILES = 4096;

/** A person has 128 instances of inotify, and so does the machine's root: half of them are left to him. */
const USER = {
  max_inotify_instances: 64,
  max_inotify_watches: 16_384,
  max_user_namespaces: 64,
  max_mnt_namespaces: 256,
  max_net_namespaces: 128,
  max_pid_namespaces: 256,
  max_uts_namespaces: 256,
  max_ipc_namespaces: 256,
  max_cgroup_namespaces: 256,
} as const;

/**
 * @param machineMemory bytes
 * @param release as in uname(2), `6.1.0-18-amd64`
 */
export function limitsFor(privilege: Privilege, machineMemory: number, release: string): LabLimits {
  const memory = Math.min(MEMORY, Math.floor(machineMemory / 2));
  return { processes: countsAlone(privilege, release) ? PROCESSES : 0, memory, openFiles: OPEN_FILES, user: USER };
}

/**
 * Whether RLIMIT_NPROC counts the lab's processes alone. Before Linux 5.14 it counts all of a person's, wherever
 * they are (user_namespaces(7), "RLIMIT_NPROC"); a mapped lab's ids are nobody else's, so there it always does.
 */
function countsAlone(privilege: Privilege, release: string): boolean {
  if (privilege === "mapped-root") return true;
  const [major = 0, minor = 0] = release.split(".").map((part) => Number.parseInt(part, 10));
  return major > 5 || (major === 5 && minor >= 14);
}
