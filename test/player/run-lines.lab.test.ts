import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Line } from "../../src/course/command.ts";
import type { Lab } from "../../src/lab/lab.ts";
import type { PlayerEvent } from "../../src/player/events.ts";
import { runLines } from "../../src/player/run-lines.ts";
import { Session } from "../../src/player/session.ts";
import { SIZE, startTestLab } from "../support/test-lab.ts";
import { eventually } from "../support/eventually.ts";

let lab: Lab;
let session: Session;

beforeAll(async () => {
  lab = await startTestLab();
  session = new Session(lab, SIZE);
});
afterAll(() => lab.down());

const run = (lines: readonly Line[], emit: (event: PlayerEvent) => void = () => undefined) =>
  runLines(session, { terminal: "host", lines, lastStaysRunning: false, patience: 5000 }, emit);

describe("lines typed for a step", () => {
  test("end each with the exit code of its own command, also after a Ctrl-C that found nothing to end", async () => {
    const terminal = await session.terminal("host");
    for (let code = 1; code <= 20; code += 1) {
      expect(await run([{ key: "Ctrl-C" }, `(exit ${code})`])).toBeNull();
      expect(terminal.lastCode).toBe(code);
    }
  });

  test("are told of when they begin and when they have ended, with what they showed in between", async () => {
    const events: PlayerEvent[] = [];
    await run(["echo one", { in: "container", line: "echo two" }], (event) => void events.push(event));
    expect(events.map((event) => (event.type === "output" ? `${event.terminal}: ${event.text.trim()}` : event.type))).toEqual([
      ...["line-started", "host: one", "line-ended"],
      ...["line-started", "container: two", "line-ended"],
    ]);
  });

  test("make what was seen of the lab before out of date", async () => {
    const before = await session.latest();
    expect(await session.latest()).toBe(before);
    await run(["true"]);
    expect(await session.latest()).not.toBe(before);
  });

  test("stop at the first that gets stuck", async () => {
    const work = { terminal: "container", lines: ["cat", "echo never"], lastStaysRunning: false, patience: 200 } as const;
    expect(await runLines(session, work, () => undefined)).toMatchObject({ type: "stuck", line: "cat" });
    const terminal = await session.terminal("container");
    expect(terminal.state).toBe("running");
    expect(terminal.output).not.toContain("never");
    expect(await runLines(session, { ...work, lines: [{ key: "Ctrl-C" }], patience: 5000 }, () => undefined)).toBeNull();
    expect(terminal.state).toBe("prompt");
  });

  test("are typed where a program is just ending as soon as its prompt is back", async () => {
    const ending = { terminal: "container", lines: ["sleep 0.2"], lastStaysRunning: true, patience: 5000 } as const;
    expect(await runLines(session, ending, () => undefined)).toBeNull();
    expect((await session.terminal("container")).state).toBe("running");
    expect(await runLines(session, { ...ending, lines: ["echo after"], lastStaysRunning: false }, () => undefined)).toBeNull();
    expect((await session.terminal("container")).output).toContain("after");
  });

  test("tell of a key that ended nothing", async () => {
    const stubborn = "trap '' INT; echo de''af; while read -r line; do :; done; trap - INT";
    const work = { terminal: "host", lines: [stubborn], lastStaysRunning: true, patience: 300 } as const;
    expect(await runLines(session, work, () => undefined)).toBeNull();
    const terminal = await session.terminal("host");
    await eventually("the signal is ignored", () => terminal.output.includes("deaf"));
    expect(
      await runLines(session, { ...work, lines: [{ key: "Ctrl-C" }], lastStaysRunning: false }, () => undefined),
    ).toMatchObject({
      type: "stuck",
      line: "Ctrl-C",
    });
    const settled = terminal.settled();
    terminal.write("\u0004");
    await settled;
  });
});
