import type { Scene } from "../../checks/check.ts";
import { readSnapshot } from "../kernel/read-snapshot.ts";
import type { RanAsLearner } from "../lab/lab.ts";
import type { LabRecord } from "../lab/record.ts";

/** Nothing is run in a lab but by who owns it. */
const NOT_HERE: RanAsLearner = { code: null, output: "a program of the lab runs only where the lesson is played" };

/** What a check sees of a lab that another process plays in: everything but what was printed there. */
export function sceneOf(running: LabRecord): Scene {
  let snapshot: ReturnType<typeof readSnapshot> | null = null;
  return {
    lab: running.reach,
    before: null,
    snapshot: () => (snapshot ??= readSnapshot(running.reach)),
    asLearner: async () => NOT_HERE,
    terminal: (name) => {
      const rootPid = running.terminals[name];
      return rootPid === undefined ? null : { rootPid, output: null, codes: [], running: false };
    },
  };
}
