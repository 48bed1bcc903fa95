import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { type Message, say, verbatim } from "../say/message.ts";
import type { Machine } from "./machine.ts";
import {
  INSTEAD_OF_TOOLS,
  KERNEL_CAPABILITIES,
  type KernelCapability,
  type KernelCapabilityId,
} from "./preflight-capabilities.ts";
import { type MachineFacts, readMachineFacts } from "./preflight-facts.ts";
import { fixFor, reasonText } from "./preflight-fixes.ts";
import { freeIdBase } from "./id-ranges.ts";
import { type LabTried, tryLab } from "./preflight-lab.ts";
import { parsePreflightLines, type Tried } from "./preflight-lines.ts";
import { cgroupReason, missingProgram, namespaceReason, type Reason, rulesReason } from "./preflight-reasons.ts";
import { privilegeOf } from "./privilege.ts";
import { TOOL_PATH } from "./system-packages.mjs";
import { detectPackageManager, type Tool, TOOLS } from "./system-packages.mjs";

/** Something a lesson needs, and whether this machine has it. */
export interface Capability {
  /** A KernelCapabilityId, or `tool:NAME`. */
  readonly id: string;
  readonly title: Message;
  /** `degraded`: missing, but the lessons run without it. */
  readonly status: "works" | "missing" | "degraded";
  /** Why it does not work; null where it does. */
  readonly detail: Message | null;
  /** Exact commands or setting. */
  readonly fix?: Message;
  readonly reason?: Reason;
  readonly lessons: readonly number[];
}

export interface Preflight {
  readonly facts: MachineFacts;
  readonly lab: LabTried;
  readonly capabilities: readonly Capability[];
}

/**
 * Finds out what this machine can do by doing it: in throw-away namespaces, and by starting a lab.
 * @param toolPath where system tools are looked for
 */
export async function preflight(machine: Machine, toolPath: string = TOOL_PATH): Promise<Preflight> {
  const has = (binary: string) => toolPath.split(":").some((folder) => isExecutable(join(folder, binary)));
  const facts = readMachineFacts(machine.uid, detectPackageManager(has));
  // One after the other: modules that only root can load are then there for the lab.
  const tried = await tryNamespaces(machine, toolPath);
  const lab = await tryLab(machine);
  return { facts, lab, capabilities: judge(facts, tried, lab, has) };
}

/** The verdicts, from what was tried. Pure. */
export function judge(
  facts: MachineFacts,
  tried: ReadonlyMap<string, Tried>,
  lab: LabTried,
  has: (binary: string) => boolean,
): readonly Capability[] {
  const answers = new Map<string, Tried>([...tried, ...lab.cgroups, ["lab", lab.started]]);
  const mapsIds = facts.privilege === "mapped-root";
  const kernel = KERNEL_CAPABILITIES.filter((each) => each.id !== "id-map" || answers.has("id-map") || mapsIds);
  const firstMissing = kernel.find((each) => each.instead === null && answers.get(each.id)?.works === false)?.id ?? null;
  return [
    ...TOOLS.map((tool) => toolCapability(tool, has(tool.name), facts)),
    ...kernel.map((each) => kernelCapability(each, answers.get(each.id), firstMissing, facts)),
  ];
}

function toolCapability(tool: Tool, isThere: boolean, facts: MachineFacts): Capability {
  const base = { id: `tool:${tool.name}`, title: verbatim(tool.name), lessons: tool.lessons };
  return isThere
    ? { ...base, status: "works", detail: null }
    : unable(base, { type: "tool-missing", tool: tool.name }, INSTEAD_OF_TOOLS[tool.name] ?? null, facts);
}

function kernelCapability(
  capability: KernelCapability,
  tried: Tried | undefined,
  firstMissing: KernelCapabilityId | null,
  facts: MachineFacts,
): Capability {
  const { id, title, lessons, instead } = capability;
  const base = { id, title, lessons };
  return tried?.works === true
    ? { ...base, status: "works", detail: null }
    : unable(base, reasonFor(id, tried, firstMissing, facts), instead, facts);
}

function reasonFor(
  id: KernelCapabilityId,
  tried: Tried | undefined,
  firstMissing: KernelCapabilityId | null,
  facts: MachineFacts,
): Reason {
  if (tried === undefined) {
    if (firstMissing === null && id === "cgroup-cpu") return cgroupReason(facts, "cpu");
    if (firstMissing === null && id === "cgroup-memory") return cgroupReason(facts, "memory");
    return firstMissing === null
      ? { type: "unexplained", complaint: say`it could not be tried` }
      : { type: "needs-first", capability: firstMissing };
  }
  if (id === "lab" && firstMissing !== null && firstMissing !== "lab") return { type: "needs-first", capability: firstMissing };
  const missing = missingProgram(tried);
  if (missing !== null) return missing;
  return RULES.has(id) ? rulesReason(tried, facts, { isOfNft: id === "nft-rules" }) : namespaceReason(tried, facts);
}

const RULES: ReadonlySet<string> = new Set([
  "iptables-filter",
  "iptables-nat",
  "masquerade",
  "dnat",
  "conntrack-match",
  "nft-rules",
  "conntrack-list",
]);

function unable(
  base: Pick<Capability, "id" | "title" | "lessons">,
  reason: Reason,
  instead: Message | null,
  facts: MachineFacts,
): Capability {
  const fix = fixFor(reason, facts);
  const why = reasonText(reason);
  const detail = instead === null ? why : say`${{ why }}; the course uses instead: ${{ instead }}`;
  return { ...base, status: instead === null ? "missing" : "degraded", detail, reason, ...(fix === null ? {} : { fix }) };
}

async function tryNamespaces(machine: Machine, toolPath: string): Promise<ReadonlyMap<string, Tried>> {
  const tried = await runScript(machine, "outside", toolPath);
  const rulesRefused = [...tried].some(([id, each]) => RULES.has(id) && !each.works && missingProgram(each) === null);
  if (!rulesRefused || machine.uid !== 0) return tried;
  await runScript(machine, "load_modules", toolPath);
  return runScript(machine, "outside", toolPath);
}

function runScript(machine: Machine, part: "outside" | "load_modules", toolPath: string): Promise<ReadonlyMap<string, Tried>> {
  return new Promise((resolve) => {
    const child = spawn("bash", [join(machine.packageRoot, "src/lab/preflight.sh"), part], {
      cwd: "/",
      env: {
        PATH: toolPath,
        LC_ALL: "C",
        // Node's pipes are sockets; a first-level bash with a socket for input runs the person's .bashrc (bash(1), "rshd").
        SHLVL: "2",
        NSLAB_PRIVILEGE: privilegeOf(machine.uid),
        NSLAB_ID_BASE: String(freeIdBase([], process.pid * 7)),
      },
      stdio: ["pipe", "pipe", "pipe"],
    });
    let text = "";
    let complaint = "";
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
    const end = () => resolve(withComplaint(parsePreflightLines(text), complaint.trim()));
    child.once("error", end); // no bash: nothing was tried, and the tool is reported missing
    child.once("close", end);
  });
}

/** Where the script itself came to an end, what it said tells why the first thing it did not get to is refused. */
function withComplaint(tried: ReadonlyMap<string, Tried>, complaint: string): ReadonlyMap<string, Tried> {
  const stopped = complaint !== "" && [...tried.values()].every((each) => each.works) && !tried.has("mount-namespace");
  return stopped ? new Map([...tried, ["mount-namespace", { works: false, complaint }]]) : tried;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
