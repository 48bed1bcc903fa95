import type { Message, Said } from "../src/say/message.ts";
import type { LabReach } from "../src/lab/identity.ts";
import type { RanAsLearner } from "../src/lab/lab.ts";
import type { Snapshot } from "../src/kernel/snapshot.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import type { ProbePlace } from "./network-places.ts";

/** What came of looking. Every verdict says what was expected, what was seen, and how to see it oneself. */
export type Verdict = Passed | NotPassed;

/** Why something is not as expected, and what to do now. */
export interface Advice {
  readonly cause: Message;
  readonly next: Message;
}

interface Facts {
  readonly expected: Said;
  readonly observed: Said;
  /** A command with which a person sees the same, and where: `on the host: ip link show docker0`. */
  readonly look: Said;
}

export interface Passed extends Facts {
  readonly type: "pass";
  /** The part of `observed` that the learner saw himself, where there is more; empty: none of it is worth a word. */
  readonly shown?: Said;
}

/** What whoever did the step is told was seen: what stood on his screen rather than all that was looked at besides. */
export function seenIn({ shown, observed }: Passed): Said {
  return shown ?? observed;
}

export interface NotPassed extends Facts {
  /** `error`: it could not be looked at, so nothing is known. */
  readonly type: "fail" | "error";
  /** The likely reason. */
  readonly cause: Said;
  /** What to do now. */
  readonly next: Said;
  /** What of it is done by nslab itself: a face that has a key for it says which. */
  readonly offers?: "look" | "skip" | "hints";
  /** The packet that got no answer, where one was sent: `where-packet-dies.ts` finds out what became of it. */
  readonly lost?: LostPacket | null;
  /** Others that must hold as well, where what was shown is missing: one that fails is the reason for it. */
  readonly behind?: readonly Check[];
  /** Where it died, once that was found out. */
  readonly at?: DeathPlace | null;
}

export interface LostPacket {
  readonly from: ProbePlace;
  readonly destination: string;
  readonly protocol: "icmp" | "tcp" | "udp";
  /** Destination port; null for icmp. */
  readonly port: number | null;
  /** What to say when nobody is at that address, or nobody there takes the packet. */
  readonly wrongAddress?: Pick<NotPassed, "cause" | "next">;
}

/** A place on the map. */
export interface DeathPlace {
  /** Inode of the network namespace. */
  readonly network: number;
  readonly link: string | null;
  /** With empty text for a chain's policy. */
  readonly rule: { readonly table: string; readonly chain: string; readonly rule: string } | null;
  /** One line: `ns1 veth1, then docker0 of the host, FORWARD rule 2: -j DROP`. */
  readonly text: Said;
  /** What happens there, in a few words: `FORWARD rule 2: -j DROP`. */
  readonly reason: Said;
  /** Which of the two ends there. */
  readonly leg: "request" | "answer";
}

/** An expectation about a lab. */
export interface Check {
  /** The same in every language and release, and once in a step: the kind of fact and what it is about (`checkId`). */
  readonly id?: string;
  /** Reads as a sentence: `the bridge docker0 has 172.17.0.1/16`. */
  readonly name: Said;
  /**
   * state: read from the snapshot, can be judged again at any time.
   * active: sends packets or measures; can be judged again, but takes its time.
   * seen: what a command showed; true once it was seen, and not judged again later.
   */
  readonly kind: "state" | "active" | "seen";
  /** How long the fact may take to come true after the command, in milliseconds; 0 when it is there at once. */
  readonly within: number;
  /** Programs of the machine without which it cannot look: where one is missing, it is left out. */
  readonly programs?: readonly string[];
  /** The terminal whose output it looks at, where it is that of one. */
  readonly shownIn?: TerminalName;
  judge(scene: Scene): Promise<Verdict>;
}

/** A check's id: `link-up:docker0:host`. No PIDs and nothing else that differs from one run to the next. */
export function checkId(kind: string, ...subjects: readonly (string | number)[]): string {
  return [kind, ...subjects].join(":").replaceAll(/\s+/g, "-");
}

/** What a check may look at. One scene is one look: a retry gets a fresh one. */
export interface Scene {
  readonly lab: LabReach;
  /** The lab's snapshot, read once a scene. */
  snapshot(): Promise<Snapshot>;
  /** The snapshot from before the step's command, or null when none was taken. */
  readonly before: Snapshot | null;
  /**
   * Runs a command on the lab's host as the learner does: his programs, in his namespaces, under his limits, with no
   * terminal. Nothing else of his is ever executed for a check.
   * @param timeout milliseconds after which it is killed
   */
  asLearner(argv: readonly string[], timeout: number): Promise<RanAsLearner>;
  /** A terminal by name, or null when it is not open. */
  terminal(name: string): SceneTerminal | null;
}

export interface SceneTerminal {
  /** PID of its first shell, as the host's `ps` shows it. */
  readonly rootPid: number;
  /** Plain text printed in it since the step began; null when this process did not see it. */
  readonly output: string | null;
  /** Exit codes of the commands since the step began, the last one at the end. */
  readonly codes: readonly number[];
  /** Whether a command is running in it right now. */
  readonly running: boolean;
}

/** Writes a verdict from a comparison, so that every check words both outcomes. */
export function verdict(
  passed: boolean,
  facts: Facts & { readonly cause: Said; readonly next: Said; readonly lost?: LostPacket | null },
): Verdict {
  const { expected, observed, look, cause, next, lost } = facts;
  if (passed) return { type: "pass", expected, observed, look };
  return { type: "fail", expected, observed, look, cause, next, ...(lost === undefined ? {} : { lost }) };
}

/** The verdict of a check that could not look. */
export function couldNotLook(facts: Facts & { readonly cause: Said; readonly next: Said }): Verdict {
  const { expected, observed, look, cause, next } = facts;
  return { type: "error", expected, observed, look, cause, next };
}
