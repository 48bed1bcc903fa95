import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { LabIdentity } from "../../src/lab/identity.ts";
import { killLab } from "../../src/lab/sweep.ts";
import { eventually } from "../support/eventually.ts";
import { type Home, install, type Installed, makeHome, PEOPLE } from "../support/installed.ts";
import { labsOf } from "../support/lab-of.ts";
import { Person } from "../support/person.ts";
import { beginLesson, lessonWindow, MachineWindow } from "../support/windows.ts";

/** Two seconds, and what it takes on a busy machine until the window shows that they are over. */
const IN_TIME = 2600;

const [who] = PEOPLE;
if (who === undefined) throw new Error("somebody runs the tests");

let installed: Installed;
let home: Home;
/** Processes that tests have stopped. */
const stopped: LabIdentity[] = [];

beforeAll(async () => {
  installed = await install();
});
afterAll(() => installed.remove());
beforeEach(() => {
  home = makeHome(who);
});
afterEach(async () => {
  for (const each of stopped.splice(0)) killLab(each);
  await Person.closeAll();
  home.remove();
});

/** A lesson at the keys of its first step, in a window of the machine's. */
async function lesson(preload: string | null = null): Promise<MachineWindow> {
  const window = new MachineWindow({ installed, who: who ?? { name: "", ids: {} }, home }, "lesson mounts", preload);
  await beginLesson(window.person);
  return window;
}

/** A lab that does nothing any more, not even end: its first process is stopped. */
function stopLab(): void {
  const identity = labsOf(home.path)[0]?.reach.identity;
  if (identity === undefined) throw new Error("there is no lab");
  process.kill(identity.pid, "SIGSTOP");
  stopped.push(identity);
}

async function takenOver(window: MachineWindow): Promise<void> {
  window.person.press("t");
  await window.person.sees(/\[root@host docker\]# *\n/);
  window.person.press("vim\r");
  await window.person.sees(/^~/m);
}

type Told = readonly [string, (window: MachineWindow) => Promise<void>, number];

const signal =
  (name: NodeJS.Signals) =>
  async (window: MachineWindow): Promise<void> =>
    void process.kill(await window.pid(), name);

const SIGNALS: readonly Told[] = [
  ["SIGTERM", signal("SIGTERM"), 130],
  ["SIGHUP", signal("SIGHUP"), 130],
  ["SIGINT", signal("SIGINT"), 130],
];

describe("nslab ends in time, whatever its lab does", () => {
  test.each<Told>([
    ["q", async ({ person }) => person.press("q"), 0],
    ["Ctrl-C", async ({ person }) => person.press("\u0003"), 0],
    ...SIGNALS,
  ])("at the keys of a step, told by %s", async (_, tell, wanted) => {
    const window = await lesson();
    stopLab();
    await tell(window);
    expect(await window.endsWithin()).toBeLessThan(IN_TIME);
    const { code, left, complaints } = await window.ended();
    expect({ code, left, complaints }).toEqual({ code: wanted, left: [], complaints: "" });
    if (wanted === 0) expect(window.person.rows.join("\n")).toContain("Your place is kept");
  });

  test.each<Told>([["Ctrl-C twice", async ({ person }) => person.press("\u0003\u0003"), 130], ...SIGNALS])(
    "while a lab is made that never comes, told by %s",
    async (_, tell, wanted) => {
      const window = await lesson();
      stopLab();
      window.person.press("m"); // looks at a lab whose supervisor is stopped, which is no matter
      await window.person.sees(/─ host ─/);
      window.person.press("r");
      await window.person.answers(/restart the lesson/, "r");
      // the one before does not end, and holds what comes after it
      await eventually("the next one is being made, or there", () => labsOf(home.path).length > 1);
      await tell(window);
      expect(await window.endsWithin()).toBeLessThan(IN_TIME);
      const { code, left } = await window.ended();
      // made in a moment, the next lab may have come to its keys, where the first Ctrl-C quits
      expect({ isRight: code === wanted || code === 0, left }).toEqual({ isRight: true, left: [] });
    },
  );

  test.each(SIGNALS)("in a terminal with a full-screen program, told by %s", async (_, tell, wanted) => {
    const window = await lesson();
    await takenOver(window);
    stopLab();
    await tell(window);
    expect(await window.endsWithin()).toBeLessThan(IN_TIME);
    expect(await window.ended()).toEqual({ code: wanted, left: [], complaints: "" });
  });

  /** A module that has every program that looks into a lab do nothing, once a file is there, and not come back. */
  function deaf(): { readonly preload: string; readonly begin: () => void } {
    const [preload, file] = [join(home.path, "deaf.cjs"), join(home.path, "deaf")];
    writeFileSync(
      preload,
      `const processes = require("node:child_process");
const { existsSync } = require("node:fs");
const { spawn } = processes;
processes.spawn = (command, ...given) => {
  const [rest, options] = Array.isArray(given[0]) ? given : [[], given[0]];
  const isDeaf = command === "nsenter" && existsSync(${JSON.stringify(file)});
  return isDeaf ? spawn("sleep", ["1000"], options) : spawn(command, rest, options);
};
require("node:module").syncBuiltinESMExports();
`,
    );
    return { preload, begin: () => writeFileSync(file, "") };
  }

  test.each<Told>([
    ["Ctrl-C", async ({ person }) => person.press("\u0003"), 0],
    ["Ctrl-C twice", async ({ person }) => person.press("\u0003\u0003"), 130],
    ["q", async ({ person }) => person.press("q"), 0],
    ...SIGNALS,
  ])("while the lab is looked at and nothing comes back, told by %s", async (_, tell, wanted) => {
    const { preload, begin } = deaf();
    const window = await lesson(preload);
    begin();
    window.person.press("c");
    await window.person.sees(/Looking \.\.\. \(any key: no more waiting\)/);
    await tell(window);
    expect(await window.endsWithin()).toBeLessThan(IN_TIME);
    const { code, left } = await window.ended();
    expect({ code, left }).toEqual({ code: wanted, left: [] });
  });

  test("while a command runs that does not heed Ctrl-C: pressed again, it is for nslab, which says so before", async () => {
    const window = await lesson();
    const { person } = window;
    person.press("t");
    await person.sees(/\[root@host docker\]# *\n/);
    person.press("mkdir() { trap '' INT; sleep 1000; }\r");
    await person.sees(/1000; }\n\[root@host docker\]# *\n/);
    person.press("\u001d");
    await person.answers(/t type/, "\r"); // runs the step's command, mkdir
    await person.sees(/\[root@host docker\]# mkdir[^\n]*\n(?![\s\S]*Enter run)/);
    person.press("\u0003");
    await person.sees(/Ctrl-C once more quits nslab/);
    person.press("\u0003");
    expect(await window.endsWithin()).toBeLessThan(IN_TIME);
    const { code, left } = await window.ended();
    expect({ code, left }).toEqual({ code: 130, left: [] });
  });
});

describe("nslab gives the terminal back as it was", () => {
  const open = {
    "a menu": async ({ person }: MachineWindow) => {
      person.press("l");
      await person.sees(/Up and Down move/);
    },
    "a page of less": async ({ person }: MachineWindow) => {
      person.press("?");
      await person.sees(/q back to the lesson/);
    },
    "a full-screen program": takenOver,
  };

  test.each(Object.entries(open))("in %s, on SIGTERM", async (_, come) => {
    const window = await lesson();
    await come(window);
    await signal("SIGTERM")(window);
    expect(await window.endsWithin()).toBeLessThan(IN_TIME);
    expect(await window.ended()).toMatchObject({ code: 130, left: [] });
  });

  test("when the map of another window is watched, on SIGTERM and q", async () => {
    const there = { installed, who: who ?? { name: "", ids: {} }, home };
    await lessonWindow(there, "mounts");
    for (const [tell, wanted] of [
      [signal("SIGTERM"), 130],
      [async (window: MachineWindow) => window.person.press("q"), 0],
    ] as const) {
      const window = new MachineWindow(there, "map --watch");
      await window.person.sees(/─ host ─/);
      await tell(window);
      expect(await window.endsWithin()).toBeLessThan(IN_TIME);
      expect(await window.ended()).toEqual({ code: wanted, left: [], complaints: "" });
    }
  });

  /** A module that has nslab fail in the way of a defect when it is told to. */
  function failing(how: string): string {
    const file = join(home.path, "failing.cjs");
    writeFileSync(file, `process.on("SIGUSR2", () => { ${how} });\n`);
    return file;
  }

  test.each([
    ["is thrown", 'throw new TypeError("made up \\u001b]2;title\\u0007")'],
    ["is a promise that nobody waits for", 'void Promise.reject(new TypeError("made up \\u001b]2;title\\u0007"))'],
  ])("when a defect of its own %s, and says so then", async (_, how) => {
    const window = await lesson(failing(how));
    await takenOver(window);
    const [lab] = labsOf(home.path);
    const before = window.person.printed.length;
    process.kill(await window.pid(), "SIGUSR2");
    expect(await window.endsWithin()).toBeLessThan(IN_TIME);
    const { code, left, complaints } = await window.ended();
    expect({ code, left }).toEqual({ code: 1, left: [] });
    expect(complaints).toMatch(
      /^\nnslab has a defect, and had to end:\n {2}TypeError: made up ␛\]2;title␇\n {2}at [\s\S]*what you passed is kept/,
    );
    expect(window.person.printed.slice(before)).not.toContain("]2;title");
    await eventually("the lab has ended", () => !isThere(lab?.reach.identity.pid ?? 0));
  });

  test.each<Told>([["q", async ({ person }) => person.press("q"), 137], ...SIGNALS])(
    "when a thread of it hangs in the kernel and it is told to end by %s",
    async (_, tell) => {
      const preload = join(home.path, "hanging.cjs");
      writeFileSync(
        preload,
        `require("node:child_process").execFileSync("mkfifo", ["${home.path}/fifo"]);\nrequire("node:fs").open("${home.path}/fifo", "r", () => {});\n`,
      );
      const window = await lesson(preload);
      await tell(window);
      expect(await window.endsWithin()).toBeLessThan(IN_TIME);
      // Node waits for its threads on the way out: there is only SIGKILL
      expect(await window.ended()).toMatchObject({ code: 137, left: [] });
    },
  );
});

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
