import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { type Allotment, allot } from "./allotment.ts";
import { readCgroupFacts, userRuntimeDirectory } from "./cgroup-facts.ts";
import { type CgroupPlan, NO_CGROUPS, planCgroups } from "./cgroup-plan.ts";
import type { Privilege } from "./identity.ts";
import type { LabFailed, LabFiles, Lab } from "./lab.ts";
import { listed, say } from "../say/message.ts";
import { startLab } from "./start-lab.ts";
import { privilegeOf } from "./privilege.ts";
import { readProgramTree } from "./program-tree.ts";
import { programExists } from "./programs.ts";
import { readMachineLimits } from "./machine-limits.ts";
import { identify, identityOf, type LabRecord, recordFile, runtimeDirectories, runtimeDirectory, writeRecord } from "./record.ts";
import { filterArguments } from "./socket-filter.ts";
import { sweepDeadLabs } from "./sweep.ts";
import { missingForAnyLab } from "./system-packages.mjs";
import { chooseStage, STAGE_CANDIDATES, type UpPlan } from "./up-plan.ts";

/** Where nslab's own files are and who runs it. */
export interface Machine {
  /** The folder with package.json. */
  readonly packageRoot: string;
  readonly uid: number;
  readonly environment: NodeJS.ProcessEnv;
}

let labsOfThisProcess = 0;

/** Makes a lab on this machine, after removing what dead labs left. */
export async function createLab(machine: Machine): Promise<Lab | LabFailed> {
  const lacks = missingForAnyLab(programExists).map((tool) => tool.name);
  if (lacks.length > 0)
    return {
      type: "lab-failed",
      part: "tools",
      complaint: say`Not installed on this machine: ${{ programs: listed(lacks) }}.`,
      lacks,
    };
  const runtime = runtimeDirectory(machine.environment, machine.uid);
  sweepDeadLabs(runtime);
  const plan = planLab(machine, runtime);
  if (plan === null) {
    const complaint = say`none of ${{ folders: listed(STAGE_CANDIDATES) }} can be mounted over`;
    return { type: "lab-failed", part: "stage", complaint };
  }
  const files: LabFiles = {
    script: join(machine.packageRoot, "src/lab/up.sh"),
    record: plan.stateFile === "" ? null : plan.stateFile,
  };
  let lab = await startLab(plan, files);
  // Not every systemd of a user that answers also makes a scope: it asks the machine's to move the process there.
  if ("type" in lab && plan.cgroups.by === "user-systemd") lab = await startLab({ ...plan, cgroups: NO_CGROUPS }, files);
  return "type" in lab ? explained(lab, machine.uid) : lab;
}

/** What a refused user namespace, or one without rights, lets fail first. */
const FIRST_PARTS: ReadonlySet<string> = new Set(["start", "user-namespace", "stage"]);

/** A failure that a setting of this system explains, with that setting. */
async function explained(failure: LabFailed, uid: number): Promise<LabFailed> {
  if (!FIRST_PARTS.has(failure.part)) return failure;
  const [{ readMachineFacts }, { namespaceReason }, { fixFor, reasonText }] = await Promise.all([
    import("./preflight-facts.ts"),
    import("./preflight-reasons.ts"),
    import("./preflight-fixes.ts"),
  ]);
  const facts = readMachineFacts(uid, null);
  const reason = namespaceReason({ works: false, complaint: failure.complaint }, facts);
  const fix = fixFor(reason, facts);
  return reason.type !== "setting-refuses" || fix === null ? failure : { ...failure, refused: { why: reasonText(reason), fix } };
}

function planLab(machine: Machine, runtime: string | null): UpPlan | null {
  const node = realpathSync(process.execPath);
  const world = realpathSync(join(machine.packageRoot, "src/lab/world.mjs"));
  const existing = STAGE_CANDIDATES.filter((directory) => existsSync(directory));
  const stage = chooseStage(existing, [node, world]);
  if (stage === null) return null;
  labsOfThisProcess += 1;
  const privilege = privilegeOf(machine.uid);
  const cgroups = readCgroupPlan(cgroupName(process.pid, labsOfThisProcess), machine.uid);
  const stateFile = runtime === null ? "" : recordFile(runtime, process.pid, labsOfThisProcess);
  const lab = { privilege, hasPids: cgroups.controllers.includes("pids"), machine: readMachineLimits(machine.uid) };
  const directories = runtimeDirectories(machine.environment, machine.uid);
  const allotment = allot(directories, lab, (given) => {
    if (stateFile !== "") writeRecord(stateFile, recordOfStart(privilege, cgroups, given));
  });
  return {
    privilege,
    ...allotment,
    cgroups,
    userRuntimeDirectory: userRuntimeDirectory(machine.uid),
    programs: readProgramTree(),
    filter: filterArguments(process.arch, programExists),
    stage,
    node,
    world,
    terminalType: machine.environment["TERM"] === "dumb" ? "dumb" : "xterm-256color",
    stateFile,
  };
}

/** Of a lab that is being made: there is nothing to enter yet. */
function recordOfStart(privilege: Privilege, cgroups: CgroupPlan, { idBase, limits }: Allotment): LabRecord {
  const reach = {
    identity: identify(process.pid),
    privilege,
    pace: 1,
    cgroup: cgroups.version,
    controllers: cgroups.controllers,
    cgroupDirectories: cgroups.directories,
    forwardsAtFirst: false,
    host: identityOf(process.pid),
  };
  const given = { idBase, user: limits.user };
  return { format: 2, up: false, reach, owner: identify(process.pid), given, terminals: {}, position: null, socket: null };
}

/** Never the same twice: PIDs come again, and whoever sweeps by a stale record must not meet another lab. */
function cgroupName(pid: number, number: number): string {
  return `nslab-${pid}-${number}-${randomBytes(4).toString("hex")}`;
}

/** Only where this process may make cgroup directories; an ordinary user usually may not. */
function readCgroupPlan(name: string, uid: number): CgroupPlan {
  const plan = planCgroups(name, readCgroupFacts(uid), uid);
  return plan.directories.every((directory) => isWritable(join(directory, ".."))) ? plan : NO_CGROUPS;
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
