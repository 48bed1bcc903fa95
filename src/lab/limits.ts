import type { Privilege } from "./identity.ts";

/** What one lab may take of the machine at most: far more than the course needs, too little to hurt. */
export interface LabLimits {
  /** Processes and threads; 0: the machine's own limit stands. */
  readonly processes: number;
  /** Bytes of memory, files in the lab included; kept where the lab has cgroups of its own. */
  readonly memory: number;
}

const PROCESSES = 1024;
const MEMORY = 2 * 1024 ** 3;

/**
 * @param machineMemory bytes
 * @param release as in uname(2), `6.1.0-18-amd64`
 */
export function limitsFor(privilege: Privilege, machineMemory: number, release: string): LabLimits {
  const memory = Math.min(MEMORY, Math.floor(machineMemory / 2));
  return { processes: countsAlone(privilege, release) ? PROCESSES : 0, memory };
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
