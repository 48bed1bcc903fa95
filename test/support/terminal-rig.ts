import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { frontProcess, processByHostPid } from "../../src/kernel/queries.ts";
import { readSnapshot } from "../../src/kernel/read-snapshot.ts";
import type { Lab } from "../../src/lab/lab.ts";
import type { TerminalPlace } from "../../src/lab/supervisor-lines.ts";
import type { Outcome } from "../../src/terminal/outcome.ts";
import { Terminal } from "../../src/terminal/terminal.ts";
import { eventually } from "./eventually.ts";
import { SIZE, startTestLab } from "./test-lab.ts";

/** A lab for all tests of a file, and a fresh terminal in it for each. */
export class TerminalRig {
  #lab: Lab | null = null;
  #terminal: Terminal | null = null;

  constructor() {
    beforeAll(async () => {
      this.#lab = await startTestLab();
    });
    beforeEach(() => this.reopen());
    afterEach(() => this.close(this.terminal));
    afterAll(() => this.lab.down());
  }

  get lab(): Lab {
    if (this.#lab === null) throw new Error("the lab is there only while tests run");
    return this.#lab;
  }

  get terminal(): Terminal {
    if (this.#terminal === null) throw new Error("the terminal is there only while a test runs");
    return this.#terminal;
  }

  /** Opens the test's terminal again. */
  async reopen(): Promise<void> {
    this.#terminal = await this.open("host");
  }

  /** Opens another terminal, which the test closes. */
  open(name: string, place: TerminalPlace = "host"): Promise<Terminal> {
    return Terminal.open(this.lab, name, place, SIZE);
  }

  /** Ends a terminal's shells, so that its slot is free again. */
  async close(terminal: Terminal): Promise<void> {
    if (terminal.state === "running") await terminal.interrupt("Ctrl-C");
    while (terminal.state !== "closed") await terminal.run("exit");
  }

  /** What a line printed, and how it ended. */
  async run(line: string): Promise<Outcome & { readonly output: string }> {
    this.terminal.forget();
    const outcome = await this.terminal.run(line);
    return { ...outcome, output: this.terminal.output };
  }

  /** Resolves when a program of that name is in front: only then is Ctrl-C for it, and not for the shell that is about to start it. */
  inFront(name: string): Promise<unknown> {
    return eventually(`${name} is in front`, async () => {
      const snapshot = await readSnapshot(this.lab);
      const root = processByHostPid(snapshot, this.terminal.rootPid);
      return root !== undefined && frontProcess(snapshot, root.machinePid)?.name === name;
    });
  }

  /** All that the terminal shows from now on, as it comes. */
  listen(): readonly string[] {
    const heard: string[] = [];
    this.terminal.listen((part) => {
      if (part.type === "text") heard.push(part.text);
    });
    return heard;
  }
}
