import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameBytes, type FrameKind, mostOf } from "../../src/lab/control/frames.ts";
import { type Message, messageBytes, MessageReader } from "../../src/lab/control/messages.ts";
import { openTerminalLine, type TerminalPlace } from "../../src/lab/supervisor-lines.ts";
import { tried } from "./fuzz.ts";

const KINDS: readonly FrameKind[] = ["open", "run", "data", "took", "resize", "closed", "refused", "ran"];
const CASES = 500;

const text = fc.string({ unit: "binary", maxLength: 40 });
const count = fc.nat({ max: 0xff_ff_ff_ff });
const size = { rows: fc.integer({ min: 1, max: 1000 }), columns: fc.integer({ min: 1, max: 1000 }) };

const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({
    type: fc.constant("open"),
    place: fc.constantFrom("host", "neighbor", "container2"),
    nonce: fc.stringMatching(/^[0-9a-f]{1,64}$/),
    ...size,
  }),
  fc.record({
    type: fc.constant("run"),
    argv: fc.array(
      text.map((each) => each.replaceAll("\0", "")),
      { minLength: 1, maxLength: 5 },
    ),
    timeout: count,
  }),
  fc.record({ type: fc.constant("data"), bytes: fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)) }),
  fc.record({ type: fc.constant("took"), count }),
  fc.record({ type: fc.constant("resize"), ...size }),
  fc.record({ type: fc.constant("closed"), code: count }),
  fc.record({ type: fc.constant("refused"), why: fc.constantFrom("no-such-terminal", "too-many") }),
  fc.record({
    type: fc.constant("ran"),
    ran: fc.record({ code: fc.option(count), output: text }),
  }),
);

/** Bytes as a socket may give them: in pieces of any size. */
function pieces(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1))), bytes.length].toSorted((one, other) => one - other);
  return ends.map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
}

function readAll(parts: readonly Buffer[]): readonly Message[] | null {
  const reader = new MessageReader();
  const messages: Message[] = [];
  for (const part of parts) {
    const found = reader.push(part);
    if (found === null) return null;
    messages.push(...found);
  }
  return messages;
}

const cuts = fc.array(fc.nat({ max: 10_000 }), { maxLength: 12 });

describe("a control socket", () => {
  test("gives what was said, however it comes in pieces", () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 6 }), cuts, (messages, where) => {
        const bytes = Buffer.concat(messages.map(messageBytes));
        expect(readAll(pieces(bytes, where))).toEqual(messages);
      }),
      tried(CASES),
    );
  });

  test("takes any bytes, and once they are none of its own, nothing more", () => {
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      text.map((each) => Buffer.from(each)),
      fc.json().map((each) => Buffer.from(each)),
    );
    const frame = fc
      .tuple(fc.constantFrom(...KINDS), body)
      .map(([kind, bytes]) => frameBytes(kind, Buffer.from(bytes).subarray(0, mostOf(kind))));
    const anything = fc.array(fc.oneof(frame, message.map(messageBytes), fc.uint8Array({ maxLength: 40 })), { maxLength: 6 });
    fc.assert(
      fc.property(anything, cuts, (all, where) => {
        const reader = new MessageReader();
        let isOver = false;
        for (const piece of pieces(Buffer.concat(all), where)) {
          const found = reader.push(piece);
          if (isOver) expect(found).toBeNull();
          isOver = found === null;
        }
        expect(reader.push(messageBytes({ type: "took", count: 1 })) === null || !isOver).toBe(true);
      }),
      tried(CASES),
    );
  });

  test("lets nothing into a line for the supervisor but words and numbers", () => {
    const value = fc.anything() as fc.Arbitrary<never>;
    const place = fc.oneof(
      fc.constantFrom<TerminalPlace>("host", "neighbor"),
      fc.record({ join: value }),
      text as fc.Arbitrary<never>,
    );
    fc.assert(
      fc.property(place, value, value, value, text, (where, rows, columns, slot, nonce) => {
        expect(openTerminalLine({ place: where, rows, columns, slot, nonce })).toMatch(
          /^open \d+ (host|neighbor|join:\d+) \d+ \d+ [0-9a-f]*\n$/,
        );
      }),
      tried(CASES),
    );
  });
});
