import { beforeEach, describe, expect, test } from "vitest";
import { Channel, WINDOW } from "../../../src/lab/control/channel.ts";

/** Two ends of a connection that loses nothing and takes no time. */
let sent: number;
let here: Channel;
let there: Channel;

beforeEach(() => {
  sent = 0;
  here = new Channel((message) => {
    if (message.type === "data") {
      sent += message.bytes.length;
      expect(there.receive(message.bytes)).toBe(true);
    } else expect(there.taken(message.count)).toBe(true);
  });
  there = new Channel((message) => {
    if (message.type === "data") expect(here.receive(message.bytes)).toBe(true);
    else expect(here.taken(message.count)).toBe(true);
  });
});

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("a terminal's bytes over a control socket", () => {
  test("come in their order, however many they are", async () => {
    const bytes = Buffer.from(Array.from({ length: 5 * WINDOW + 17 }, (_, index) => index % 251));
    const came: Buffer[] = [];
    there.on("data", (piece: Buffer) => void came.push(piece));
    const written = new Promise<void>((resolve) => {
      here.end(bytes, resolve);
    });
    await written;
    await turn();
    expect(Buffer.concat(came).equals(bytes)).toBe(true);
  });

  test("wait where nobody reads them: no more than a window is under way", async () => {
    here.write(Buffer.alloc(10 * WINDOW));
    await turn();
    expect(sent).toBe(WINDOW);
    expect(here.writableNeedDrain).toBe(true);
    there.resume();
    await turn();
    expect(sent).toBe(10 * WINDOW);
  });

  test("stop when who reads them pauses, and go on when he goes on", async () => {
    there.on("data", () => undefined);
    there.pause();
    here.write(Buffer.alloc(3 * WINDOW));
    await turn();
    expect(sent).toBe(WINDOW);
    there.resume();
    await turn();
    await turn();
    expect(sent).toBe(3 * WINDOW);
  });

  test("that are more than may come are refused, and so are thanks for what was never sent", async () => {
    const channel = new Channel(() => undefined);
    expect(channel.receive(Buffer.alloc(WINDOW))).toBe(true);
    expect(channel.receive(Buffer.alloc(1))).toBe(false);
    const other = new Channel(() => undefined);
    expect(other.taken(1)).toBe(false);
  });
});
