import type { RanAsLearner } from "../lab.ts";
import { sizeWithin } from "../supervisor-lines.ts";
import { type Frame, frameBytes, FrameReader, mostOf } from "./frames.ts";

/** What is said over a lab's control socket. A connection is for one terminal, or for one command. */
export type Message =
  /** First of a connection: the shell that is wanted. */
  | ({ readonly type: "open" } & Opening)
  /** First of a connection: a command that the learner's own rights are enough for. */
  | { readonly type: "run"; readonly argv: readonly string[]; readonly timeout: number }
  /** Bytes of the terminal, both ways. */
  | { readonly type: "data"; readonly bytes: Buffer }
  /** So many bytes of the other's data have been handed on: as many more may come. */
  | { readonly type: "took"; readonly count: number }
  | { readonly type: "resize"; readonly rows: number; readonly columns: number }
  /** The shell has ended; nothing follows. */
  | { readonly type: "closed"; readonly code: number }
  | { readonly type: "refused"; readonly why: Refused }
  | { readonly type: "ran"; readonly ran: RanAsLearner };

export interface Opening {
  /** `host`, `neighbor`, or the name of one of the session's terminals: where its front process is now. */
  readonly place: string;
  readonly rows: number;
  readonly columns: number;
  /** As TerminalRequest has it: hexadecimal digits. */
  readonly nonce: string;
}

/** Why nothing was opened or run. */
export type Refused =
  /** The session has no terminal of that name open. */
  | "no-such-terminal"
  /** Others have opened as many, or run as many, as may be. */
  | "too-many";

const REFUSED: readonly Refused[] = ["no-such-terminal", "too-many"];

/** Characters of what a command printed that are told: each takes three bytes at most, or two in JSON. */
const MOST_PRINTED = 128 * 1024;
/** A terminal's name is a word. */
const NAME = /^[a-z][a-z0-9-]{0,31}$/;
const NONCE = /^[0-9a-f]{1,64}$/;
const FORMAT = 1;

export function messageBytes(message: Message): Buffer {
  switch (message.type) {
    case "open": {
      const { place, nonce } = message;
      return frameBytes("open", json({ format: FORMAT, place, ...sizeWithin(message), nonce }));
    }
    case "run":
      return frameBytes("run", json({ format: FORMAT, argv: message.argv, timeout: message.timeout }));
    case "data":
      return frameBytes("data", message.bytes);
    case "took":
      return frameBytes("took", number32(message.count));
    case "resize": {
      const { rows, columns } = sizeWithin(message);
      const body = Buffer.alloc(4);
      body.writeUInt16BE(rows, 0);
      body.writeUInt16BE(columns, 2);
      return frameBytes("resize", body);
    }
    case "closed":
      return frameBytes("closed", number32(message.code));
    case "refused":
      return frameBytes("refused", json({ why: message.why }));
    case "ran":
      return frameBytes("ran", json({ code: message.ran.code, output: begin(message.ran.output) }));
  }
}

/** Whether a command is short enough to be sent. */
export function fits(argv: readonly string[]): boolean {
  return json({ format: FORMAT, argv, timeout: Number.MAX_SAFE_INTEGER }).length <= mostOf("run");
}

/** Reads messages from a socket's pieces. */
export class MessageReader {
  readonly #frames = new FrameReader();
  #isMalformed = false;

  /** The messages that are whole now; null, also for all that follows, once something came that is none. */
  push(piece: Buffer): readonly Message[] | null {
    const frames = this.#isMalformed ? null : this.#frames.push(piece);
    const messages = frames?.map(messageOf) ?? [null];
    const known = messages.filter((message) => message !== null);
    this.#isMalformed = known.length < messages.length;
    return this.#isMalformed ? null : known;
  }
}

function messageOf({ kind, body }: Frame): Message | null {
  switch (kind) {
    case "open":
      return openingOf(parse(body));
    case "run":
      return runOf(parse(body));
    case "data":
      return { type: "data", bytes: body };
    case "took":
      return body.length === 4 ? { type: "took", count: body.readUInt32BE() } : null;
    case "resize":
      return body.length === 4 ? { type: "resize", rows: body.readUInt16BE(0), columns: body.readUInt16BE(2) } : null;
    case "closed":
      return body.length === 4 ? { type: "closed", code: body.readUInt32BE() } : null;
    case "refused": {
      const { why } = parse(body);
      const known = REFUSED.find((each) => each === why);
      return known === undefined ? null : { type: "refused", why: known };
    }
    case "ran":
      return ranOf(parse(body));
  }
}

function openingOf({ format, place, rows, columns, nonce }: Fields): Message | null {
  if (format !== FORMAT || !isText(place) || !NAME.test(place) || !isText(nonce) || !NONCE.test(nonce)) return null;
  return isCount(rows) && isCount(columns) ? { type: "open", place, rows, columns, nonce } : null;
}

function runOf({ format, argv, timeout }: Fields): Message | null {
  if (format !== FORMAT || !Array.isArray(argv) || argv.length === 0 || !isCount(timeout)) return null;
  // execve(2) takes no NUL
  return argv.every((each) => isText(each) && !each.includes("\0")) ? { type: "run", argv: argv as string[], timeout } : null;
}

function ranOf({ code, output }: Fields): Message | null {
  return (code === null || isCount(code)) && isText(output) ? { type: "ran", ran: { code, output } } : null;
}

type Fields = Readonly<Record<string, unknown>>;

/** The fields of a JSON object; none where it is none. */
function parse(body: Buffer): Fields {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
  } catch {
    return {};
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function number32(value: number): Buffer {
  const body = Buffer.alloc(4);
  body.writeUInt32BE(value >>> 0);
  return body;
}

function begin(text: string): string {
  return text.length > MOST_PRINTED ? text.slice(0, MOST_PRINTED) : text;
}
