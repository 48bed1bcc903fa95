import { type NamespaceFileName, type NetworkHolder, openNamespace, openNetwork } from "./door/namespace.ts";
import { close, isRefusal, type Refusal } from "./door/handle.ts";
import type { ProcessIdentity } from "./door/pinned.ts";
import type { LabReach, Privilege } from "./identity.ts";

/**
 * Which namespaces a probe joins besides a user namespace of the lab. Never those of mounts and PIDs: probes bring
 * the machine's own programs and files, and nothing in the lab can see or stop them.
 */
export interface Place {
  /** A process in them; the host's init when left out. */
  readonly process?: ProcessIdentity;
  /** Defaults to the network namespace alone. */
  readonly namespaces?: readonly ProbedNamespace[];
  /** A network namespace by what holds it, in place of the process's. */
  readonly network?: NetworkHolder;
  /** The network namespace of a machine of the world, in place of the process's. */
  readonly world?: WorldMachine;
}

export type ProbedNamespace = Extract<NamespaceFileName, "net" | "uts" | "ipc" | "cgroup">;

/** A machine outside the lab's host: a LAN neighbor, the router, or the internet's server. */
export type WorldMachine = "neighbor" | "router" | "internet";

/** nsenter's options that take the file of a namespace (nsenter(1)). */
const OPTION: Readonly<Record<ProbedNamespace | "user", string>> = {
  user: "--user",
  net: "--net",
  uts: "--uts",
  ipc: "--ipc",
  cgroup: "--cgroup",
};

/** The first descriptor a program gets besides its standard ones. */
export const FIRST_DESCRIPTOR = 3;

/** A command that joins namespaces by descriptors it is started with, from {@link FIRST_DESCRIPTOR} on. */
export interface Entry {
  readonly argv: readonly string[];
  /** To be closed here once the command has been started. */
  readonly descriptors: readonly number[];
}

/**
 * Opens the namespaces of a place in a lab (nsenter(1)). By descriptors, since a path may lead elsewhere by the time
 * it is opened, and a PID to another process.
 */
export function entryTo(lab: LabReach, place: Place): Entry | Refusal {
  const process = place.process ?? lab.host;
  const kinds = place.namespaces ?? ["net"];
  const opened: number[] = [];
  const argv: string[] = [];
  const add = (kind: ProbedNamespace | "user", descriptor: number | Refusal): Refusal | null => {
    if (isRefusal(descriptor)) return descriptor;
    argv.push(`${OPTION[kind]}=/proc/self/fd/${FIRST_DESCRIPTOR + opened.length}`);
    opened.push(descriptor);
    return null;
  };
  // Who is root in the host's user namespace is it in all that a learner makes below. The world is not the learner's:
  // its namespaces belong to the user namespace around his.
  let problem = add("user", openNamespace(place.world === undefined ? lab.host : supervisorOf(lab), "user"));
  for (const kind of kinds) {
    if (problem !== null) break;
    problem = add(kind, kind === "net" ? openNetworkOf(lab, place) : openNamespace(process, kind));
  }
  if (problem === null) return { argv: ["nsenter", ...argv, ...idFlags(lab.privilege), "--"], descriptors: opened };
  opened.forEach(close);
  return problem;
}

function openNetworkOf(lab: LabReach, { process, network, world }: Place): number | Refusal {
  if (network !== undefined) return openNetwork(network);
  return world === undefined ? openNamespace(process ?? lab.host, "net") : openNetwork(worldHolder(lab, world));
}

/** What holds the network namespace of a machine of the world. */
export function worldHolder(lab: LabReach, machine: WorldMachine): NetworkHolder {
  // The lab's first process is the router; the others' names are in its own tree (src/lab/up-world.sh).
  return { process: supervisorOf(lab), file: machine === "router" ? null : `/run/netns/${machine}`, inode: null };
}

/** The lab's first process. */
export function supervisorOf({ identity: { pid, startTime } }: LabReach): ProcessIdentity {
  return { machinePid: pid, startTime };
}

function idFlags(privilege: Privilege): readonly string[] {
  switch (privilege) {
    case "mapped-root":
      // The machine's root has no id in the lab; without these two it would be nobody there.
      return ["-S", "0", "-G", "0"];
    case "rootless":
      // setgroups(2) is denied in a user namespace made without privilege; our id is root there already.
      return ["--preserve-credentials"];
  }
}
