import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { readSnapshot } from "../../../src/kernel/read-snapshot.ts";
import { DistantLab, type NoOwner, runInDistantLab } from "../../../src/lab/control/client.ts";
import { MOST_TERMINALS } from "../../../src/lab/control/controlled.ts";
import type { Lab } from "../../../src/lab/lab.ts";
import { createLab } from "../../../src/lab/machine.ts";
import type { LabRecord } from "../../../src/lab/record.ts";
import { runningLabs } from "../../../src/lab/running-labs.ts";
import { Session } from "../../../src/player/session.ts";
import { inEnglish } from "../../../src/say/words.ts";
import { Terminal } from "../../../src/terminal/terminal.ts";
import { eventually } from "../../support/eventually.ts";
import { MACHINE, SIZE } from "../../support/test-lab.ts";

let home: string;
let lab: Lab;
let session: Session;
const open: DistantLab[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "nslab-control-lab-"));
  const made = await createLab({ ...MACHINE, environment: { ...process.env, XDG_RUNTIME_DIR: home } });
  if ("type" in made) throw new Error(`no lab: ${made.part}: ${inEnglish(made.complaint)}`);
  lab = made;
  session = new Session(lab, SIZE);
});
afterEach(() => {
  for (const each of open.splice(0)) each.leave();
});
afterAll(async () => {
  await lab.down();
  rmSync(home, { recursive: true, force: true });
});

/** As another process finds it. */
function record(): LabRecord {
  const [found] = runningLabs(join(home, "nslab"));
  if (found === undefined) throw new Error("the lab has no record");
  return found;
}

interface Entered {
  readonly distant: DistantLab;
  readonly terminal: Terminal;
}

/** Waits for those of the tests before that are just ending. */
function enter(place: string): Promise<Entered> {
  return eventually("there is room", async () => {
    const entered = await tryToEnter(place);
    return entered.distant.problem === "too-many" ? null : entered;
  });
}

async function tryToEnter(place: string): Promise<Entered> {
  const distant: DistantLab | NoOwner = await DistantLab.reach(record(), place);
  if (typeof distant === "string") throw new Error(distant);
  open.push(distant);
  return { distant, terminal: await Terminal.open(distant, place, "host", SIZE) };
}

async function printed(terminal: Terminal, line: string): Promise<string> {
  terminal.forget();
  await terminal.run(line);
  return terminal.output.trim();
}

/** How many shells of somebody else's the lab has. */
async function shells(): Promise<number> {
  return (await readSnapshot(lab)).processes.filter(({ name, terminal }) => name === "bash" && terminal !== null).length;
}

describe("a shell in a lab of another process", () => {
  test.each([
    ["host", "host"],
    ["neighbor", "neighbor"],
  ])("can be had on the %s", async (place, hostname) => {
    const { terminal } = await enter(place);
    expect(await printed(terminal, "hostname")).toBe(hostname);
  });

  test("can be had where a terminal of the session's is now", async () => {
    const container = await session.terminal("container");
    await container.run("unshare -u bash");
    await container.run("hostname inside");
    const { terminal } = await enter("container");
    expect(await terminal.prompt()).toBe("[root@inside docker]# ");
    expect(await printed(terminal, "hostname")).toBe("inside");
    expect(await printed((await enter("host")).terminal, "hostname")).toBe("host");
    await container.run("exit");
    const again = (await enter("container")).terminal;
    expect(await again.prompt()).toBe("(container) [root@host docker]# "); // it looks like the host's else
    expect(await printed(again, "hostname")).toBe("host");
  });

  test("cannot be had where no terminal of that name is open", async () => {
    const { distant, terminal } = await enter("container2");
    expect({ problem: distant.problem, state: terminal.state }).toEqual({ problem: "no-such-terminal", state: "closed" });
  });

  test("has the size of its window, also when that changes", async () => {
    const { terminal } = await enter("host");
    expect(await printed(terminal, "stty size")).toBe("24 80");
    terminal.resize({ rows: 33, columns: 101 });
    await eventually("it is resized", async () => (await printed(terminal, "stty size")) === "33 101");
  });

  test("ends with its code, and says all before", async () => {
    const { distant, terminal } = await enter("host");
    const outcome = await terminal.run("seq 100000; exit 3");
    expect(outcome).toEqual({ type: "closed", code: 3 });
    expect(terminal.output.trimEnd().endsWith("100000\nexit")).toBe(true);
    expect(distant.problem).toBeNull();
  });

  test("ends when whoever opened it is gone, and its place is free again, time after time", async () => {
    const before = await shells();
    for (let count = 0; count < 10; count += 1) {
      const { distant } = await enter("host");
      distant.leave();
      await eventually("its shell has ended", async () => (await shells()) === before);
    }
    expect((await enter("host")).terminal.state).toBe("prompt");
  });

  test("gets no keys of the one before it, however many that one did not read", async () => {
    const { distant, terminal } = await enter("host");
    terminal.write("exec sleep 1000\r");
    await eventually("nobody reads there", async () => (await readSnapshot(lab)).processes.some(({ name }) => name === "sleep"));
    for (let count = 0; count < 200; count += 1) terminal.write(`${"touch /stray;".repeat(100)}\r`);
    distant.leave();
    for (let count = 0; count < 8; count += 1) {
      const next = await enter("host");
      expect(await printed(next.terminal, "ls /stray; echo $((6 * 7))")).toMatch(/No such file[^\n]*\n42$/);
      next.distant.leave();
    }
  });

  test("holds what pours out of it while nobody reads", async () => {
    const { terminal } = await enter("host");
    const goOn = terminal.hold();
    const flood = terminal.run("yes | head -c 20000000; echo done");
    await eventually("yes runs", async () => (await readSnapshot(lab)).processes.some(({ name }) => name === "head"));
    // held back as long as it takes: it cannot have ended
    expect((await readSnapshot(lab)).processes.some(({ name }) => name === "head")).toBe(true);
    goOn();
    await flood;
    expect(terminal.output.trimEnd().endsWith("done")).toBe(true);
  });
});

test("the session's own terminals always find a place beside those of others", async () => {
  // those of the tests before may be just ending
  let opened = 0;
  const more = async () => {
    if ((await tryToEnter("host")).terminal.state === "prompt") opened += 1;
  };
  await eventually("others have as many as they can have", async () => {
    await more();
    return opened === MOST_TERMINALS;
  });
  for (let count = 0; count < 3; count += 1) await more();
  expect(opened).toBe(MOST_TERMINALS);
  for (const name of ["host", "container", "container2", "neighbor"] as const)
    expect((await session.terminal(name)).state).toBe("prompt");
  // and what they do, and others, takes no place of a terminal's
  const commands = Array.from({ length: 3 }, () => lab.runAsLearner(["hostname"], 5000));
  for (const { code, output } of await Promise.all(commands)) expect({ code, output }).toEqual({ code: 0, output: "host\n" });
  expect(await runInDistantLab(record(), ["sh", "-c", "hostname; exit 3"], 5000)).toEqual({ code: 3, output: "host\n" });
});
