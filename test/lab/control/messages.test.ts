import { describe, expect, test } from "vitest";
import { frameBytes, type FrameKind, mostOf } from "../../../src/lab/control/frames.ts";
import { fits, type Message, messageBytes, MessageReader } from "../../../src/lab/control/messages.ts";

function readOne(bytes: Buffer): readonly Message[] | null {
  return new MessageReader().push(bytes);
}

const OPEN: Message = { type: "open", place: "host", rows: 24, columns: 80, nonce: "00ff" };
const RAN = { code: 0, output: "" };

describe("what is said over a control socket", () => {
  test.each<Message>([
    OPEN,
    { ...OPEN, place: "container2" },
    { type: "run", argv: ["chroot", "/a b", "sh", "-c", "echo '\u00e9'"], timeout: 5000 },
    { type: "data", bytes: Buffer.from([0, 255, 27]) },
    { type: "took", count: 65_536 },
    { type: "resize", rows: 1, columns: 1000 },
    { type: "closed", code: 137 },
    { type: "refused", why: "too-many" },
    { type: "ran", ran: { ...RAN, output: "out\n\u241b" } },
    { type: "ran", ran: { ...RAN, code: null } },
  ])("is understood: $type", (message) => {
    expect(readOne(messageBytes(message))).toEqual([message]);
  });

  test.each<[FrameKind, unknown]>([
    ["open", { format: 2, place: "host", rows: 24, columns: 80, nonce: "00" }],
    ["open", { format: 1, place: "host; id", rows: 24, columns: 80, nonce: "00" }],
    ["open", { format: 1, place: "", rows: 24, columns: 80, nonce: "00" }],
    ["open", { format: 1, place: ["host"], rows: 24, columns: 80, nonce: "00" }],
    ["open", { format: 1, place: "host", rows: "24;id>/tmp/x;:", columns: 80, nonce: "00" }],
    ["open", { format: 1, place: "host", rows: 24, columns: -1, nonce: "00" }],
    ["open", { format: 1, place: "host", rows: 24, columns: 80, nonce: "$(id)" }],
    ["open", { format: 1, place: "host", rows: 24, columns: 80, nonce: "" }],
    ["open", null],
    ["open", []],
    ["run", { format: 1, argv: [], timeout: 1 }],
    ["run", { format: 1, argv: "id", timeout: 1 }],
    ["run", { format: 1, argv: ["id", 1], timeout: 1 }],
    ["run", { format: 1, argv: ["a\0b"], timeout: 1 }],
    ["run", { format: 1, argv: ["id"], timeout: "1" }],
    ["run", { format: 1, argv: ["id"] }],
    ["refused", { why: "because" }],
    ["refused", { why: "__proto__" }],
    ["ran", { ...RAN, code: "0" }],
    ["ran", { ...RAN, output: 1 }],
    ["ran", { code: 0 }],
  ])("is given up for good where it is malformed: %s %j", (kind, body) => {
    const reader = new MessageReader();
    expect(reader.push(frameBytes(kind, Buffer.from(JSON.stringify(body))))).toBeNull();
    expect(reader.push(messageBytes(OPEN))).toBeNull();
  });

  test.each<FrameKind>(["took", "resize", "closed", "open", "run", "refused", "ran"])("is no empty frame: %s", (kind) => {
    expect(readOne(frameBytes(kind, Buffer.alloc(0)))).toBeNull();
    expect(readOne(frameBytes(kind, Buffer.from("{]").subarray(0, Math.min(mostOf(kind), 2))))).toBeNull();
  });

  test.each([
    [Number.NaN, Number.POSITIVE_INFINITY, 24, 80],
    [0, 100_000, 1, 1000],
    [-5, 79.9, 1, 79],
  ])("has sizes that a terminal can have: %d rows, %d columns", (rows, columns, wantedRows, wantedColumns) => {
    const size = { rows: wantedRows, columns: wantedColumns };
    expect(readOne(messageBytes({ type: "resize", rows, columns }))).toEqual([{ type: "resize", ...size }]);
    expect(readOne(messageBytes({ ...OPEN, rows, columns }))).toEqual([{ ...OPEN, ...size }]);
  });

  test("has of what a command printed no more than fits", () => {
    const long = '\u241b\n"\\'.repeat(200_000);
    const [message] = readOne(messageBytes({ type: "ran", ran: { ...RAN, output: long } })) ?? [];
    expect(message?.type === "ran" && long.startsWith(message.ran.output) && message.ran.output.length > 100_000).toBe(true);
  });

  test("knows which commands are too long to be sent", () => {
    expect(fits(["true", "x".repeat(60_000)])).toBe(true);
    expect(fits(["true", "x".repeat(70_000)])).toBe(false);
    expect(() => messageBytes({ type: "run", argv: ["true", "x".repeat(60_000)], timeout: 60_000 })).not.toThrow();
  });
});
