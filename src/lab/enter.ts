import type { LabReach } from "./identity.ts";

/** Which namespaces a probe joins besides the lab's user namespace, and by what. */
export interface Place {
  /** Machine PID of a process in them; the host's init when left out. */
  readonly machinePid?: number;
  /** Defaults to the network namespace alone: probes bring the machine's own tools and files. */
  readonly namespaces?: readonly ("mnt" | "net" | "pid" | "uts" | "ipc" | "cgroup")[];
  /** A network namespace by a file that holds it (`/run/netns/ns1` of the host), in place of the process's. */
  readonly networkFile?: string;
  /** The network namespace of a machine of the world, in place of the process's. */
  readonly world?: WorldMachine;
  /** Also take over the process's root directory, as for a chrooted shell. */
  readonly root?: boolean;
}

/** A machine outside the lab's host: a LAN neighbor, the router, or the internet's server. */
export type WorldMachine = "neighbor" | "router" | "internet";

const FLAG = { mnt: "-m", net: "-n", pid: "-p", uts: "-u", ipc: "-i", cgroup: "-C" } as const;

/**
 * The command that runs `argv` inside a lab (nsenter(1)).
 *
 * Only the namespaces asked for are joined, so `ip` and `iptables-save` are the machine's own and
 * work even when the learner has emptied the lab's file tree.
 */
export function enterCommand(lab: LabReach, place: Place, argv: readonly string[]): readonly string[] {
  const pid = place.machinePid ?? lab.hostPid;
  const file = networkFileOf(lab, place);
  const flags = (place.namespaces ?? ["net"]).filter((kind) => kind !== "net" || file === null).map((kind) => FLAG[kind]);
  const network = file === null ? [] : [`--net=${file}`];
  const root = place.root === true ? ["-r", "-w"] : [];
  return ["nsenter", "-t", String(pid), ...userFlags(lab), ...flags, ...network, ...root, ...argv];
}

/** The file on the machine that holds the place's network namespace, or null when a process does. */
function networkFileOf(lab: LabReach, place: Place): string | null {
  if (place.networkFile !== undefined) return hostPath(lab, place.networkFile);
  return place.world === undefined ? null : worldNetworkFile(lab, place.world);
}

/** The file on the machine that holds the network namespace of a machine of the world. */
export function worldNetworkFile(lab: LabReach, machine: WorldMachine): string {
  // The lab's first process is the router; the others' names are in its own /run (src/lab/up.sh, `world`).
  const router = `/proc/${lab.identity.pid}`;
  return machine === "router" ? `${router}/ns/net` : `${router}/root/run/netns/${machine}`;
}

/** A path of the lab's host as the machine reaches it (proc_pid_root(5)). */
export function hostPath(lab: LabReach, path: string): string {
  return `/proc/${lab.hostPid}/root${path}`;
}

function userFlags(lab: LabReach): readonly string[] {
  switch (lab.privilege) {
    case "mapped-root":
      // The machine's root has no id in the lab; without these two it would be nobody there.
      return ["-U", "-S", "0", "-G", "0"];
    case "rootless":
      // setgroups(2) is denied in a user namespace made without privilege; our id is root there already.
      return ["-U", "--preserve-credentials"];
  }
}
