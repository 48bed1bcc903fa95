import type { LabReach } from "./identity.ts";
import { TOOL_PATH } from "./system-packages.mjs";
import { enterCommand, type Place } from "./enter.ts";

/** What a probe's command did. A probe that could not be started has `code` null and says why in `stderr`. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

export interface RunOptions {
  readonly input?: string;
  /** Milliseconds after which the command is killed. */
  readonly timeout?: number;
}

/** Loads what the first probe would wait 70 ms for; meant for the time in which a lab is starting anyway. */
export async function warmUpProbes(): Promise<void> {
  await import("execa");
}

/** Runs a command in a lab's namespaces, outside its terminals; the learner never sees it. */
export async function runInLab(lab: LabReach, place: Place, argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { execa } = await import("execa"); // lazy: warmUpProbes
  const [command, ...rest] = enterCommand(lab, place, limited(argv, options.timeout));
  // enterCommand always begins with "nsenter"
  const result = await execa(command!, rest, {
    reject: false,
    stripFinalNewline: false,
    // SHLVL: see upEnvironment
    env: { LC_ALL: "C", PATH: TOOL_PATH, SHLVL: "2" },
    extendEnv: false,
    stdin: options.input === undefined ? "ignore" : "pipe",
    ...(options.input === undefined ? {} : { input: options.input }),
  });
  return {
    code: result.exitCode ?? null,
    stdout: result.stdout,
    stderr: result.exitCode === undefined ? (result.shortMessage ?? result.stderr) : result.stderr,
    timedOut: options.timeout !== undefined && (result.signal === "SIGKILL" || result.exitCode === KILLED),
  };
}

/** Exit code for a process that ended by SIGKILL, as timeout(1) does when that is what it sends. */
const KILLED = 137;

/** The limit is kept inside: killing nsenter from here would leave its child, in another PID namespace, running. */
function limited(argv: readonly string[], timeout: number | undefined): readonly string[] {
  return timeout === undefined ? argv : ["timeout", "-s", "KILL", String(timeout / 1000), ...argv];
}
