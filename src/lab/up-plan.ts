import type { CgroupPlan } from "./cgroup-plan.ts";
import type { Privilege } from "./identity.ts";
import { cgroupLimits, type LabLimits } from "./limits.ts";
import { OWN_KEYRING } from "./own-keyring.ts";

/** Terminals one lab can have open at a time. */
export const TERMINAL_SLOTS = 8;

/** Commands that can run in it as the learner, at a time; they take no terminal's place. */
export const COMMAND_SLOTS = 4;

export const SLOTS = TERMINAL_SLOTS + COMMAND_SLOTS;

/** Descriptor that nothing is ever written to: it closes when nslab ends, however it ends. */
export const LIFELINE = 3;

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
  readonly programs: ProgramTree;
  /** What filters a lab's sockets (src/lab/socket-filter.ts); empty where nothing does. */
  readonly filter: readonly string[];
  /** A directory of the machine that a mount may cover, in the lab's mount namespace only. */
  readonly stage: string;
  /** The node binary that runs nslab. */
  readonly node: string;
  /** The program that plays the internet. */
  readonly world: string;
  /** TERM of the lab's shells (terminfo(5)). */
  readonly terminalType: "xterm-256color" | "dumb";
  /** Removed when the lab has ended, whoever ended it; "" where there is none. */
  readonly stateFile: string;
}

/** Where a machine keeps its programs and their libraries. */
export interface ProgramTree {
  /** Directories below /, `usr`; also `bin` where that is no link. */
  readonly directories: readonly string[];
  /** Paths of links that lead to them, and of others that programs expect: `/bin`, `/dev/fd`. */
  readonly links: readonly string[];
}

/** PATH of the lab's shells: the node that runs nslab comes first, wherever it is installed. */
export const LAB_PATH = "/opt/nslab:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

// Not exported, so that a chroot without this file shows bash's own prompt, as in the article. Terminals that would look
// alike name themselves.
const BASHRC = `PS1='[\\u@\\h \\W]# '
[ "\${NSLAB_TERMINAL:+$HOSTNAME}" != host ] || PS1="($NSLAB_TERMINAL) $PS1"
HISTFILE=/root/.bash_history
`;

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
    NSLAB_IDS: idsOf(plan).join(" "),
    NSLAB_STAGE: plan.stage,
    NSLAB_PROGRAM_DIRS: plan.programs.directories.join(" "),
    NSLAB_LINKS: plan.programs.links.join(" "),
    NSLAB_NODE: plan.node,
    NSLAB_WORLD: plan.world,
    NSLAB_FILTER: plan.filter[0] ?? "",
    NSLAB_FILTER_CALL: plan.filter[1] ?? "",
    NSLAB_FILTER_PROGRAM: plan.filter[2] ?? "",
    NSLAB_STATE_FILE: plan.stateFile,
    NSLAB_SLOTS: String(SLOTS),
    NSLAB_FIRST_SLOT: String(FIRST_SLOT),
    NSLAB_TERM: plan.terminalType,
    NSLAB_PATH: LAB_PATH,
    NSLAB_BASHRC: BASHRC,
    NSLAB_PROCESSES: String(plan.limits.processes),
    NSLAB_OWN_KEYRING: OWN_KEYRING,
    NSLAB_OPEN_FILES: String(plan.limits.openFiles),
    NSLAB_USER_LIMITS: assignments(plan.limits.user),
    NSLAB_CGROUP_LIMITS: assignments(cgroupLimits(plan.limits)),
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

function assignments(values: Readonly<Record<string, number | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}

/** Root of another user namespace, or an ordinary user, has one id to give: his own. */
function idsOf({ privilege, limits }: UpPlan): readonly string[] {
  return privilege === "rootless" ? ["0:1"] : limits.ids.map(({ first, count }) => `${first}:${count}`);
}

/** Where the stage may go: a directory every system has and nothing the lab needs lies below. */
export function chooseStage(existing: readonly string[], needed: readonly string[]): string | null {
  return existing.find((directory) => needed.every((path) => !path.startsWith(`${directory}/`))) ?? null;
}

export const STAGE_CANDIDATES: readonly string[] = ["/mnt", "/media", "/srv", "/opt", "/home", "/tmp"];
