import type { LabReach } from "./identity.ts";
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

/** Runs a command in a lab's namespaces, outside its terminals; the learner never sees it. */
export async function runInLab(lab: LabReach, place: Place, argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { execa } = await import("execa"); // costs 70 ms once: kept off the start-up path
  const [command, ...rest] = enterCommand(lab, place, argv);
  // enterCommand always begins with "nsenter"
  const result = await execa(command!, rest, {
    reject: false,
    stripFinalNewline: false,
    env: { LC_ALL: "C", PATH: PROBE_PATH },
    extendEnv: false,
    stdin: options.input === undefined ? "ignore" : "pipe",
    ...(options.input === undefined ? {} : { input: options.input }),
    ...(options.timeout === undefined ? {} : { timeout: options.timeout, killSignal: "SIGKILL" }),
  });
  return {
    code: result.exitCode ?? null,
    stdout: result.stdout,
    stderr: result.exitCode === undefined ? (result.shortMessage ?? result.stderr) : result.stderr,
    timedOut: result.timedOut,
  };
}

/** Where system tools are, whatever PATH the person has: ordinary users often lack the sbin folders. */
export const PROBE_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
