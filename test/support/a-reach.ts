import type { Scene } from "../../checks/check.ts";
import type { LabReach } from "../../src/lab/identity.ts";

/** The reach of a lab that is none: for what only looks at its facts. */
export function aReach(facts: Partial<LabReach> = {}): LabReach {
  return {
    identity: { pid: 1, startTime: 1, bootId: "" },
    privilege: "rootless",
    cgroup: "none",
    controllers: [],
    pace: 1,
    cgroupDirectories: [],
    forwardsAtFirst: false,
    host: { machinePid: 1, startTime: 1 },
    ...facts,
  };
}

/** For a scene in which nothing runs. */
export const asNobody: Scene["asLearner"] = async (argv) => {
  throw new Error(`nothing runs here, nor does ${argv.join(" ")}`);
};
