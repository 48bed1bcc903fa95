import { spawn } from "node:child_process";
import { release, totalmem } from "node:os";
import { frontProcess, processByHostPid } from "../kernel/queries.ts";
import { readSnapshot } from "../kernel/read-snapshot.ts";
import { userRuntimeDirectory } from "../lab/cgroup-facts.ts";
import type { Privilege } from "../lab/identity.ts";
import { limitsFor } from "../lab/limits.ts";
import { OWN_KEYRING } from "../lab/own-keyring.ts";
import { type LabRecord, runtimeDirectory } from "../lab/record.ts";
import { TOOL_PATH } from "../lab/system-packages.mjs";
import { runningLabs } from "../lab/running-labs.ts";
import { belowUserSystemd, LAB_PATH } from "../lab/up-plan.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { nearest } from "./choose-lesson.ts";

/** `nslab shell [terminal]`: a shell of one's own where that terminal is now, or on the host. */
export async function shell(context: Context, terminal: string | undefined): Promise<ExitCode> {
  const running = runningLabs(runtimeDirectory(context.machine.environment, context.machine.uid)).at(-1);
  if (running === undefined) {
    context.errors.write("No lab of yours is running. Start one in another window: nslab start\n");
    return EXIT.failed;
  }
  const pid = await placeOf(running, terminal ?? "host");
  if (pid === null) {
    context.errors.write(noSuchTerminal(terminal ?? "host", Object.keys(running.terminals)));
    return EXIT.usage;
  }
  return enter(context, running, pid);
}

/** Machine PID of the process whose namespaces the shell joins. */
async function placeOf(running: LabRecord, terminal: string): Promise<number | null> {
  if (terminal === "host") return running.reach.host.machinePid;
  const root = running.terminals[terminal];
  const snapshot = await readSnapshot(running.reach);
  const shellOfTerminal = root === undefined ? undefined : processByHostPid(snapshot, root);
  if (shellOfTerminal === undefined) return null;
  return (frontProcess(snapshot, shellOfTerminal.machinePid) ?? shellOfTerminal).machinePid;
}

function noSuchTerminal(name: string, open: readonly string[]): string {
  const guess = nearest(name, open);
  const known =
    open.length === 0 ? "Only the host can be entered now." : `Open are: ${[...new Set(["host", ...open])].join(", ")}.`;
  return `The lab has no terminal "${name}" open.${guess === null ? "" : ` Did you mean "${guess}"?`} ${known}\n`;
}

async function enter(context: Context, running: LabRecord, pid: number): Promise<ExitCode> {
  const { reach } = running;
  const inside = [
    "env",
    "-i",
    ...shellEnvironment(context),
    "script",
    "-qec",
    "cd /root/docker 2>/dev/null || cd; exec bash",
    "/dev/null",
  ];
  const ids = reach.privilege === "mapped-root" ? ["-S", "0", "-G", "0"] : ["--preserve-credentials"];
  const command = ["nsenter", "-t", String(pid), "-U", ...ids, "-m", "-n", "-p", "-u", "-i", "-C", ...inside];
  // The lab's cgroups first: what the learner starts here counts for the lab, like everything in it.
  const groups = reach.cgroupDirectories.map((directory) => `${directory}${reach.cgroup === "v2" ? "/init" : ""}/cgroup.procs`);
  const join = 'for group in $NSLAB_GROUPS; do echo $$ >"$group" || exit; done; unset NSLAB_GROUPS; exec "$@"';
  const joined = ["bash", "-c", `${OWN_KEYRING}; ${limited(reach.privilege)}${join}`, "nslab", ...command];
  const isUserSystemds = groups.some((group) => group.includes(`/user@${context.machine.uid}.service/`));
  const [program = "bash", ...given] = isUserSystemds ? belowUserSystemd(joined) : joined;
  const child = spawn(program, given, {
    stdio: "inherit",
    env: { PATH: TOOL_PATH, NSLAB_GROUPS: groups.join(" "), XDG_RUNTIME_DIR: userRuntimeDirectory(context.machine.uid) },
  });
  return new Promise((resolve) => {
    child.once("error", (error) => {
      context.errors.write(`The shell could not be started: ${error.message}. nslab doctor says what is missing.\n`);
      resolve(EXIT.machine);
    });
    child.once("exit", () => resolve(EXIT.ok));
  });
}

/** What limits a lab's own terminals (`own_cgroup_namespace` in src/lab/up.sh), for a shell that comes from outside. */
function limited(privilege: Privilege): string {
  const { processes, openFiles } = limitsFor(privilege, totalmem(), release());
  const nproc = processes === 0 ? "" : `ulimit -u ${processes}; `;
  return `${nproc}ulimit -c 0 -n ${openFiles} 2>/dev/null; echo 1000 >/proc/self/oom_score_adj; `;
}

function shellEnvironment(context: Context): readonly string[] {
  const term = context.machine.environment["TERM"] ?? "xterm-256color";
  return [`TERM=${term}`, "LANG=C.UTF-8", "HOME=/root", "USER=root", "SHELL=/bin/bash", `PATH=${LAB_PATH}`];
}
