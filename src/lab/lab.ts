import type { Duplex } from "node:stream";
import type { Message, Said } from "../say/message.ts";
import type { LabReach } from "./identity.ts";
import type { LabPosition } from "./record.ts";
import type { TerminalPlace } from "./supervisor-lines.ts";

/** A running lab, owned by this process: it ends when this process does. */
export interface Lab extends LabReach {
  /** Opens a shell in the lab; its PTY's bytes go both ways over the stream. */
  openTerminal(request: TerminalRequest): OwnTerminalLine;
  /** Runs a command on the host as the learner does, without a terminal; milliseconds until it is killed. */
  runAsLearner(argv: readonly string[], timeout: number): Promise<RanAsLearner>;
  /** Resolves when the world's DNS and HTTP answer; the first call starts them. */
  worldReady(): Promise<LabEnded | null>;
  /** From now on other processes of this person may have a terminal where one of the session's is: it is looked up so. */
  findTerminalsBy(frontOf: FrontOf): void;
  /** Tells other processes of this person where the learner stands and which terminals are open. */
  publish(terminals: Readonly<Record<string, number>>, position: LabPosition | null): void;
  /** Resolves when the lab is gone, for whatever reason. */
  readonly ended: Promise<LabEnded>;
  /** Ends the lab and waits until the kernel has taken all of it; no longer than a moment, whatever happens in there. */
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
  /** Stands in its prompts, for one that others look like; none: it is what its place is called. */
  readonly name?: string;
}

export interface TerminalLine {
  readonly stream: Duplex;
  /** Resolves with the shell's exit code when it has ended. */
  readonly closed: Promise<number>;
  /** Gives the PTY another size; the kernel tells the programs on it by SIGWINCH (ioctl_tty(2), TIOCSWINSZ). */
  readonly resize: (size: { readonly rows: number; readonly columns: number }) => void;
}

/** What came of a command that was run as the learner does. */
export interface RanAsLearner {
  /** Null: it could not be run, or was killed when its time was up. */
  readonly code: number | null;
  /** What it printed, its complaints among it; fit to be shown. */
  readonly output: string;
  /** Why it could not be run; left out where it was. */
  readonly problem?: Message;
}

/** A terminal in the hands of whoever owns its lab. */
export interface OwnTerminalLine extends TerminalLine {
  /** Ends it as a window that is closed does: its shells get SIGHUP. */
  readonly hangUp: () => void;
}

export interface LabEnded {
  readonly type: "lab-ended";
  /** What the lab's commands complained of, if anything; or what nslab itself says of its end. */
  readonly complaint: Said;
}

/** The lab could not be made. `part` is a word of src/lab/up.sh. */
export interface LabFailed {
  readonly type: "lab-failed";
  readonly part: string;
  /** What the system said, or what nslab says of it. */
  readonly complaint: Said;
  /** Programs that every lab needs and this machine does not have; left out where that is not why. */
  readonly lacks?: readonly string[];
  /** The setting of this system that refuses it, in a sentence, and what puts it right; left out where there is none. */
  readonly refused?: { readonly why: Message; readonly fix: Message };
}

/** Where src/lab/up.sh is, and where the lab is recorded. */
export interface LabFiles {
  readonly script: string;
  /** File of the lab's record, or null where this person has no safe place for one. */
  readonly record: string | null;
}

/**
 * Where the front process of one of the session's terminals is.
 * @returns its PID in the supervisor's PID namespace; null where no terminal of that name is open
 */
export type FrontOf = (terminal: string) => Promise<number | null>;
