import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WINDOW } from "../../../src/lab/control/channel.ts";
import { DistantLab, runInDistantLab } from "../../../src/lab/control/client.ts";
import { messageBytes } from "../../../src/lab/control/messages.ts";
import { ControlServer } from "../../../src/lab/control/server.ts";
import type { TerminalLine, TerminalRequest } from "../../../src/lab/lab.ts";
import type { LabRecord } from "../../../src/lab/record.ts";
import { inEnglish } from "../../../src/say/words.ts";
import { eventually } from "../../support/eventually.ts";
import { allInEnglish } from "../../support/in-english.ts";
import { FakeControlled, type FakeTerminal } from "./fake-controlled.ts";

const REQUEST: TerminalRequest = { place: "host", rows: 24, columns: 80, nonce: "00ff" };

let directory: string;
let socket: string;
let controlled: FakeControlled;
let server: ControlServer | null;
let other: Server | null;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "nslab-client-"));
  socket = join(directory, "lab-1-1.sock");
  controlled = new FakeControlled();
  server = ControlServer.listen(socket, controlled);
  other = null;
});
afterEach(() => {
  server?.close();
  other?.close();
  rmSync(directory, { recursive: true, force: true });
});

/** The record of a lab with that socket. */
function record(path: string | null = socket, pace = 1): LabRecord {
  return { socket: path, reach: { pace } } as unknown as LabRecord;
}

async function reach(place = "host", pace = 1): Promise<DistantLab> {
  const lab = await DistantLab.reach(record(socket, pace), place);
  if (typeof lab === "string") throw new Error(lab);
  return lab;
}

async function opened(): Promise<{ lab: DistantLab; line: TerminalLine; shell: FakeTerminal }> {
  const lab = await reach();
  const line = lab.openTerminal(REQUEST);
  await controlled.has({ terminals: 1 });
  const [shell] = controlled.terminals;
  if (shell === undefined) throw new Error("it was not opened");
  return { lab, line, shell };
}

/** In place of the owner: somebody who says that to whoever connects. */
async function says(bytes: Buffer | null): Promise<void> {
  server?.close();
  server = null;
  const listening = createServer((connection) => {
    connection.on("error", () => undefined);
    if (bytes !== null) connection.write(bytes);
  });
  other = listening;
  await new Promise<void>((resolve) => void listening.listen(socket, resolve));
}

const isOpen = (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => false), new Promise((resolve) => setImmediate(() => resolve(true)))]);

describe("a terminal in a lab of another process", () => {
  test("has its bytes, its sizes and its end", async () => {
    const { lab, line, shell } = await opened();
    const came: string[] = [];
    line.stream.on("data", (bytes: Buffer) => void came.push(bytes.toString()));
    shell.print("# ");
    line.stream.write("ls\r");
    line.resize({ rows: 30, columns: 100 });
    await eventually("all has come", () => came.join("") === "# " && shell.typed.join("") === "ls\r" && shell.sizes.length > 0);
    shell.print("bye");
    shell.end(3);
    expect(await line.closed).toBe(3);
    expect(came.join("")).toBe("# bye");
    expect({ code: lab.code, problem: lab.problem }).toEqual({ code: 3, problem: null });
    expect(await isOpen(lab.ended)).toBe(true);
  });

  test("has ended when its last words have been read, however late", async () => {
    const { line, shell } = await opened();
    let length = 0;
    line.stream.on("data", (bytes: Buffer) => (length += bytes.length));
    line.stream.pause();
    const words = "z".repeat(4 * WINDOW);
    shell.print(words);
    await eventually("some have come", () => line.stream.readableLength > 0);
    shell.end(0);
    expect(await isOpen(line.closed)).toBe(true);
    expect(length).toBe(0);
    line.stream.resume();
    await line.closed;
    expect(length).toBe(words.length);
  });

  test("ends with the lab, when its owner ends that or is killed", async () => {
    const { lab, line } = await opened();
    server?.close();
    expect(await lab.ended).toEqual({ type: "lab-ended", complaint: "" });
    expect(await isOpen(line.closed)).toBe(true);
  });

  test("is hung up by who leaves it", async () => {
    const { lab, shell } = await opened();
    lab.leave();
    expect(await eventually("it is hung up", () => shell.hangUps || null)).toBe(1);
  });

  test("is not there where the session has none of that name, which is told", async () => {
    const lab = await reach("container");
    const line = lab.openTerminal(REQUEST);
    line.stream.resume();
    await line.closed;
    expect(lab.problem).toBe("no-such-terminal");
  });

  test("is not waited for where the owner is stopped", async () => {
    await says(null);
    const lab = await reach("host", 0.01); // of a fast machine: nobody waits long for him
    lab.openTerminal(REQUEST);
    await lab.ended;
    expect(lab.problem).toBe("silent");
  });

  test.each([
    ["what is no frame", Buffer.from("HTTP/1.1 200 OK\r\n\r\n")],
    ["what only clients say", messageBytes({ type: "resize", rows: 1, columns: 1 })],
    [
      "more than may be under way",
      Buffer.concat(Array.from({ length: 8 }, () => messageBytes({ type: "data", bytes: Buffer.alloc(16_384) }))),
    ],
  ])("ends where its owner says %s", async (_, bytes) => {
    await says(bytes);
    const lab = await reach();
    lab.openTerminal(REQUEST).stream.pause();
    await expect(lab.ended).resolves.toMatchObject({ type: "lab-ended" });
  });

  test.each([
    ["no socket", null, "no-socket"],
    ["a socket that is gone", "/nowhere/lab.sock", "gone"],
  ])("cannot be had by %s", async (_, path, why) => {
    expect(await DistantLab.reach(record(path), "host")).toBe(why);
    expect(await runInDistantLab(record(path), ["id"], 10)).toMatchObject({ code: null });
  });
});

describe("a command in a lab of another process", () => {
  test("is run there, and told of", async () => {
    const running = runInDistantLab(record(), ["id", "-u"], 1000);
    await controlled.has({ commands: 1 });
    const ran = { code: 0, output: "0\n" };
    controlled.commands[0]?.answer(ran);
    expect(await running).toEqual(ran);
    expect(controlled.commands[0]).toMatchObject({ argv: ["id", "-u"], timeout: 1000 });
  });

  test("that is too long is not", async () => {
    const ran = await runInDistantLab(record(), ["x".repeat(100_000)], 10);
    expect(allInEnglish(ran)).toEqual({ code: null, output: "", problem: "the command is too long" });
  });

  test.each([
    ["the lab ends meanwhile", null, /has ended it/],
    ["the answer is none", messageBytes({ type: "took", count: 1 }), /could not be read/],
    ["too many run", messageBytes({ type: "refused", why: "too-many" }), /too many/],
  ])("is not known to have run where %s", async (_, bytes, words) => {
    if (bytes !== null) await says(bytes);
    const running = runInDistantLab(record(), ["id"], 1000);
    if (bytes === null) {
      await controlled.has({ commands: 1 });
      server?.close();
    }
    const { code, problem } = await running;
    expect(code).toBeNull();
    expect(problem === undefined ? "" : inEnglish(problem)).toMatch(words);
  });
});
