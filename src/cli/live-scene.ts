import type { Scene } from "../../checks/check.ts";
import { readSnapshot } from "../kernel/read-snapshot.ts";
import { runInDistantLab } from "../lab/control/client.ts";
import type { LabRecord } from "../lab/record.ts";

/** What a check sees of a lab that another process plays in: everything but what was printed there. */
export function sceneOf(running: LabRecord): Scene {
  let snapshot: ReturnType<typeof readSnapshot> | null = null;
  return {
    lab: running.reach,
    before: null,
    snapshot: () => (snapshot ??= readSnapshot(running.reach)),
    asLearner: (argv, timeout) => runInDistantLab(running, argv, timeout),
    terminal: (name) => {
      const rootPid = running.terminals[name];
      return rootPid === undefined ? null : { rootPid, output: null, codes: [], running: false };
    },
  };
}
