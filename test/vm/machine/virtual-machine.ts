import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type AgentLine, orderLine, parseAgentLine } from "./agent-lines.ts";
import { type Hardware, qemuCommand } from "./qemu-command.ts";

/** A booted machine. It ends by `end()`, or with this process, however that ends. */
export interface VirtualMachine {
  /** Runs a bash script in a login session of that user, root by default; several may run at a time. */
  run(script: string, options?: RunOptions): Promise<Ran | MachineFailed>;
  /** Resolves when the machine is no more, for whatever reason. */
  readonly ended: Promise<MachineFailed>;
  end(): Promise<void>;
}

export interface RunOptions {
  readonly user?: string;
  /** Milliseconds after which it is no longer waited for. */
  readonly deadline?: number;
}

export interface Ran {
  readonly type: "ran";
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

/** The machine did not boot, did not answer in time, or is no more. */
export interface MachineFailed {
  readonly type: "machine-failed";
  readonly how: "no-answer" | "ended";
  /** The last that its console and its emulator said. */
  readonly said: string;
}

/** On a quiet machine it takes half a minute. */
const BOOT_DEADLINE_MS = 1_800_000;
const DEADLINE_MS = 7_200_000;

/** Starts a machine and waits until its agent answers. */
export async function boot(hardware: Omit<Hardware, "consoleFile">): Promise<VirtualMachine | MachineFailed> {
  const machine = new Emulated(hardware);
  const failed = await machine.booted();
  if (failed === null) return machine;
  await machine.end();
  return failed;
}

class Emulated implements VirtualMachine {
  readonly ended: Promise<MachineFailed>;
  readonly #folder = mkdtempSync(join(tmpdir(), "nslab-vm-"));
  readonly #consoleFile = join(this.#folder, "console");
  readonly #child: ChildProcess;
  readonly #waiting = new Set<(line: AgentLine) => void>();
  #complaint = "";
  #orders = 0;

  constructor(hardware: Omit<Hardware, "consoleFile">) {
    const [program, ...given] = qemuCommand({ ...hardware, consoleFile: this.#consoleFile });
    this.#child = spawn(program, given, { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, TMPDIR: this.#folder } });
    const child = this.#child;
    process.on("exit", this.#leaveNothing);
    child.stderr?.on("data", (chunk: Buffer) => (this.#complaint += chunk.toString()));
    child.stdin?.on("error", () => undefined); // `ended` tells
    if (child.stdout !== null)
      createInterface({ input: child.stdout }).on("line", (text) => {
        const line = parseAgentLine(text);
        for (const listener of this.#waiting) listener(line);
      });
    this.ended = new Promise((resolve) => {
      const over = (error?: Error) => {
        process.off("exit", this.#leaveNothing);
        if (error !== undefined) this.#complaint += error.message;
        resolve(this.#failed("ended"));
      };
      child.once("error", over);
      child.once("close", () => over());
    });
  }

  async booted(): Promise<MachineFailed | null> {
    const answer = await this.#answer((line) => line.type === "ready", BOOT_DEADLINE_MS);
    return answer.type === "machine-failed" ? answer : null;
  }

  async run(script: string, { user = "root", deadline = DEADLINE_MS }: RunOptions = {}): Promise<Ran | MachineFailed> {
    const started = performance.now();
    this.#orders += 1;
    const id = this.#orders;
    const answer = this.#answer((line) => line.type === "done" && line.id === id, deadline);
    this.#child.stdin?.write(orderLine({ id, user, script }));
    const line = await answer;
    if (line.type !== "done") return line.type === "machine-failed" ? line : this.#failed("no-answer");
    const { code, stdout, stderr } = line;
    return { type: "ran", code, stdout, stderr, ms: performance.now() - started };
  }

  async end(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.ended;
    this.#leaveNothing();
  }

  readonly #leaveNothing = (): void => {
    this.#child.kill("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
  };

  async #answer(wanted: (line: AgentLine) => boolean, deadline: number): Promise<AgentLine | MachineFailed> {
    let listener: (line: AgentLine) => void = () => undefined;
    let timer: NodeJS.Timeout | undefined;
    const line = new Promise<AgentLine | MachineFailed>((resolve) => {
      listener = (each) => wanted(each) && resolve(each);
      this.#waiting.add(listener);
      timer = setTimeout(() => resolve(this.#failed("no-answer")), deadline);
    });
    const first = await Promise.race([line, this.ended]);
    clearTimeout(timer);
    this.#waiting.delete(listener);
    return first;
  }

  #failed(how: MachineFailed["how"]): MachineFailed {
    return { type: "machine-failed", how, said: `${lastLines(readOrEmpty(this.#consoleFile))}${this.#complaint}`.trim() };
  }
}

function lastLines(text: string): string {
  return text.split("\n").slice(-30).join("\n");
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // it never came to that
  }
}
