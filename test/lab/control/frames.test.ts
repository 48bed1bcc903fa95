import { describe, expect, test } from "vitest";
import { type Frame, frameBytes, type FrameKind, FrameReader, mostOf } from "../../../src/lab/control/frames.ts";

const KINDS: readonly FrameKind[] = ["open", "run", "data", "took", "resize", "closed", "refused", "ran"];

/** What a reader makes of pieces; null once it has given up. */
function readAll(pieces: readonly Buffer[]): readonly Frame[] | null {
  const reader = new FrameReader();
  const frames: Frame[] = [];
  for (const piece of pieces) {
    const found = reader.push(piece);
    if (found === null) return null;
    frames.push(...found);
  }
  return frames;
}

describe("frames of a control socket", () => {
  test.each(KINDS)("come out as they were put in, also the longest: %s", (kind) => {
    for (const body of [Buffer.alloc(0), Buffer.from("x").subarray(0, mostOf(kind)), Buffer.alloc(mostOf(kind), 7)]) {
      const frames = readAll([frameBytes(kind, body)]) ?? [];
      expect(frames.map((frame) => [frame.kind, frame.body.equals(body)])).toEqual([[kind, true]]);
    }
  });

  test("are put together from single bytes, and parted where several come at once", () => {
    const bytes = Buffer.concat([
      frameBytes("data", Buffer.from("one")),
      frameBytes("took", Buffer.alloc(4)),
      frameBytes("data", Buffer.from("two")),
    ]);
    const expected = [
      { kind: "data", body: Buffer.from("one") },
      { kind: "took", body: Buffer.alloc(4) },
      { kind: "data", body: Buffer.from("two") },
    ];
    expect(readAll([bytes])).toEqual(expected);
    expect(readAll(Array.from(bytes, (byte) => Buffer.from([byte])))).toEqual(expected);
  });

  test.each([
    ["a kind that there is not", [0, 0, 0, 0, 0]],
    ["a kind of the future", [KINDS.length + 1, 0, 0, 0, 0]],
    ["a length that its kind never has", [3, 0, 0, 0x40, 1]],
    ["the largest length of all", [3, 255, 255, 255, 255]],
  ])("are given up for good at %s, by the head alone", (_, head) => {
    const reader = new FrameReader();
    expect(reader.push(Buffer.from(head))).toBeNull();
    expect(reader.push(frameBytes("data", Buffer.from("late")))).toBeNull();
  });

  test("are not made longer than may be read", () => {
    for (const kind of KINDS) expect(() => frameBytes(kind, Buffer.alloc(mostOf(kind) + 1))).toThrow(/a frame/);
  });
});
