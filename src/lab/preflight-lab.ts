import type { LabReach, Privilege } from "./identity.ts";
import { say } from "../say/message.ts";
import type { Lab, LabFailed } from "./lab.ts";
import { createLab, type Machine } from "./machine.ts";
import { parsePreflightLines, type Tried } from "./preflight-lines.ts";

/** What a real lab showed, which is gone again. */
export interface LabTried {
  readonly started: Tried;
  readonly privilege: Privilege | null;
  /** What lessons ask about its cgroups; null where there was no lab. */
  readonly reach: Pick<LabReach, "cgroup" | "controllers"> | null;
  /** Answers for cgroup-cpu and cgroup-memory; none for a controller that the lab does not have. */
  readonly cgroups: ReadonlyMap<string, Tried>;
}

/** Starts a lab as lessons do, sets limits in it as lessons 11 and 12 do, and ends it. */
export async function tryLab(machine: Machine): Promise<LabTried> {
  const lab = await createLab(machine);
  if ("type" in lab) {
    return { started: refusedBy(lab), privilege: null, reach: null, cgroups: new Map() };
  }
  try {
    const cgroups = await tryCgroups(lab);
    return { started: { works: true, complaint: "" }, privilege: lab.privilege, reach: whereLimitsWork(lab, cgroups), cgroups };
  } finally {
    await lab.down();
  }
}

function refusedBy({ part, complaint, lacks }: LabFailed): Tried {
  const said = typeof complaint === "string" ? complaint.replaceAll("\n", " | ") : complaint;
  return { works: false, complaint: said || say`its part "${{ part }}" failed`, ...(lacks === undefined ? {} : { lacks }) };
}

/** A controller that is there and takes no limit is as good as none. */
function whereLimitsWork({ cgroup, controllers }: Lab, tried: ReadonlyMap<string, Tried>): NonNullable<LabTried["reach"]> {
  return { cgroup, controllers: controllers.filter((each) => tried.get(`cgroup-${each}`)?.works !== false) };
}

async function tryCgroups(lab: Lab): Promise<ReadonlyMap<string, Tried>> {
  const { cgroup } = lab;
  if (cgroup === "none") return new Map();
  const trials = (["cpu", "memory"] as const)
    .filter((each) => lab.controllers.includes(each))
    .map((each) => LIMITS[cgroup][each]);
  const script = [TRY, "cd /sys/fs/cgroup", ...trials].join("\n");
  const { output } = await lab.runAsLearner(["bash", "-c", script], 5000 * lab.pace);
  return parsePreflightLines(output);
}

const TRY = `try() { # ID DIRECTORY FILE VALUE
  local complaint
  if complaint=$( { mkdir "$2" && echo "$4" >"$2/$3" && [ "$(<"$2/$3")" = "$4" ] && rmdir "$2"; } 2>&1); then echo "yes $1"; else echo "no $1 \${complaint//$'\\n'/ | }"; fi
}`;

const LIMITS = {
  v1: {
    cpu: "try cgroup-cpu cpu/nslab-probe cpu.cfs_quota_us 20000",
    memory: "try cgroup-memory memory/nslab-probe memory.limit_in_bytes 67108864",
  },
  v2: {
    cpu: 'try cgroup-cpu nslab-probe cpu.max "20000 100000"',
    memory: "try cgroup-memory nslab-probe memory.max 67108864",
  },
} as const;
