import { Duplex } from "node:stream";
import { mostOf } from "./frames.ts";
import type { Message } from "./messages.ts";

/** Bytes of a terminal that may be under way one way: sent, and not yet handed on at the other end. */
export const WINDOW = 64 * 1024;
const PIECE = mostOf("data");
/** So many are taken before it is said: a key is not answered by a message each. */
const LEAST_TOLD = WINDOW / 4;

type ChannelMessage = Extract<Message, { type: "data" | "took" }>;

/**
 * A terminal's bytes over a control socket, as a stream. Whoever does not read has the other end wait, and the socket
 * is read all the same: what else is said over it, and its end, is always heard.
 */
export class Channel extends Duplex {
  readonly #send: (message: ChannelMessage) => void;
  /** How many bytes may still be sent. */
  #room = WINDOW;
  #unsent: { readonly bytes: Buffer; readonly done: () => void } | null = null;
  /** Bytes that came and of which the other end has not been told that they were handed on. */
  #untold = 0;
  #isHeldBack = false;

  constructor(send: (message: ChannelMessage) => void) {
    super({ readableHighWaterMark: PIECE, writableHighWaterMark: PIECE });
    this.#send = send;
  }

  /** The other end has sent bytes. False: more than it may. */
  receive(bytes: Buffer): boolean {
    this.#untold += bytes.length;
    if (this.#untold > WINDOW) return false;
    if (bytes.length > 0) this.#isHeldBack = !this.push(bytes);
    this.#tell();
    return true;
  }

  /** The other end has handed on bytes. False: more than were sent. */
  taken(count: number): boolean {
    this.#room += count;
    if (this.#room > WINDOW) return false;
    this.#sendOn();
    return true;
  }

  /** All of it has come. */
  finish(): void {
    this.push(null);
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#unsent = { bytes, done };
    this.#sendOn();
  }

  override _read(): void {
    this.#isHeldBack = false;
    this.#tell();
  }

  /** What is sent may be answered at once: all is counted before. */
  #sendOn(): void {
    while (this.#unsent !== null && this.#room > 0) {
      const { bytes, done } = this.#unsent;
      const piece = bytes.subarray(0, Math.min(PIECE, this.#room));
      const rest = bytes.subarray(piece.length);
      this.#room -= piece.length;
      this.#unsent = rest.length === 0 ? null : { bytes: rest, done };
      if (piece.length > 0) this.#send({ type: "data", bytes: piece });
      if (rest.length === 0) done();
    }
  }

  #tell(): void {
    if (this.#isHeldBack || this.#untold < LEAST_TOLD) return;
    const count = this.#untold;
    this.#untold = 0;
    this.#send({ type: "took", count });
  }
}
