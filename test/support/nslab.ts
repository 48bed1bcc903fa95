import { type ChildProcess, spawn, type StdioOptions } from "node:child_process";
import type { Home, Installed, Who } from "./installed.ts";

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly who: Who;
  readonly home: Home;
  readonly environment?: NodeJS.ProcessEnv;
  readonly stdio?: StdioOptions;
  /** A command that runs the program given to it, as in `["unshare", "-m"]`. */
  readonly by?: readonly string[];
}

/** nslab as a process of its own, without a terminal. */
export class Nslab {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;

  constructor(installed: Installed, given: readonly string[], options: RunOptions) {
    const { who, home, environment = {}, stdio = ["ignore", "pipe", "pipe"], by = [] } = options;
    const [command = "", ...rest] = [...by, process.execPath, installed.program, ...given];
    this.child = spawn(command, rest, { ...who.ids, cwd: "/", env: { ...home.environment, ...environment }, stdio });
    const texts = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
      this.child[name]?.on("data", (chunk: Buffer) => (texts[name] += chunk.toString()));
    this.ended = new Promise((resolve, reject) => {
      this.child.once("error", reject);
      this.child.once("close", (code, signal) => resolve({ code, signal, ...texts }));
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }
}

/** Runs nslab to its end. */
export function nslab(installed: Installed, given: readonly string[], options: RunOptions): Promise<Ended> {
  return new Nslab(installed, given, options).ended;
}
