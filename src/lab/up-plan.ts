import type { CgroupPlan } from "./cgroup-plan.ts";
import type { Privilege } from "./identity.ts";
import type { LabLimits } from "./limits.ts";

/** Terminals one lab can have open at a time. */
export const TERMINAL_SLOTS = 8;

/** First file descriptor of the terminals' sockets, clear of those bash and the script use. */
export const FIRST_SLOT = 20;

export interface UpPlan {
  readonly privilege: Privilege;
  /** First id of the lab's range on the machine; unused unless mapped-root. */
  readonly idBase: number;
  readonly cgroups: CgroupPlan;
  readonly limits: LabLimits;
  /** Where the systemd of an ordinary user is reached. */
  readonly userRuntimeDirectory: string;
  /** A directory of the machine that a mount may cover, in the lab's mount namespace only. */
  readonly stage: string;
  /** The node binary that runs nslab. */
  readonly node: string;
  /** The program that plays the internet. */
  readonly world: string;
  /** TERM of the lab's shells (terminfo(5)). */
  readonly terminalType: "xterm-256color" | "dumb";
  /** Removed when the lab has ended, whoever ended it. */
  readonly stateFile: string;
}

/** PATH of the lab's shells: the node that runs nslab comes first, wherever it is installed. */
export const LAB_PATH = "/opt/nslab:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

// Not exported, so that a chroot without this file shows bash's own prompt, as in the article.
const BASHRC = "PS1='[\\u@\\h \\W]# '\nHISTFILE=/root/.bash_history\n";

/** The environment src/lab/up.sh is started with: all it knows. */
export function upEnvironment(plan: UpPlan, path: string): Readonly<Record<string, string>> {
  return {
    PATH: path,
    // bash takes a socket on its standard input for rshd's and would run the person's ~/.bashrc,
    // unless it is a shell inside a shell (bash(1), INVOCATION).
    SHLVL: "2",
    ...(plan.cgroups.by === "user-systemd" ? { XDG_RUNTIME_DIR: plan.userRuntimeDirectory } : {}),
    NSLAB_PRIVILEGE: plan.privilege,
    NSLAB_ID_BASE: String(plan.idBase),
    NSLAB_STAGE: plan.stage,
    NSLAB_NODE: plan.node,
    NSLAB_WORLD: plan.world,
    NSLAB_STATE_FILE: plan.stateFile,
    NSLAB_SLOTS: String(TERMINAL_SLOTS),
    NSLAB_FIRST_SLOT: String(FIRST_SLOT),
    NSLAB_TERM: plan.terminalType,
    NSLAB_PATH: LAB_PATH,
    NSLAB_BASHRC: BASHRC,
    NSLAB_PROCESSES: String(plan.limits.processes),
    NSLAB_MEMORY: String(plan.limits.memory),
    NSLAB_CGROUP: plan.cgroups.version,
    NSLAB_CGROUP_BY: plan.cgroups.by,
    NSLAB_CGROUP_V2: plan.cgroups.v2Root,
    NSLAB_CGROUP_DIRS: plan.cgroups.directories.join(" "),
    NSLAB_CGROUP_V1: plan.cgroups.hierarchies.join(" "),
    NSLAB_CGROUP_CONTROLLERS: plan.cgroups.controllers.join(" "),
  };
}

/** The command that runs src/lab/up.sh: where systemd owns the cgroups, in a scope it delegates. */
export function upCommand(plan: UpPlan, script: string): readonly [string, ...string[]] {
  switch (plan.cgroups.by) {
    case "systemd":
      return ["systemd-run", ...SCOPE, ...DELEGATED, "bash", script];
    case "user-systemd":
      return ["systemd-run", "--user", ...SCOPE, ...DELEGATED, "bash", script];
    case "itself":
      return ["bash", script];
  }
}

/**
 * A command that may join cgroups of a lab which the user's own systemd delegates: a process enters those
 * from below that systemd alone, not from the session that its user has logged in to (cgroups(7), "Delegation").
 */
export function belowUserSystemd(command: readonly string[]): readonly string[] {
  return ["systemd-run", "--user", ...SCOPE, "--", ...command];
}

const SCOPE = ["--scope", "--quiet", "--collect"];
const DELEGATED = ["--property=Delegate=yes", "--"];

export const FIRST_ID = 0x7000_0000;
const IDS = 65_536;
const RANGES = 4_096;
export const LAST_ID = FIRST_ID + RANGES * IDS - 1;

/** Labs of one process that have ranges of their own. */
const LABS = 16;

/**
 * A range of ids for the lab of that number of the process. Labs share one only when their processes'
 * PIDs differ by a multiple of 256, or their numbers within a process by a multiple of 16.
 */
export function idBaseFor(pid: number, number: number): number {
  return FIRST_ID + ((pid * LABS + (number % LABS)) % RANGES) * IDS;
}

/** Where the stage may go: a directory every system has and nothing the lab needs lies below. */
export function chooseStage(existing: readonly string[], needed: readonly string[]): string | null {
  return existing.find((directory) => needed.every((path) => !path.startsWith(`${directory}/`))) ?? null;
}

export const STAGE_CANDIDATES: readonly string[] = ["/mnt", "/media", "/srv", "/opt", "/home", "/tmp"];
