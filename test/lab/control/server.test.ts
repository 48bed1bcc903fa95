import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WINDOW } from "../../../src/lab/control/channel.ts";
import { MOST_COMMANDS, MOST_TERMINALS } from "../../../src/lab/control/controlled.ts";
import { type Message, messageBytes, MessageReader } from "../../../src/lab/control/messages.ts";
import { ControlServer } from "../../../src/lab/control/server.ts";
import { eventually } from "../../support/eventually.ts";
import { FakeControlled, type FakeTerminal } from "./fake-controlled.ts";

/** Somebody at the other end who says what he wants, well or not. */
class Client {
  readonly heard: Message[] = [];
  readonly closed: Promise<void>;
  readonly #socket: Socket;

  constructor(path: string) {
    this.#socket = connect({ path });
    const reader = new MessageReader();
    this.#socket.on("data", (piece: Buffer) => this.heard.push(...(reader.push(piece) ?? [])));
    this.#socket.on("error", () => undefined);
    this.closed = new Promise((resolve) => {
      this.#socket.once("close", () => resolve());
    });
  }

  say(...messages: readonly Message[]): this {
    for (const message of messages) this.#socket.write(messageBytes(message));
    return this;
  }

  sayBytes(bytes: Buffer): this {
    this.#socket.write(bytes);
    return this;
  }

  pause(): void {
    this.#socket.pause();
  }

  leave(): void {
    this.#socket.destroy();
  }

  get text(): string {
    return Buffer.concat(this.heard.flatMap((each) => (each.type === "data" ? [each.bytes] : []))).toString();
  }

  hears(type: Message["type"]): Promise<Message> {
    return eventually(`"${type}" is heard`, () => this.heard.find((each) => each.type === type));
  }
}

const OPEN: Message = { type: "open", place: "host", rows: 24, columns: 80, nonce: "00ff" };
const RAN = { code: 0, output: "" };

let directory: string;
let path: string;
let controlled: FakeControlled;
let server: ControlServer;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "nslab-control-"));
  path = join(directory, "lab-1-1.sock");
  controlled = new FakeControlled();
  const listening = ControlServer.listen(path, controlled);
  if (listening === null) throw new Error("no socket");
  server = listening;
});
afterEach(() => {
  server.close();
  rmSync(directory, { recursive: true, force: true });
});

/** A connection with a terminal, and the shell at its end. */
async function opened(open: Message = OPEN): Promise<{ client: Client; shell: FakeTerminal }> {
  const before = controlled.terminals.length;
  const client = new Client(path).say(open);
  await controlled.has({ terminals: before + 1 });
  const shell = controlled.terminals[before];
  if (shell === undefined) throw new Error("it was not opened");
  return { client, shell };
}

describe("a lab's control socket", () => {
  test("is for its owner alone, and is gone when it is closed", () => {
    expect(statSync(path).mode & 0o777).toBe(0o600);
    server.close();
    expect(existsSync(path)).toBe(false);
  });

  test("takes the place of one that was left there", () => {
    server.close();
    writeFileSync(path, "");
    const again = ControlServer.listen(path, controlled);
    expect(statSync(path).isSocket()).toBe(true);
    again?.close();
  });

  test("is not made where its path is longer than the kernel takes, or in a folder that is not there", () => {
    expect(ControlServer.listen(join(directory, "x".repeat(120)), controlled)).toBeNull();
    expect(ControlServer.listen(join(directory, "none/lab.sock"), controlled)).toBeNull();
  });
});

describe("a terminal that somebody opens by it", () => {
  test("has the bytes of both go both ways, its sizes, and its end", async () => {
    const { client, shell } = await opened();
    expect(shell.request).toEqual({ place: "host", rows: 24, columns: 80, nonce: "00ff" });
    shell.print("# ");
    await eventually("the prompt is there", () => client.text === "# ");
    client.say({ type: "data", bytes: Buffer.from("ls\r") }, { type: "resize", rows: 30, columns: 100 });
    await eventually("it is typed", () => Buffer.concat(shell.typed).toString() === "ls\r");
    await eventually("it is resized", () => shell.sizes.includes("30x100"));
    shell.print("bye");
    shell.end(3);
    expect(await client.hears("closed")).toEqual({ type: "closed", code: 3 });
    expect(client.text).toBe("# bye");
    await client.closed;
    expect(shell.hangUps).toBe(0);
  });

  test("is where a terminal of the session is now, by its name, or not at all", async () => {
    controlled.fronts.set("container", 4711);
    const { shell } = await opened({ ...OPEN, place: "container" });
    expect(shell.request).toMatchObject({ place: { join: 4711 }, name: "container" });
    expect((await opened(OPEN)).shell.request.name).toBeUndefined();
    const client = new Client(path).say({ ...OPEN, place: "container2" });
    expect(await client.hears("refused")).toEqual({ type: "refused", why: "no-such-terminal" });
    await client.closed;
    expect(controlled.terminals).toHaveLength(2);
  });

  test("is hung up when whoever opened it is gone", async () => {
    const { client, shell } = await opened();
    client.leave();
    expect(await eventually("it is hung up", () => shell.hangUps || null)).toBe(1);
  });

  test("is hung up when the lab ends, and its connection with it", async () => {
    const { client, shell } = await opened();
    server.close();
    await client.closed;
    expect(shell.hangUps).toBe(1);
    expect(client.heard.filter((each) => each.type === "closed")).toEqual([]);
  });

  test("is one of a few: the session's own always find a place, and one that has ended is free again", async () => {
    const all: Awaited<ReturnType<typeof opened>>[] = [];
    for (let count = 0; count < MOST_TERMINALS; count += 1) all.push(await opened());
    const late = new Client(path).say(OPEN);
    expect(await late.hears("refused")).toEqual({ type: "refused", why: "too-many" });
    // Gone is not ended: its slot is taken until the shell is.
    all[0]?.client.leave();
    await eventually("it is hung up", () => all[0]?.shell.hangUps === 1);
    expect(await new Client(path).say(OPEN).hears("refused")).toBeTruthy();
    all[0]?.shell.end(129);
    const { shell } = await eventually("there is room again", async () => {
      const client = new Client(path).say(OPEN);
      const before = controlled.terminals.length;
      await eventually("it is answered", () => client.heard.length > 0 || controlled.terminals.length > before);
      return controlled.terminals.length > before ? { shell: controlled.terminals[before] } : null;
    });
    expect(shell).toBeDefined();
  });

  test("that pours out more than its reader reads waits for him, and the owner keeps none of it", async () => {
    const { client, shell } = await opened();
    client.pause();
    shell.flood();
    // All that is under way: a window, the buffers of the streams between, the socket's own.
    const most = 2 * 1024 * 1024;
    let before = -1;
    await eventually("it has come to rest", async () => {
      const isAtRest = shell.printed === before;
      before = shell.printed;
      await new Promise((resolve) => setImmediate(resolve));
      return isAtRest;
    });
    expect(shell.printed).toBeGreaterThan(0);
    expect(shell.printed).toBeLessThan(most);
    client.leave();
    await eventually("it is hung up", () => shell.hangUps === 1);
  });

  test("that takes no keys has them wait with who types, whose leaving is noticed all the same", async () => {
    const { client, shell } = await opened();
    shell.takesKeys = false;
    client.say(...Array.from({ length: WINDOW / 4096 }, (): Message => ({ type: "data", bytes: Buffer.alloc(4096, "x") })));
    await eventually("the first have come", () => shell.typed.length > 0);
    client.say({ type: "resize", rows: 10, columns: 10 });
    await eventually("it is resized", () => shell.sizes.includes("10x10"));
    expect(shell.typed).toHaveLength(1);
    client.leave();
    await eventually("it is hung up", () => shell.hangUps === 1);
  });
});

describe("a command that somebody has run by it", () => {
  test("is answered with what came of it, and its time has a bound", async () => {
    const client = new Client(path).say({ type: "run", argv: ["chroot", "/x", "id"], timeout: 1e9 });
    await controlled.has({ commands: 1 });
    const [command] = controlled.commands;
    expect(command).toMatchObject({ argv: ["chroot", "/x", "id"], timeout: 60_000 });
    command?.answer({ code: 1, output: "out" });
    expect(await client.hears("ran")).toEqual({ type: "ran", ran: { code: 1, output: "out" } });
    await client.closed;
  });

  test("is one of a few", async () => {
    const clients = Array.from({ length: MOST_COMMANDS }, () => new Client(path).say({ type: "run", argv: ["id"], timeout: 1 }));
    await controlled.has({ commands: MOST_COMMANDS });
    const late = new Client(path).say({ type: "run", argv: ["id"], timeout: 1 });
    expect(await late.hears("refused")).toEqual({ type: "refused", why: "too-many" });
    controlled.commands[0]?.answer(RAN);
    await Promise.race(clients.map((client) => client.hears("ran")));
    new Client(path).say({ type: "run", argv: ["id"], timeout: 1 });
    await controlled.has({ commands: MOST_COMMANDS + 1 });
  });
});

describe("what may not come ends its connection, and no other", () => {
  const DATA: Message = { type: "data", bytes: Buffer.from("id\r") };

  test.each<[string, readonly (Message | Buffer)[]]>([
    ["bytes that are no frame", [Buffer.from("GET / HTTP/1.1\r\n\r\n")]],
    ["keys before there is a terminal", [DATA]],
    ["a size before there is a terminal", [{ type: "resize", rows: 1, columns: 1 }]],
    ["thanks for nothing", [OPEN, { type: "took", count: 1 }]],
    ["a second terminal", [OPEN, OPEN]],
    ["a command after a terminal", [OPEN, { type: "run", argv: ["id"], timeout: 1 }]],
    ["what only an owner says", [{ type: "closed", code: 0 }]],
    ["an answer to nothing", [{ type: "ran", ran: RAN }]],
  ])("%s", async (_, words) => {
    const { client: other, shell } = await opened();
    const client = new Client(path);
    for (const word of words)
      if (Buffer.isBuffer(word)) client.sayBytes(word);
      else client.say(word);
    await expect(client.closed).resolves.toBeUndefined();
    shell.print("still here");
    await eventually("the other goes on", () => other.text === "still here");
    await eventually("what it had opened is hung up", () => controlled.terminals.slice(1).every((each) => each.hangUps === 1));
  });

  test("more keys than may be under way", async () => {
    const { client, shell } = await opened();
    shell.takesKeys = false;
    for (let sent = 0; sent < 64 * WINDOW; sent += 16_384) client.say({ type: "data", bytes: Buffer.alloc(16_384) });
    await client.closed;
    expect(await eventually("it is hung up", () => shell.hangUps || null)).toBe(1);
  });

  test("saying nothing at all, after a while", async () => {
    await expect(new Client(path).closed).resolves.toBeUndefined();
  });
});
