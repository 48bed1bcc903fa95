import type { Scene } from "../../checks/check.ts";
import { readSnapshot } from "../kernel/read-snapshot.ts";
import type { LabRecord } from "../lab/record.ts";
import type { Ran } from "../lab/run-in-lab.ts";

/** Nothing is run in a lab but by who owns it. */
const NOT_HERE: Ran = {
  code: null,
  stdout: "",
  stderr: "a program of the lab runs only where the lesson is played",
  timedOut: false,
  cut: false,
};

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
