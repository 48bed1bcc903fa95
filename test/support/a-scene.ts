import type { Scene } from "../../checks/check.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";
import { aReach, asNobody } from "./a-reach.ts";

/** A look at a made-up snapshot, in which every terminal's first shell is the host's PID 20 and has printed this. */
export function aScene(snapshot: Snapshot, output = "something"): Scene {
  return {
    lab: aReach(),
    before: null,
    snapshot: async () => snapshot,
    asLearner: asNobody,
    terminal: () => ({ rootPid: 20, output, codes: [0], running: false }),
  };
}
