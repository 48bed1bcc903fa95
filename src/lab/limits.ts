import type { Privilege } from "./identity.ts";

/** What one lab may take of the machine at most: far more than the course needs, too little to hurt. */
export interface LabLimits {
  /** Processes and threads; 0: the machine's own limit stands. */
  readonly processes: number;
  /** Ids of the lab's user namespace: first and how many. */
  readonly ids: readonly IdRange[];
  /** Bytes of memory, files in the lab included, and as many of swap; kept where the lab has cgroups of its own. */
  readonly memory: number;
  /** Open files of one process. */
  readonly openFiles: number;
  readonly user: UserLimits;
}

export interface IdRange {
  readonly first: number;
  readonly count: number;
}

/** Files of /proc/sys/user (namespaces(7), inotify(7)), with what is written there for the user namespace around the lab. */
export type UserLimits = Readonly<Partial<Record<UserLimit, number>>>;

const PROCESSES = 1024;
const MEMORY = 2 * 1024 ** 3;
const OPEN_FILES = 4096;

const WANTED = {
  max_inotify_instances: 64,
  max_inotify_watches: 16_384,
  max_fanotify_groups: 16,
  max_fanotify_marks: 4096,
  max_user_namespaces: 64,
  max_mnt_namespaces: 256,
  max_net_namespaces: 128,
  max_pid_namespaces: 256,
  max_uts_namespaces: 256,
  max_ipc_namespaces: 256,
  max_cgroup_namespaces: 256,
  max_time_namespaces: 64,
} as const;

export type UserLimit = keyof typeof WANTED;

export const USER_LIMITS = Object.keys(WANTED) as readonly UserLimit[];

/** What a machine tells of the limits that it sets itself. */
export interface MachineLimits {
  /** Bytes. */
  readonly memory: number;
  /** As in uname(2), `6.1.0-18-amd64`. */
  readonly release: string;
  /** Processes and threads of the person who runs nslab, everywhere. */
  readonly tasks: () => number;
  /** Files of /proc/sys/user as they are for the person; those left out this kernel does not have. */
  readonly user: UserLimits;
}

/**
 * @param hasPids whether cgroups cap the lab's processes
 * @param given what the person's labs that run now have been given
 */
export function limitsFor(
  privilege: Privilege,
  hasPids: boolean,
  machine: MachineLimits,
  given: readonly UserLimits[],
): LabLimits {
  const nests = countsNamespaces(machine.release);
  return {
    // Before it counted namespaces, it counted all of a person's, wherever they are; a mapped lab's ids are nobody else's.
    processes: nests || privilege === "mapped-root" ? PROCESSES : machine.tasks() + PROCESSES,
    ids: nests || hasPids ? ALL_IDS : FEW_IDS,
    memory: Math.min(MEMORY, Math.floor(machine.memory / 2)),
    openFiles: OPEN_FILES,
    user: shares(machine.user, given),
  };
}

const ALL_IDS: readonly IdRange[] = [{ first: 0, count: 65_536 }];
/** Where each id has processes of its own and nothing caps them together: root, the group tty, nobody. */
const FEW_IDS: readonly IdRange[] = [0, 5, 65_534].map((first) => ({ first, count: 1 }));

/**
 * A lab's part of what the kernel counts for a person wherever he is: a quarter of what his labs have not been given
 * yet of one half. So they never have more than half together, however many there are.
 */
function shares(machine: UserLimits, given: readonly UserLimits[]): UserLimits {
  const share = (name: UserLimit): readonly (readonly [UserLimit, number])[] => {
    const most = machine[name];
    if (most === undefined) return [];
    const left = Math.floor(most / 2) - given.reduce((sum, each) => sum + (each[name] ?? 0), 0);
    return [[name, Math.max(0, Math.min(WANTED[name], Math.ceil(left / 4)))]];
  };
  return Object.fromEntries(USER_LIMITS.flatMap(share));
}

/** Since Linux 5.14 RLIMIT_NPROC of whoever makes a user namespace caps all in it together (user_namespaces(7)). */
function countsNamespaces(release: string): boolean {
  const [major = 0, minor = 0] = release.split(".").map((part) => Number.parseInt(part, 10));
  return major > 5 || (major === 5 && minor >= 14);
}

/** Groups that a learner can make in his lab: each costs the kernel memory, and nslab a look. */
const CGROUPS = { descendants: 512, depth: 32 } as const;

/** Files of a lab's cgroup directories, of v1 and v2 (cgroups(7)), with what is written there, in this order. */
export function cgroupLimits({ memory, processes }: LabLimits): Readonly<Record<string, number>> {
  return {
    "memory.limit_in_bytes": memory,
    "memory.memsw.limit_in_bytes": 2 * memory,
    "memory.max": memory,
    "memory.swap.max": memory,
    "pids.max": Math.min(processes, PROCESSES),
    "cgroup.max.descendants": CGROUPS.descendants,
    "cgroup.max.depth": CGROUPS.depth,
  };
}
