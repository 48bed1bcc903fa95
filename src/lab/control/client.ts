import { connect, type Socket } from "node:net";
import type { LabEnded, RanAsLearner, TerminalLab, TerminalLine, TerminalRequest } from "../lab.ts";
import type { LabRecord } from "../record.ts";
import { say } from "../../say/message.ts";
import { Channel } from "./channel.ts";
import { fits, type Message, messageBytes, MessageReader, type Refused } from "./messages.ts";

/** Why a lab's owner could not be asked. */
export type NoOwner =
  /** It has no socket, as where its directory's path is too long for one. */
  | "no-socket"
  /** It has ended, or its lab has. */
  | "gone"
  /** It is stopped, or busy: nothing came in time. */
  | "silent";

/** In milliseconds: an owner looks at its lab before it opens a terminal there. */
const PATIENCE_MS = 5000;
/** Somebody is waiting to be told: on a slow machine, too, not for a minute. */
const MOST_PACE = 2;

/** A lab of another process of this person's, for one terminal in it. It has ended when the connection is cut off. */
export class DistantLab implements TerminalLab {
  readonly pace: number;
  readonly ended: Promise<LabEnded>;
  readonly #socket: Socket;
  readonly #place: string;
  readonly #reader = new MessageReader();
  #channel: Channel | null = null;
  #close: (code: number) => void = () => undefined;
  #problem: Refused | NoOwner | null = null;
  #code = 0;
  /** It was said why nothing follows; the lab may go on. */
  #isOver = false;

  private constructor(socket: Socket, { reach }: LabRecord, place: string) {
    this.#socket = socket;
    this.#place = place;
    this.pace = reach.pace;
    this.ended = new Promise((resolve) => {
      socket.once("close", () => {
        if (!this.#isOver) resolve({ type: "lab-ended", complaint: "" });
      });
    });
    socket.on("error", () => socket.destroy());
    socket.on("end", () => socket.destroy());
    socket.on("data", (piece: Buffer) => this.#receive(piece));
  }

  /** @param place `host`, `neighbor`, or the name of a terminal: where its front process is */
  static async reach(record: LabRecord, place: string): Promise<DistantLab | NoOwner> {
    const socket = await connected(record);
    return typeof socket === "string" ? socket : new DistantLab(socket, record, place);
  }

  /** Why the terminal was not opened, once that is known. */
  get problem(): Refused | NoOwner | null {
    return this.#problem;
  }

  /** Exit code of the shell, once it has ended. */
  get code(): number {
    return this.#code;
  }

  /** Opens the one terminal. Where it is, was said when the lab was reached. */
  openTerminal({ rows, columns, nonce }: TerminalRequest): TerminalLine {
    const channel = new Channel((message) => this.#send(message));
    this.#channel = channel;
    const closed = new Promise<number>((resolve) => {
      this.#close = resolve;
    });
    this.#send({ type: "open", place: this.#place, rows, columns, nonce });
    // Who is stopped has connections accepted all the same, by the kernel (listen(2)).
    const timer = setTimeout(() => {
      this.#problem = "silent";
      this.leave();
    }, PATIENCE_MS * Math.min(this.pace, MOST_PACE));
    for (const event of ["data", "close"] as const) this.#socket.once(event, () => clearTimeout(timer));
    return { stream: channel, closed, resize: (size) => this.#send({ type: "resize", ...size }) };
  }

  /** Whether what was typed waits for the lab to take it. */
  get isFull(): boolean {
    return this.#channel?.writableNeedDrain ?? false;
  }

  /** Resolves when the lab has taken what was typed, or will take no more. */
  async taken(): Promise<void> {
    const channel = this.#channel;
    if (channel === null || !this.isFull) return;
    await Promise.race([new Promise((resolve) => channel.once("drain", resolve)), this.ended]);
  }

  /** Hangs up: the shell in the lab ends. */
  leave(): void {
    this.#socket.destroy();
  }

  /** It has ended for whoever looks at it when he has read what came before. */
  #over(code: number): void {
    this.#isOver = true;
    this.#code = code;
    this.#channel?.once("end", () => this.#close(code)).finish();
  }

  #send(message: Message): void {
    if (this.#socket.writable) this.#socket.write(messageBytes(message));
  }

  #receive(piece: Buffer): void {
    for (const message of this.#reader.push(piece) ?? [null]) {
      if (message === null || !this.#follow(message)) this.#socket.destroy();
    }
  }

  /** @returns false for what an owner does not say */
  #follow(message: Message): boolean {
    switch (message.type) {
      case "data":
        return this.#channel?.receive(message.bytes) ?? false;
      case "took":
        return this.#channel?.taken(message.count) ?? false;
      case "refused":
        this.#problem = message.why;
        this.#over(0);
        return true;
      case "closed":
        this.#over(message.code);
        return true;
      case "open":
      case "run":
      case "resize":
      case "ran":
        return false;
    }
  }
}

/** Runs a command in a lab of another process of this person's, as its learner does. */
export async function runInDistantLab(record: LabRecord, argv: readonly string[], timeout: number): Promise<RanAsLearner> {
  if (!fits(argv)) return notRun(say`the command is too long`);
  const socket = await connected(record);
  if (typeof socket === "string") return notRun(WHY[socket]);
  socket.write(messageBytes({ type: "run", argv, timeout }));
  const reader = new MessageReader();
  return new Promise((resolve) => {
    const end = (ran: RanAsLearner) => {
      socket.destroy();
      resolve(ran);
    };
    socket.setTimeout(timeout + PATIENCE_MS, () => end(notRun(WHY.silent)));
    socket.on("data", (piece: Buffer) => {
      const [message] = reader.push(piece) ?? [null];
      if (message?.type === "ran") end(message.ran);
      else if (message?.type === "refused") end(notRun(say`too many commands of others are running there`));
      else if (message !== undefined) end(notRun(say`its answer could not be read`));
    });
    for (const event of ["error", "end"] as const) socket.on(event, () => end(notRun(WHY.gone)));
  });
}

type Problem = NonNullable<RanAsLearner["problem"]>;

const WHY: Readonly<Record<NoOwner, Problem>> = {
  "no-socket": say`the nslab that has the lab cannot be asked`,
  gone: say`the nslab that has the lab has ended it`,
  silent: say`the nslab that has the lab does not answer`,
};

function notRun(problem: Problem): RanAsLearner {
  return { code: null, output: "", problem };
}

/** Connects to the owner of a lab; whether it is there to answer shows later. */
function connected({ socket: path }: LabRecord): Promise<Socket | NoOwner> {
  if (path === null) return Promise.resolve("no-socket");
  return new Promise((resolve) => {
    const socket = connect({ path });
    const fail = (why: NoOwner) => {
      socket.destroy();
      resolve(why);
    };
    const gone = () => fail("gone");
    const late = () => fail("silent");
    socket.setTimeout(PATIENCE_MS, late);
    socket.once("error", gone);
    socket.once("connect", () => {
      socket.setTimeout(0).off("timeout", late).off("error", gone);
      resolve(socket);
    });
  });
}
