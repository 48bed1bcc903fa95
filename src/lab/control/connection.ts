import type { Socket } from "node:net";
import type { OwnTerminalLine } from "../lab.ts";
import { sizeWithin, type TerminalPlace } from "../supervisor-lines.ts";
import { Channel } from "./channel.ts";
import { type Controlled, MOST_COMMANDS, MOST_TERMINALS } from "./controlled.ts";
import { type Message, messageBytes, MessageReader, type Opening, type Refused } from "./messages.ts";

/** Who connects says within this time what for, and closes in this time when all is said; in milliseconds. */
const PATIENCE_MS = 2000;
/** Who does not read what he is sent is given up with this many bytes waiting: windows keep it far below. */
const MOST_UNREAD = 2 * 1024 * 1024;
/** A command of somebody else's may take so long, in milliseconds. */
const LONGEST_MS = 60_000;

/** What others have open by now. */
export interface Others {
  terminals: number;
  commands: number;
}

/** One connection at the owner's end: a terminal, or a command. Whatever comes that may not come ends it. */
export class ControlConnection {
  readonly #socket: Socket;
  readonly #controlled: Controlled;
  readonly #others: Others;
  readonly #reader = new MessageReader();
  #state: "new" | "busy" | "terminal" | "said" | "ended" = "new";
  #terminal: { readonly line: OwnTerminalLine; readonly channel: Channel } | null = null;
  /** Null when it has closed: its stream is another's then. */
  #openLine: OwnTerminalLine | null = null;
  /** The last size that was asked for before there was a terminal. */
  #size: { readonly rows: number; readonly columns: number } | null = null;

  constructor(socket: Socket, controlled: Controlled, others: Others) {
    this.#socket = socket;
    this.#controlled = controlled;
    this.#others = others;
    socket.setTimeout(PATIENCE_MS, () => this.end());
    socket.on("data", (piece: Buffer) => this.#receive(piece));
    for (const event of ["end", "error", "close"] as const) socket.on(event, () => this.end());
  }

  /** Ends it; a terminal that was opened by it is hung up. */
  end(): void {
    this.#socket.destroy();
    if (this.#state === "ended") return;
    this.#state = "ended";
    this.#openLine?.hangUp();
    this.#openLine?.stream.resume();
  }

  #receive(piece: Buffer): void {
    for (const message of this.#reader.push(piece) ?? [null]) {
      if (this.#state === "ended" || this.#state === "said") return;
      if (message === null || !this.#follow(message)) this.end();
    }
  }

  /** @returns false for what may not come now */
  #follow(message: Message): boolean {
    switch (message.type) {
      case "open":
        if (this.#state !== "new") return false;
        void this.#open(message);
        return true;
      case "run":
        if (this.#state !== "new") return false;
        void this.#run(message.argv, message.timeout);
        return true;
      case "data":
        return this.#terminal?.channel.receive(message.bytes) ?? false;
      case "took":
        return this.#terminal?.channel.taken(message.count) ?? false;
      case "resize":
        if (this.#state === "new") return false;
        this.#size = sizeWithin(message);
        this.#terminal?.line.resize(this.#size);
        return true;
      case "closed":
      case "refused":
      case "ran":
        return false;
    }
  }

  async #open(opening: Opening): Promise<void> {
    this.#begin();
    if (this.#others.terminals >= MOST_TERMINALS) return this.#refuse("too-many");
    this.#others.terminals += 1;
    const free = () => {
      this.#others.terminals -= 1;
    };
    const place = await this.#placeOf(opening.place);
    if (place === null || this.#isOver) {
      free();
      return this.#refuse("no-such-terminal");
    }
    const line = this.#controlled.openTerminal({
      place,
      nonce: opening.nonce,
      ...(this.#size ?? sizeWithin(opening)),
      // as the session's own terminal of that name says it at its prompt
      ...(typeof place === "object" ? { name: opening.place } : {}),
    });
    // Its slot is free again when it has ended, not when nobody looks at it any more.
    void line.closed.then(free);
    const channel = this.#join(line);
    const code = await line.closed;
    // Its last words first: they may wait to be read.
    channel.end(() => this.#say({ type: "closed", code }));
  }

  /** Null where there is no such terminal. */
  async #placeOf(name: string): Promise<TerminalPlace | null> {
    if (name === "host" || name === "neighbor") return name;
    const front = await this.#controlled.frontOf(name);
    return front === null ? null : { join: front };
  }

  /** Joins the terminal's stream and the connection, until one of them ends. */
  #join(line: OwnTerminalLine): Channel {
    const { stream } = line;
    const channel = new Channel((message) => this.#send(message));
    this.#terminal = { line, channel };
    this.#openLine = line;
    this.#state = "terminal";
    const print = (bytes: Buffer) => {
      if (this.#state === "terminal" && !channel.write(bytes)) stream.pause();
    };
    const printOn = () => stream.resume();
    const type = (bytes: Buffer) => {
      if (!stream.write(bytes)) channel.pause();
    };
    const typeOn = () => channel.resume();
    stream.on("data", print).on("drain", typeOn);
    channel.on("data", type).on("drain", printOn);
    const part = async () => {
      await line.closed;
      this.#openLine = null;
      stream.off("data", print).off("drain", typeOn);
      channel.off("data", type).off("drain", printOn);
      channel.resume(); // what is still typed is for nobody
    };
    void part();
    return channel;
  }

  async #run(argv: readonly string[], timeout: number): Promise<void> {
    this.#begin();
    if (this.#others.commands >= MOST_COMMANDS) return this.#refuse("too-many");
    this.#others.commands += 1;
    const ran = await this.#controlled.runAsLearner(argv, Math.min(Math.max(timeout, 1), LONGEST_MS));
    this.#others.commands -= 1;
    if (ran.problem !== undefined) return this.#refuse("too-many"); // there is no other
    this.#say({ type: "ran", ran });
  }

  get #isOver(): boolean {
    return this.#state === "ended";
  }

  #begin(): void {
    this.#state = "busy";
    this.#socket.setTimeout(0);
  }

  #refuse(why: Refused): void {
    this.#say({ type: "refused", why });
  }

  /** Says the last thing that there is to say. */
  #say(message: Message): void {
    this.#send(message);
    if (this.#isOver) return;
    this.#state = "said";
    this.#socket.setTimeout(PATIENCE_MS);
    this.#socket.end();
  }

  #send(message: Message): void {
    if (this.#isOver) return;
    this.#socket.write(messageBytes(message));
    if (this.#socket.writableLength > MOST_UNREAD) this.end();
  }
}
