import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Duplex } from "node:stream";
import { setTimeout } from "node:timers/promises";
import type { LabReach } from "./identity.ts";
import { identify, identityOf, isAlive, type LabPosition, type LabRecord, socketFile, writeRecord } from "./record.ts";
import type { Controlled } from "./control/controlled.ts";
import { ControlServer } from "./control/server.ts";
import { drained } from "./drained.ts";
import { paceOf } from "./pace.ts";
import {
  hangUpTerminalLine,
  openTerminalLine,
  parseSupervisorLine,
  resizeTerminalLine,
  type SupervisorLine,
  type TerminalPlace,
} from "./supervisor-lines.ts";
import { FIRST_SLOT, TERMINAL_SLOTS, type UpPlan, upCommand, upEnvironment } from "./up-plan.ts";
import { type Ran, warmUpProbes } from "./run-in-lab.ts";
import { removeRest } from "./sweep.ts";
import { TOOL_PATH } from "./system-packages.mjs";

/** A running lab, owned by this process: it ends when this process does. */
export interface Lab extends LabReach {
  /** Opens a shell in the lab; its PTY's bytes go both ways over the stream. */
  openTerminal(request: TerminalRequest): OwnTerminalLine;
  /** Runs a command on the host as the learner does, without a terminal; milliseconds until it is killed. */
  runAsLearner(argv: readonly string[], timeout: number): Promise<Ran>;
  /** Resolves when the world's DNS and HTTP answer; the first call starts them. */
  worldReady(): Promise<LabEnded | null>;
  /** From now on other processes of this person may have a terminal where one of the session's is: it is looked up so. */
  findTerminalsBy(frontOf: Controlled["frontOf"]): void;
  /** Tells other processes of this person where the learner stands and which terminals are open. */
  publish(terminals: Readonly<Record<string, number>>, position: LabPosition | null): void;
  /** Resolves when the lab is gone, for whatever reason. */
  readonly ended: Promise<LabEnded>;
  /** Ends the lab and waits until the kernel has taken all of it. */
  down(): Promise<void>;
}

/** What a terminal needs of its lab. */
export interface TerminalLab extends Pick<Lab, "ended" | "pace"> {
  openTerminal(request: TerminalRequest): TerminalLine;
}

export interface TerminalRequest {
  readonly place: TerminalPlace;
  readonly rows: number;
  readonly columns: number;
  /** Marks of this terminal carry it, so that no output can pass for one by accident. */
  readonly nonce: string;
}

export interface TerminalLine {
  readonly stream: Duplex;
  /** Resolves with the shell's exit code when it has ended. */
  readonly closed: Promise<number>;
  /** Gives the PTY another size; the kernel tells the programs on it by SIGWINCH (ioctl_tty(2), TIOCSWINSZ). */
  readonly resize: (size: { readonly rows: number; readonly columns: number }) => void;
}

/** A terminal in the hands of whoever owns its lab. */
export interface OwnTerminalLine extends TerminalLine {
  /** Ends it as a window that is closed does: its shells get SIGHUP. */
  readonly hangUp: () => void;
}

export interface LabEnded {
  readonly type: "lab-ended";
  /** What the lab's commands complained of, if anything. */
  readonly complaint: string;
}

/** The lab could not be made. `part` is a word of src/lab/up.sh. */
export interface LabFailed {
  readonly type: "lab-failed";
  readonly part: string;
  readonly complaint: string;
  /** The setting of this system that refuses it, in a sentence, and what puts it right; left out where there is none. */
  readonly refused?: { readonly why: string; readonly fix: string };
}

/** Where src/lab/up.sh is, and where the lab is recorded. */
export interface LabFiles {
  readonly script: string;
  /** File of the lab's record, or null where this person has no safe place for one. */
  readonly record: string | null;
}

/** Starts a lab by one spawn and waits until it is up. */
export async function startLab(plan: UpPlan, files: LabFiles): Promise<Lab | LabFailed> {
  if (files.record !== null) writeRecord(files.record, recordOfStart(plan));
  const started = performance.now();
  const [command, ...given] = upCommand(plan, files.script);
  const child = spawn(command, given, {
    cwd: "/",
    env: upEnvironment(plan, TOOL_PATH),
    // A session of its own: Ctrl-C on the learner's terminal is for nslab, not for the lab.
    detached: true,
    stdio: stdioWithSlots(),
  });
  void warmUpProbes();
  const complaints: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => complaints.push(chunk.toString()));
  const complaint = () => complaints.join("").trim();
  const exited = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      complaints.push(error.message);
      resolve();
    });
    child.once("exit", () => resolve());
  });
  // Whoever it started may outlive it and still be making cgroups: it is over when nobody holds its pipes.
  const gone = new Promise<void>((resolve) => {
    child.once("error", () => resolve()); // no process, and with EMFILE no "close" either
    child.once("close", () => resolve());
  });
  const listeners = new Set<(line: SupervisorLine) => void>();
  // stdout is a pipe: see stdioWithSlots
  createInterface({ input: child.stdout! }).on("line", (text) => {
    const line = parseSupervisorLine(text);
    for (const listener of listeners) listener(line);
  });
  // A lab that ended takes no more orders and no more typing; `ended` tells.
  for (const stream of [child.stdin, ...child.stdio.slice(FIRST_SLOT)]) stream?.on("error", () => undefined);
  const first = await Promise.race([
    nextLine(listeners, (line) => line.type === "up" || line.type === "failed"),
    exited.then((): SupervisorLine => ({ type: "failed", part: "start" })),
  ]);
  if (first.type !== "up") {
    child.stdin?.end();
    await gone;
    removeRest(files.record, plan.cgroups.directories);
    return { type: "lab-failed", part: first.type === "failed" ? first.part : "start", complaint: complaint() };
  }
  const pace = paceOf(performance.now() - started);
  return new RunningLab(child, listeners, plan, files, { ...first, pace }, exited, complaint);
}

class RunningLab implements Lab {
  readonly identity;
  readonly privilege;
  readonly pace;
  readonly cgroup;
  readonly controllers;
  readonly cgroupDirectories;
  readonly host;
  readonly ended: Promise<LabEnded>;
  readonly #child: ChildProcess;
  readonly #listeners: Set<(line: SupervisorLine) => void>;
  readonly #recordFile: string | null;
  readonly #control: ControlServer | null;
  #frontOf: Controlled["frontOf"] = async () => null;
  readonly #freeSlots = Array.from({ length: TERMINAL_SLOTS }, (_, slot) => slot);
  #world: Promise<LabEnded | null> | null = null;
  #isEnding = false;

  constructor(
    child: ChildProcess,
    listeners: Set<(line: SupervisorLine) => void>,
    plan: UpPlan,
    files: LabFiles,
    up: Extract<SupervisorLine, { type: "up" }> & Pick<LabReach, "pace">,
    exited: Promise<void>,
    complaint: () => string,
  ) {
    this.#child = child;
    this.#listeners = listeners;
    this.identity = identify(up.pid);
    this.host = identityOf(up.hostPid);
    this.privilege = plan.privilege;
    this.pace = up.pace;
    this.cgroup = plan.cgroups.version;
    this.controllers = plan.cgroups.controllers;
    this.cgroupDirectories = up.cgroupDirectories;
    this.#recordFile = files.record;
    this.ended = exited.then(() => ({ type: "lab-ended", complaint: lastWords(complaint()) }));
    this.#control = files.record === null ? null : this.#listen(socketFile(files.record));
    void this.ended.then(() => this.#control?.close());
    this.publish({}, null);
  }

  #listen(path: string): ControlServer | null {
    return ControlServer.listen(path, {
      openTerminal: (request) => this.openTerminal(request),
      runAsLearner: (argv, timeout) => this.runAsLearner(argv, timeout),
      frontOf: (terminal) => this.#frontOf(terminal),
    });
  }

  findTerminalsBy(frontOf: Controlled["frontOf"]): void {
    this.#frontOf = frontOf;
  }

  openTerminal(request: TerminalRequest): OwnTerminalLine {
    const slot = this.#freeSlots.shift();
    if (slot === undefined) throw new Error(`a lab has ${TERMINAL_SLOTS} terminals, and all are open`);
    // every slot is "pipe", which makes a socket for both directions
    const stream = this.#child.stdio[FIRST_SLOT + slot] as Duplex;
    const closed = nextLine(this.#listeners, (line) => line.type === "terminal-closed" && line.slot === slot).then(
      async (line) => {
        // The shell's last words are in the socket already, perhaps held back.
        await drained(stream);
        this.#freeSlots.push(slot);
        return line.type === "terminal-closed" ? line.code : 0;
      },
    );
    this.#child.stdin?.write(openTerminalLine({ slot, ...request }));
    let isOpen = true;
    const end = async () => {
      await closed;
      isOpen = false; // the slot is another's
    };
    void end();
    const order = (line: string) => void (isOpen && this.#child.stdin?.write(line));
    return {
      stream,
      closed,
      resize: (size) => order(resizeTerminalLine({ slot, ...size })),
      hangUp: () => order(hangUpTerminalLine({ slot })),
    };
  }

  async runAsLearner(argv: readonly string[], _timeout: number): Promise<Ran> {
    return { code: null, stdout: "", stderr: `not yet: ${argv.join(" ")}`, timedOut: false, cut: false };
  }

  worldReady(): Promise<LabEnded | null> {
    this.#world ??= this.#startWorld();
    return this.#world;
  }

  async #startWorld(): Promise<LabEnded | null> {
    const ready = nextLine(this.#listeners, (line) => line.type === "world-ready").then(() => null);
    this.#child.stdin?.write("world\n");
    return Promise.race([ready, this.ended]);
  }

  publish(terminals: Readonly<Record<string, number>>, position: LabPosition | null): void {
    if (this.#recordFile === null || this.#isEnding) return;
    const { identity, privilege, pace, cgroup, controllers, cgroupDirectories, host } = this;
    writeRecord(this.#recordFile, {
      format: 2,
      up: true,
      reach: { identity, privilege, pace, cgroup, controllers, cgroupDirectories, host },
      owner: identify(process.pid),
      terminals,
      position,
      socket: this.#control?.path ?? null,
    });
  }

  async down(): Promise<void> {
    this.#isEnding = true;
    this.#control?.close();
    this.#child.stdin?.end();
    await this.ended;
    for (const stream of this.#child.stdio) stream?.destroy();
    // Whoever waits outside has done all that follows, unless it was killed itself.
    while (isAlive(this.identity)) await setTimeout(LOOK_AGAIN_MS);
    removeRest(this.#recordFile, this.cgroupDirectories);
  }
}

const LOOK_AGAIN_MS = 5;

function recordOfStart({ privilege, cgroups }: UpPlan): LabRecord {
  const reach = {
    identity: identify(process.pid),
    privilege,
    pace: 1,
    cgroup: cgroups.version,
    controllers: cgroups.controllers,
    cgroupDirectories: cgroups.directories,
    host: identityOf(process.pid),
  };
  return { format: 2, up: false, reach, owner: identify(process.pid), terminals: {}, position: null, socket: null };
}

function stdioWithSlots(): ("pipe" | "ignore")[] {
  const unused = Array.from({ length: FIRST_SLOT - 3 }, () => "ignore" as const);
  const slots = Array.from({ length: TERMINAL_SLOTS }, () => "pipe" as const);
  return ["pipe", "pipe", "pipe", ...unused, ...slots];
}

function nextLine(
  listeners: Set<(line: SupervisorLine) => void>,
  wanted: (line: SupervisorLine) => boolean,
): Promise<SupervisorLine> {
  return new Promise((resolve) => {
    const listener = (line: SupervisorLine) => {
      if (!wanted(line)) return;
      listeners.delete(listener);
      resolve(line);
    };
    listeners.add(listener);
  });
}

/** unshare(1) says so when whoever it waited for was killed: that tells nobody why. */
const SAYS_NOTHING = /^unshare: sigprocmask unblock failed/;

/** Of all that was said on the way to its end; what comes before it are the shell's own remarks on who was killed. */
function lastWords(text: string): string {
  const lines = text.split("\n").filter((line) => !SAYS_NOTHING.test(line));
  return lines.at(-1) ?? "";
}
