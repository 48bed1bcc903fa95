import type { Readable } from "node:stream";
import { close, isRefusal, type Refusal } from "./door/handle.ts";
import { entryTo, FIRST_DESCRIPTOR, type Place } from "./enter.ts";
import type { LabReach } from "./identity.ts";
import { printable } from "./printable.ts";
import { TOOL_PATH } from "./system-packages.mjs";
import { type Message, say, verbatim } from "../say/message.ts";

/** What a probe's command did. */
export interface Ran {
  /** Null: it could not be started, or was killed. */
  readonly code: number | null;
  /** Why it could not be started; null when it was. */
  readonly problem: Message | null;
  /** Fit to be shown. */
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  /** It printed more than was wanted, and was ended for that. */
  readonly cut: boolean;
}

export interface RunOptions {
  readonly input?: string;
  /** Milliseconds after which the command is killed. */
  readonly timeout?: number;
  /** Bytes of output that are taken, at most. */
  readonly most?: number;
}

/** No answer to a probe takes as long; for a machine of the usual pace. */
const TIMEOUT_MS = 5000;
/** More than any answer to a probe has. */
const MOST_BYTES = 256 * 1024;

/** Loads what the first probe would wait 70 ms for; meant for the time in which a lab is starting anyway. */
export async function warmUpProbes(): Promise<void> {
  await import("execa");
}

/**
 * Runs a command of the machine's in a lab's namespaces, outside its terminals; the learner never sees it. Whatever
 * it meets there, it is over when its time is up or it has printed too much.
 */
export async function runInLab(lab: LabReach, place: Place, argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const most = options.most ?? MOST_BYTES;
  const taken = { stdout: new Taken(most), stderr: new Taken(most) };
  let cut = false;
  const probe = await startProbe(lab, place, () => argv, {
    ...(options.input === undefined ? {} : { input: options.input }),
    timeout: options.timeout ?? TIMEOUT_MS * lab.pace,
    read: (stream, chunk) => {
      cut ||= !taken[stream].push(chunk);
      return !cut;
    },
  });
  return {
    code: cut ? null : probe.code,
    problem: probe.problem,
    stdout: printable(taken.stdout.text),
    stderr: printable(taken.stderr.text),
    timedOut: probe.timedOut,
    cut,
  };
}

/** What became of a probe's command; what it printed was handed out as it came. */
export interface ProbeEnd {
  /** Null: it could not be started, or was killed. */
  readonly code: number | null;
  /** Why it could not be started; null when it was. */
  readonly problem: Message | null;
  readonly timedOut: boolean;
}

export interface ProbeOptions {
  readonly input?: string;
  /** Milliseconds after which the command is killed. */
  readonly timeout: number;
  /** Gets what is printed, as it comes; false: enough, the command is killed. */
  readonly read: (stream: "stdout" | "stderr", chunk: Buffer) => boolean;
  /** Open the namespaces that the command is to enter itself, each giving a descriptor. */
  readonly openers?: readonly Opener[];
  /** When it is aborted, the command is killed. */
  readonly signal?: AbortSignal;
}

export type Opener = () => number | Refusal;

/**
 * Starts a command in a session of its own, without a terminal, and waits for its end.
 *
 * @param argv is told for each of the openers the descriptor by which the command has what it opened, or why it has not
 */
export async function startProbe(
  lab: LabReach,
  place: Place,
  argv: (descriptors: readonly (number | Refusal)[]) => readonly string[],
  { input, timeout, read, openers = [], signal }: ProbeOptions,
): Promise<ProbeEnd> {
  const { execa } = await import("execa"); // lazy: warmUpProbes
  const entry = entryTo(lab, place);
  if (isRefusal(entry))
    return { code: null, problem: say`its place in the lab is gone (${{ code: entry.code }})`, timedOut: false };
  const given = [...entry.descriptors];
  const numbers = openers.map((open) => {
    const opened = open();
    return isRefusal(opened) ? opened : FIRST_DESCRIPTOR + given.push(opened) - 1;
  });
  const [command = "", ...rest] = [...entry.argv, ...argv(numbers)];
  try {
    const child = execa(command, rest, {
      reject: false,
      buffer: false,
      detached: true,
      // SHLVL: see upEnvironment
      env: { LC_ALL: "C", PATH: TOOL_PATH, SHLVL: "2" },
      extendEnv: false,
      cwd: "/",
      // Node's spawn, which execa hands them to, takes descriptors beyond the third; execa's types do not.
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe", ...given] as unknown as Stdio,
      ...(input === undefined ? {} : { input }),
    });
    given.splice(0).forEach(close);
    const group = new ProbeGroup(child.pid);
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      group.end();
    }, timeout);
    signal?.addEventListener("abort", () => group.end(), { once: true });
    if (signal?.aborted === true) group.end();
    const listen = (stream: Readable | null, name: "stdout" | "stderr") =>
      stream?.on("data", (chunk: Buffer) => {
        if (!read(name, chunk)) group.end();
      });
    listen(child.stdout, "stdout");
    listen(child.stderr, "stderr");
    const result = await child;
    clearTimeout(timer);
    group.ended();
    const problem = result.exitCode === undefined && result.signal === undefined ? verbatim(result.originalMessage ?? "") : null;
    return { code: result.exitCode ?? null, problem, timedOut };
  } finally {
    given.forEach(close); // not started
  }
}

type Stdio = ["ignore" | "pipe", "pipe", "pipe"];

/** Of what is printed, the beginning. */
class Taken {
  readonly #most: number;
  readonly #chunks: Buffer[] = [];
  #length = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** @returns whether all of it was taken */
  push(chunk: Buffer): boolean {
    const room = Math.max(this.#most - this.#length, 0);
    this.#chunks.push(chunk.subarray(0, room));
    this.#length += Math.min(chunk.length, room);
    return chunk.length <= room;
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }
}

/** The processes of a probe's session, which end together, at the latest with nslab. */
class ProbeGroup {
  static readonly #running = new Set<ProbeGroup>();
  static #isWatching = false;
  #leader: number | undefined;

  constructor(leader: number | undefined) {
    this.#leader = leader;
    ProbeGroup.#running.add(this);
    if (ProbeGroup.#isWatching) return;
    ProbeGroup.#isWatching = true;
    process.on("exit", () => ProbeGroup.#running.forEach((each) => each.end()));
  }

  end(): void {
    if (this.#leader === undefined) return;
    try {
      process.kill(-this.#leader, "SIGKILL");
    } catch {
      // It has ended already.
    }
  }

  /** Its number may be another's from now on. */
  ended(): void {
    this.#leader = undefined;
    ProbeGroup.#running.delete(this);
  }
}
