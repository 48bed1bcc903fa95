import type { ProcessIdentity } from "./door/pinned.ts";

/** How a lab is told from another process that later got the same PID: boot, PID and start time. */
export interface LabIdentity {
  /** PID of the lab's supervisor, in the machine's PID namespace. */
  readonly pid: number;
  /** Start time of that process in clock ticks since boot: field 22 of proc(5) `stat`. */
  readonly startTime: number;
  /** `/proc/sys/kernel/random/boot_id` */
  readonly bootId: string;
}

/** Whose rights a lab has: root's, with ids that nobody else uses, or those of an ordinary user. Both are in a user namespace. */
export type Privilege = "mapped-root" | "rootless";
export type CgroupVersion = "v1" | "v2" | "none";

/** Everything another process needs in order to look into a running lab. */
export interface LabReach {
  readonly identity: LabIdentity;
  readonly privilege: Privilege;
  /** How many times longer than usual things take on this machine, and so deadlines are (src/lab/pace.ts). */
  readonly pace: number;
  readonly cgroup: CgroupVersion;
  /** The controllers that limits can be set with in its cgroups. */
  readonly controllers: readonly string[];
  /** cgroup directories of the lab on the machine, a v1 hierarchy each, or one for v2. */
  readonly cgroupDirectories: readonly string[];
  /**
   * Whether a network namespace that is made in it forwards from its beginning: the kernel takes that from the machine's
   * (Documentation/networking/ip-sysctl), where Docker, say, has switched it on.
   */
  readonly forwardsAtFirst: boolean;
  /** The host's init (the course's host). */
  readonly host: ProcessIdentity;
}
