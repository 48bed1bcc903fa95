import type { ChildProcess } from "node:child_process";
import type { Duplex } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { ControlServer } from "./control/server.ts";
import { drained } from "./drained.ts";
import type { LabReach } from "./identity.ts";
import { type Said, say } from "../say/message.ts";
import type { FrontOf, Lab, LabEnded, LabFiles, OwnTerminalLine, RanAsLearner, TerminalRequest } from "./lab.ts";
import { printable } from "./printable.ts";
import { identify, identityOf, isAlive, type LabPosition, socketFile, writeRecord } from "./record.ts";
import {
  hangUpTerminalLine,
  openTerminalLine,
  resizeTerminalLine,
  runLine,
  type SupervisorLine,
  terminalBeginsLine,
} from "./supervisor-lines.ts";
import type { SupervisorLink } from "./supervisor-link.ts";
import { killLab, removeRest } from "./sweep.ts";
import { COMMAND_SLOTS, FIRST_SLOT, TERMINAL_SLOTS, type UpPlan } from "./up-plan.ts";

/** A lab that has said it is up, and the process behind it. */
export interface Started {
  readonly child: ChildProcess;
  readonly link: SupervisorLink;
  readonly plan: UpPlan;
  readonly files: LabFiles;
  readonly up: Extract<SupervisorLine, { type: "up" }> & Pick<LabReach, "pace">;
  /** Resolves when the process behind it has ended. */
  readonly exited: Promise<void>;
}

/** A lab ends within some 10 ms; one that takes so much longer is killed, in milliseconds. */
const PATIENCE_MS = 600;
const AFTER_KILL_MS = 300;
const LOOK_AGAIN_MS = 5;

/** Of what a command printed that ran as the learner, the first so many bytes are kept. */
const KEPT_OUTPUT = 64 * 1024;
/** How long the supervisor's own answer may take on top of a command's time, in milliseconds. */
const ANSWER_MS = 1000;
/** timeout(1) has killed it. */
const KILLED = 137;

export class RunningLab implements Lab {
  readonly identity;
  readonly privilege;
  readonly pace;
  readonly cgroup;
  readonly controllers;
  readonly cgroupDirectories;
  readonly forwardsAtFirst;
  readonly host;
  readonly ended: Promise<LabEnded>;
  readonly #started: Started;
  readonly #control: ControlServer | null;
  #frontOf: FrontOf = async () => null;
  readonly #freeSlots = Array.from({ length: TERMINAL_SLOTS }, (_, slot) => slot);
  readonly #freeCommandSlots = Array.from({ length: COMMAND_SLOTS }, (_, slot) => TERMINAL_SLOTS + slot);
  #world: Promise<LabEnded | null> | null = null;
  #isEnding = false;

  constructor(started: Started) {
    const { plan, up, exited, link } = started;
    this.#started = started;
    this.identity = identify(up.pid);
    this.host = identityOf(up.hostPid);
    this.privilege = plan.privilege;
    this.pace = up.pace;
    this.cgroup = plan.cgroups.version;
    this.controllers = plan.cgroups.controllers;
    this.cgroupDirectories = up.cgroupDirectories;
    this.forwardsAtFirst = up.forwardsAtFirst;
    this.ended = exited.then(() => ({ type: "lab-ended", complaint: lastWords(link.complaint) }));
    const { record } = started.files;
    this.#control = record === null ? null : this.#listen(socketFile(record));
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

  findTerminalsBy(frontOf: FrontOf): void {
    this.#frontOf = frontOf;
  }

  openTerminal(request: TerminalRequest): OwnTerminalLine {
    const slot = this.#freeSlots.shift();
    if (slot === undefined) throw new Error(`a lab has ${TERMINAL_SLOTS} terminals, and all are open`);
    const stream = this.#stream(slot);
    let isOpen = true;
    const closed = this.#started.link
      .next((line) => line.type === "terminal-closed" && line.slot === slot)
      .then(async (line) => {
        // The shell's last words are in the socket already, perhaps held back.
        await drained(stream);
        isOpen = false; // from here on the slot is another's
        this.#freeSlots.push(slot);
        return line.type === "terminal-closed" ? line.code : 0;
      });
    this.#order(openTerminalLine({ slot, ...request }));
    stream.write(terminalBeginsLine(request));
    const order = (line: string) => void (isOpen && this.#order(line));
    return {
      stream,
      closed,
      resize: (size) => order(resizeTerminalLine({ slot, ...size })),
      hangUp: () => order(hangUpTerminalLine({ slot })),
    };
  }

  async runAsLearner(argv: readonly string[], timeout: number): Promise<RanAsLearner> {
    const slot = this.#freeCommandSlots.pop();
    if (slot === undefined) return { code: null, output: "", problem: say`too many commands are running in the lab` };
    const stream = this.#stream(slot);
    let output = Buffer.alloc(0);
    const take = (chunk: Buffer) => {
      output = Buffer.concat([output, chunk.subarray(0, KEPT_OUTPUT - output.length)]);
    };
    stream.on("data", take);
    const answer = this.#started.link.next((line) => line.type === "ran" && line.slot === slot);
    this.#order(runLine({ slot, seconds: timeout / 1000, argv }));
    const late = setTimeout(timeout + ANSWER_MS * this.pace, null, { ref: false });
    const line = await Promise.race([answer, this.ended, late]);
    if (line?.type === "ran") await drained(stream);
    stream.off("data", take);
    const giveBack = () => void this.#freeCommandSlots.push(slot);
    if (line?.type === "ran") giveBack();
    else void answer.then(giveBack); // whoever still writes there is nobody's terminal
    const code = line?.type === "ran" && line.code !== KILLED ? line.code : null;
    return { code, output: printable(output.toString("utf8")) };
  }

  worldReady(): Promise<LabEnded | null> {
    this.#world ??= this.#startWorld();
    return this.#world;
  }

  async #startWorld(): Promise<LabEnded | null> {
    const ready = this.#started.link.next((line) => line.type === "world-ready").then(() => null);
    this.#order("world\n");
    return Promise.race([ready, this.ended]);
  }

  publish(terminals: Readonly<Record<string, number>>, position: LabPosition | null): void {
    const { files, plan } = this.#started;
    if (files.record === null || this.#isEnding) return;
    const { identity, privilege, pace, cgroup, controllers, cgroupDirectories, forwardsAtFirst, host } = this;
    writeRecord(files.record, {
      format: 2,
      up: true,
      reach: { identity, privilege, pace, cgroup, controllers, cgroupDirectories, forwardsAtFirst, host },
      owner: identify(process.pid),
      given: { idBase: plan.idBase, user: plan.limits.user },
      terminals,
      position,
      socket: this.#control?.path ?? null,
    });
  }

  async down(): Promise<void> {
    const { child, files } = this.#started;
    this.#isEnding = true;
    this.#control?.close();
    child.stdin?.end();
    if (!(await this.#endsWithin(PATIENCE_MS))) killLab(this.identity);
    const hasEnded = await this.#endsWithin(AFTER_KILL_MS);
    for (const stream of child.stdio) stream?.destroy();
    const until = performance.now() + AFTER_KILL_MS;
    while (isAlive(this.identity) && performance.now() < until) await setTimeout(LOOK_AGAIN_MS);
    removeRest(files.record, this.cgroupDirectories);
    if (hasEnded) return;
    // Who waits outside may have been stopped. Not before all is removed: should nslab be killed now, it is who cleans up.
    killGroup(child);
    removeRest(files.record, this.cgroupDirectories);
  }

  async #endsWithin(milliseconds: number): Promise<boolean> {
    const timer = new AbortController();
    const late = setTimeout(milliseconds, false, { signal: timer.signal }).catch(() => false);
    const inTime = await Promise.race([this.ended.then(() => true), late]);
    timer.abort();
    return inTime;
  }

  #order(line: string): void {
    this.#started.child.stdin?.write(line);
  }

  #stream(slot: number): Duplex {
    // every slot is "pipe", which makes a socket for both directions
    return this.#started.child.stdio[FIRST_SLOT + slot] as Duplex;
  }
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL"); // of its session it is the leader
  } catch {
    // It has ended meanwhile.
  }
}

/** unshare(1) says so when whoever it waited for was killed: that tells nobody why. */
const SAYS_NOTHING = /^unshare: sigprocmask unblock failed/;

/** Of all that was said on the way to its end; what comes before it are the shell's own remarks on who was killed. */
function lastWords(text: string): Said {
  const last = text.split("\n").findLast((line) => !SAYS_NOTHING.test(line)) ?? "";
  return last === "its host was shut down" ? say`its host was shut down` : last; // up-supervise.sh
}
