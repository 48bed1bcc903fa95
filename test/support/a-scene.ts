import type { Scene } from "../../checks/check.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";
import { aReach, asNobody } from "./a-reach.ts";

/** A look at a made-up snapshot, in which every terminal's first shell is that process of the host and has printed this. */
export function aScene(snapshot: Snapshot, output: string | null = "something", rootPid = 20): Scene {
  return {
    lab: aReach(),
    before: null,
    snapshot: async () => snapshot,
    asLearner: asNobody,
    terminal: () => ({ rootPid, output, codes: [0], running: false }),
  };
}
