import type { Scene, SceneTerminal } from "../../checks/check.ts";
import { type Command, type Line, linesOf, type MachineSituation, type Situation } from "../course/command.ts";
import { type FrontProgram, frontProgram } from "../kernel/front-program.ts";
import { frontProcess, processByHostPid } from "../kernel/queries.ts";
import { LabGone, readSnapshot } from "../kernel/read-snapshot.ts";
import type { Snapshot } from "../kernel/snapshot.ts";
import { supervisorPid } from "../kernel/supervisor-pid.ts";
import type { Lab } from "../lab/lab.ts";
import { programExists } from "../lab/programs.ts";
import { Terminal } from "../terminal/terminal.ts";
import type { TerminalSize } from "../terminal/size.ts";
import { type TypedCommand, TypedCommands } from "../terminal/typed-commands.ts";
import type { TerminalName } from "../terminal/names.ts";

/** A lab with the terminals a lesson has opened in it. */
export class Session {
  readonly lab: Lab;
  #size: TerminalSize;
  readonly #terminals = new Map<string, Terminal>();
  #latest: Snapshot | null = null;
  readonly #typed = new Map<Terminal, TypedCommands>();
  #tellTyped: (terminal: TerminalName, command: TypedCommand) => void = () => undefined;

  constructor(lab: Lab, size: TerminalSize) {
    this.lab = lab;
    this.#size = size;
    lab.findTerminalsBy((name) => this.#supervisorFront(name));
  }

  /** The terminal of that name, opened at its first use. */
  async terminal(name: TerminalName): Promise<Terminal> {
    const open = this.#terminals.get(name);
    if (open !== undefined && open.state !== "closed") return open;
    const size = this.#size;
    const terminal = await Terminal.open(this.lab, name, name === "neighbor" ? "neighbor" : "host", size);
    if (size !== this.#size) terminal.resize(this.#size); // the window was resized meanwhile
    this.#terminals.set(name, terminal);
    this.changed(); // its shell runs now
    this.#typed.set(terminal, new TypedCommands(terminal, (command) => this.#tellTyped(name, command)));
    return terminal;
  }

  /** From now on tells of each command that the learner types himself, in any terminal, when it has come back. */
  onTyped(tell: (terminal: TerminalName, command: TypedCommand) => void): void {
    this.#tellTyped = tell;
  }

  /** Resolves when all that was typed is told; a command that still runs is told as it is. */
  async tellTyped(): Promise<void> {
    await Promise.all([...this.#typed.values()].map((typed) => typed.tellAll()));
  }

  /** The learner's window has another size: so have all terminals, and those opened later. */
  resize(size: TerminalSize): void {
    this.#size = size;
    for (const terminal of this.#terminals.values()) terminal.resize(size);
  }

  /** Terminals that are open, by name. */
  get terminals(): ReadonlyMap<string, Terminal> {
    return this.#terminals;
  }

  /** Root shells of the terminals that are open on the host, as it numbers them, for the lab's record. */
  rootPids(): Readonly<Record<string, number>> {
    const pids = [...this.#terminals].map(([name, { rootPid }]) => [name, rootPid] as const);
    return Object.fromEntries(pids.filter(([, pid]) => pid !== 0));
  }

  /** A snapshot no older than the last command: the last one read when nothing ran since. */
  async latest(): Promise<Snapshot> {
    return this.#latest ?? this.look();
  }

  /** A command ran, or a shell was started: what was seen before is out of date. */
  changed(): void {
    this.#latest = null;
  }

  /** Of the process in front in one of the terminals, the PID as the lab's supervisor counts; null where there is none. */
  async #supervisorFront(name: string): Promise<number | null> {
    const terminal = this.#terminals.get(name);
    if (terminal === undefined || terminal.state === "closed") return null;
    try {
      const snapshot = await readSnapshot(this.lab);
      const root = processByHostPid(snapshot, terminal.rootPid);
      const front = root === undefined ? undefined : (frontProcess(snapshot, root.machinePid) ?? root);
      return front === undefined ? null : supervisorPid(this.lab, front);
    } catch (error) {
      if (error instanceof LabGone) return null;
      throw error;
    }
  }

  /** What is in front in a terminal now; null where that cannot be told. */
  async frontProgram(name: TerminalName): Promise<FrontProgram | null> {
    const terminal = this.#terminals.get(name);
    return terminal === undefined ? null : frontProgram(await this.look(), terminal.rootPid);
  }

  /** A fresh snapshot. */
  async look(): Promise<Snapshot> {
    this.#latest = await readSnapshot(this.lab);
    return this.#latest;
  }

  /**
   * What checks look at now; each scene reads the kernel afresh, once.
   * @param known what it is to take for that instead
   */
  scene(before: Snapshot | null, known: Snapshot | null = null): Scene {
    let snapshot = known === null ? null : Promise.resolve(known);
    return {
      lab: this.lab,
      before,
      snapshot: () => (snapshot ??= this.look()),
      asLearner: (argv, timeout) => this.lab.runAsLearner(argv, timeout),
      terminal: (name) => describe(this.#terminals.get(name)),
    };
  }

  /** The lines a step's command comes to in this lab now. */
  lines(command: Command): Promise<readonly Line[]> {
    const machine = { cgroup: this.lab.cgroup, has: programExists };
    return linesOf(command, machine, async () => this.#situation(machine, await this.latest()));
  }

  /**
   * The lab as it is now, as a step's hint is asked about it.
   * @param fresh false: a look from after the last command is good enough
   */
  async situation(fresh = true): Promise<Situation> {
    const machine = { cgroup: this.lab.cgroup, has: programExists };
    return this.#situation(machine, await (fresh ? this.look() : this.latest()));
  }

  #situation(machine: MachineSituation, snapshot: Snapshot): Situation {
    const front = (name: string) => {
      const terminal = this.#terminals.get(name);
      const root = terminal === undefined ? undefined : processByHostPid(snapshot, terminal.rootPid);
      return (root === undefined ? undefined : frontProcess(snapshot, root.machinePid))?.pids[0] ?? 0;
    };
    return { ...machine, snapshot, front };
  }
}

function describe(terminal: Terminal | undefined): SceneTerminal | null {
  if (terminal === undefined || terminal.state === "closed") return null;
  return {
    rootPid: terminal.rootPid,
    get output() {
      return terminal.output; // a flood's is long, and not every check asks for it
    },
    codes: terminal.codes,
    running: terminal.state === "running",
  };
}
