import type { LabIdentity } from "../../src/lab/identity.ts";
import type { LabRecord } from "../../src/lab/record.ts";

/** A PID beyond what the kernel gives (proc_sys_kernel(5), pid_max). */
export const NOBODY = 2 ** 22 + 1;

/** A process that is no more. */
export const DEAD: LabIdentity = { pid: process.pid, startTime: 1, bootId: "of another boot" };

/** A record as nslab writes it, of a lab whose first process and owner have that identity. */
export function recordOf(
  identity: LabIdentity,
  change: Partial<LabRecord> = {},
  cgroupDirectories: readonly string[] = [],
): LabRecord {
  return {
    format: 2,
    up: true,
    reach: {
      identity,
      privilege: "rootless",
      cgroup: "none",
      controllers: [],
      pace: 1,
      cgroupDirectories,
      forwardsAtFirst: false,
      host: { machinePid: identity.pid, startTime: identity.startTime },
    },
    owner: identity,
    given: { idBase: 0, user: {} },
    terminals: { host: 12 },
    position: null,
    socket: null,
    ...change,
  };
}
