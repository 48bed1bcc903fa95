import type { WorldMachine } from "../src/lab/enter.ts";

/**
 * Where a check looks: a terminal means the process in front in it, so the namespaces of whatever
 * shell the learner has entered there. `host` is the host itself, whichever terminal is open.
 */
export type Where = "host" | "container" | "container2";

/** A network namespace of the lab: the host's, that of a terminal's front process, or one that `ip netns` named. */
export type NetworkPlace = Where | NamedNetwork;

export interface NamedNetwork {
  readonly named: string;
}

/** Where an active probe can start from: also machines outside the host. */
export type ProbePlace = NetworkPlace | OnWorld;

export interface OnWorld {
  readonly world: WorldMachine;
}
