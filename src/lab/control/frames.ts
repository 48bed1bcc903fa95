/*
 * What goes over a lab's control socket is cut into frames: one byte for the kind, four for the length (big-endian),
 * then as many bytes. Each kind has a length that it never exceeds, so that nobody has to hold more than that.
 */

/** Bytes that a frame of each kind has at most, after its head. */
const MOST = {
  open: 1024,
  run: 64 * 1024,
  data: 16 * 1024,
  took: 4,
  resize: 4,
  closed: 4,
  refused: 1024,
  ran: 1024 * 1024,
} as const;

export type FrameKind = keyof typeof MOST;

/** In the order of their numbers, which begin with 1; new ones go to the end. */
const KINDS = Object.keys(MOST) as readonly FrameKind[];

export interface Frame {
  readonly kind: FrameKind;
  readonly body: Buffer;
}

const HEAD = 5;
const LENGTH_AT = 1;

/** Bytes of a frame of that kind, at most. */
export function mostOf(kind: FrameKind): number {
  return MOST[kind];
}

/** @throws where the body is longer than its kind may be: whoever sends looks before */
export function frameBytes(kind: FrameKind, body: Buffer): Buffer {
  if (body.length > MOST[kind]) throw new Error(`a frame "${kind}" of ${body.length} bytes`);
  const head = Buffer.alloc(HEAD);
  head.writeUInt8(KINDS.indexOf(kind) + 1, 0);
  head.writeUInt32BE(body.length, LENGTH_AT);
  return Buffer.concat([head, body]);
}

/** Puts frames together from pieces, as a socket gives them. */
export class FrameReader {
  #pieces: Buffer[] = [];
  #length = 0;
  #isMalformed = false;

  /** The frames that are whole now; null, also for all that follows, once something came that is no frame. */
  push(piece: Buffer): readonly Frame[] | null {
    if (this.#isMalformed) return null;
    this.#pieces.push(piece);
    this.#length += piece.length;
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame !== null; frame = this.#next()) frames.push(frame);
    if (!this.#isMalformed) return frames;
    this.#pieces = [];
    return null;
  }

  #next(): Frame | null {
    if (this.#length < HEAD) return null;
    // Only a frame that is whole, or its head, is worth the copy.
    const head = this.#peek(HEAD);
    const kind = KINDS[head.readUInt8(0) - 1];
    const length = head.readUInt32BE(LENGTH_AT);
    if (kind === undefined || length > MOST[kind]) {
      this.#isMalformed = true;
      return null;
    }
    if (this.#length < HEAD + length) return null;
    const bytes = this.#peek(HEAD + length);
    this.#drop(HEAD + length);
    return { kind, body: bytes.subarray(HEAD, HEAD + length) };
  }

  /** The first so many bytes, which are there. */
  #peek(count: number): Buffer {
    const first = this.#pieces[0];
    if (first !== undefined && first.length >= count) return first;
    let taken = 0;
    const upTo = this.#pieces.findIndex((piece) => (taken += piece.length) >= count);
    this.#pieces = [Buffer.concat(this.#pieces.slice(0, upTo + 1)), ...this.#pieces.slice(upTo + 1)];
    return this.#pieces[0] ?? Buffer.alloc(0);
  }

  #drop(count: number): void {
    const [first = Buffer.alloc(0), ...rest] = this.#pieces;
    this.#pieces = first.length === count ? rest : [first.subarray(count), ...rest];
    this.#length -= count;
  }
}
