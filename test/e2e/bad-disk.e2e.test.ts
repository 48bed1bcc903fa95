import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseProgress } from "../../src/progress/parse-progress.ts";
import { plannedSteps } from "../faults/course-steps.ts";
import { progressAt, progressComplaints, readProgress, writeProgress } from "../faults/learner-files.ts";
import { leftBehind } from "../faults/left-behind.ts";
import { Play } from "../faults/play.ts";
import { type Home, install, type Installed, makeHome, PEOPLE, type Who } from "../support/installed.ts";
import { canTest } from "../support/must-work.ts";
import { nslab } from "../support/nslab.ts";
import { Person } from "../support/person.ts";

const isRoot = canTest(process.getuid?.() === 0, "this is not root");
const course = await plannedSteps();
const uts = course.filter(({ lesson }) => lesson === "uts");
const stepAt = (index: number) => {
  const found = uts[index];
  if (found === undefined) throw new Error(`the lesson uts has no step ${index}`);
  return found;
};
const [second, third, fourth] = [stepAt(1), stepAt(2), stepAt(3)];

let installed: Installed;
let who: Who;
let home: Home;

beforeAll(async () => {
  installed = await install();
});
afterAll(() => installed.remove());
afterEach(async () => {
  await Person.closeAll();
  home.remove();
});

const LEAVES_OK = async (play: Play) => {
  expect(await play.leave()).toBe(true);
  expect(await play.person.exited).toBe(0);
  expect(await leftBehind({ pid: play.pid, family: play.family, home })).toEqual([]);
};

/** Passes the step that is open and goes on to the next one. */
async function pass(play: Play): Promise<void> {
  await play.run();
  await play.passes();
  await play.person.answers(/Enter next/, "\r");
  await play.keys();
}

// A file system of one's own takes a mount namespace, and only root has one without a user namespace around it.
describe.runIf(isRoot)("where the disk is full", () => {
  let state = "";
  let progress: ReturnType<typeof progressAt>;

  beforeEach(() => {
    who = { name: "root", ids: {} };
    home = makeHome(who);
    state = join(home.path, ".local/state/nslab");
    progress = progressAt(course, second);
    writeProgress(who, home, progress);
  });

  /** Starts with a state directory that has room for little more than what is there. */
  async function withSmallDisk(): Promise<{ play: Play; inside: string }> {
    const size = Math.ceil(JSON.stringify(progress).length / 4096) + 24;
    const small = `cp -r "$1" "$1.before" && mount -t tmpfs -o size=${size * 4}k,mode=700 small "$1" && cp "$1.before"/* "$1" && rm -r "$1.before" && shift && exec "$@"`;
    const play = await Play.start(installed, who, home, `unshare -m sh -c '${small}' sh ${state}`);
    await play.opens(second);
    return { play, inside: `/proc/${play.pid}/root${state}` };
  }

  const fill = (directory: string) => {
    try {
      for (;;) writeFileSync(join(directory, "filler"), "x".repeat(4096), { flag: "a" });
    } catch {
      // full
    }
  };

  test.each([0, 1, 2])("after %i steps and free again later, it is said once and nothing is lost", async (steps) => {
    const { play, inside } = await withSmallDisk();
    for (let step = 0; step < steps; step += 1) await pass(play);
    fill(inside);
    await pass(play);
    await play.person.prints(/could\s+not\s+be\s+saved[\s\S]*ENOSPC[\s\S]*put\s+that\s+right\s+before\s+you\s+leave/, 0);
    const onDisk = parseProgress(readFileSync(join(inside, "progress.json"), "utf8"));
    expect(onDisk.type).toBe("progress");
    rmSync(join(inside, "filler"));
    await pass(play);
    const passed = [second, third, fourth, stepAt(4)].slice(0, steps + 2).map(({ step }) => step);
    const saved = parseProgress(readFileSync(join(inside, "progress.json"), "utf8"));
    expect(saved.type === "progress" ? Object.keys(saved.progress.lessons["uts"] ?? {}) : saved).toEqual([
      stepAt(0).step,
      ...passed,
    ]);
    expect(play.person.printed.match(/progress\s+could\s+not\s+be\s+saved/g)).toHaveLength(1);
    await LEAVES_OK(play);
    expect(play.person.printed).toContain("Your place is kept");
  });

  test("to the end, he is told that his place is not kept, and how to go on", async () => {
    const { play, inside } = await withSmallDisk();
    fill(inside);
    await pass(play);
    await LEAVES_OK(play);
    const told = play.person.rows.join(" ").replace(/\s+/g, " ");
    expect(told).toMatch(/could not be saved to .*ENOSPC.*your place is not kept\. Put that right; then nslab lesson uts/);
    expect(play.person.printed).not.toContain("Your place is kept");
  });

  test("for what other windows are told, the lab does without", async () => {
    const full = `mkdir -p "$1" && mount -t tmpfs -o size=4k,mode=700 full "$1" && head -c 4096 /dev/zero > "$1/x"; shift; exec "$@"`;
    const play = await Play.start(installed, who, home, `unshare -m sh -c '${full}' sh ${join(home.path, "nslab")}`);
    await play.opens(second);
    await pass(play);
    await LEAVES_OK(play);
    expect(progressComplaints(progress, readProgress(home), second, third, true)).toEqual([]);
  });

  test("or read-only, it is said, and the course goes on", async () => {
    const readOnly = `mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"`;
    const play = await Play.start(installed, who, home, `unshare -m sh -c '${readOnly}' sh ${state}`);
    await play.opens(second);
    await pass(play);
    await play.person.prints(/could\s+not\s+be\s+saved[\s\S]*EROFS/, 0);
    await LEAVES_OK(play);
    expect(readProgress(home)).toEqual(progress);
  });
});

describe.each(PEOPLE)("for $name", (person) => {
  beforeEach(() => {
    who = person;
    home = makeHome(who);
  });

  test("a home that cannot be written is said, and the course goes on", async () => {
    const play = await Play.start(installed, who, home, "env HOME=/proc/nowhere");
    await play.person.answers(/q quits at any time[\s\S]*Enter begin/, "\r");
    await play.person.answers(/Enter begin/, "\r");
    await play.person.prints(/could\s+not\s+be\s+saved[\s\S]*put\s+that\s+right/, 0);
    await play.keys();
    expect(await play.leave()).toBe(true);
    expect(await play.person.exited).toBe(0);
  });

  test.each([20, 26, 32, 38, 44, 52, 64])("%i open files are enough, or it is said", async (files) => {
    const by = ["sh", "-c", `ulimit -n ${files}; exec "$@"`, "sh"];
    const { code, stderr } = await nslab(installed, ["verify", "--replay", "uts"], { who, home, by });
    // With fewer than this Node itself cannot load the program's first file.
    if (files <= 20) return expect(code).not.toBe(0);
    if (code === 0) return expect(stderr).toBe("");
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringMatching(/ulimit -n 1024|nslab doctor/) });
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(readdirSync(home.path).includes("nslab") ? readdirSync(join(home.path, "nslab")) : []).toEqual([]);
  });

  test("two nslab at once go their own ways, and neither takes from the other", async () => {
    const progress = progressAt(course, second);
    writeProgress(who, home, progress);
    const plays = [await Play.start(installed, who, home), await Play.start(installed, who, home)] as const;
    const [one, other] = plays;
    for (const play of plays) await play.opens(second);
    await pass(one);
    await pass(one);
    await pass(other);
    one.person.kill("SIGKILL");
    await one.person.exited;
    // A start sweeps what the killed one left, and nothing of the one that runs.
    expect((await nslab(installed, ["verify", "--replay", "mounts"], { who, home })).code).toBe(0);
    await pass(other);
    await LEAVES_OK(other);
    expect(await leftBehind({ pid: one.pid, family: one.family, home })).toEqual([]);
    const after = readProgress(home);
    expect(typeof after === "string" ? after : Object.keys(after.lessons["uts"] ?? {})).toEqual([
      stepAt(0).step,
      second.step,
      third.step,
    ]);
  });
});

// Only root can own something that is somebody else's.
describe.runIf(isRoot)("where somebody else was first", () => {
  const user: Who = { name: "an ordinary user", ids: { uid: 61_300 + (process.pid % 4000), gid: 61_234 } };
  const shared = `/tmp/nslab-${user.ids.uid}`;
  let theirs = "";

  beforeEach(() => {
    who = user;
    home = makeHome(who);
    theirs = mkdtempSync(join(tmpdir(), "nslab-theirs-"));
    chmodSync(theirs, 0o777);
  });
  afterEach(() => {
    rmSync(shared, { recursive: true, force: true });
    rmSync(theirs, { recursive: true, force: true });
  });

  test.each([
    ["a directory", () => mkdirSync(shared, { mode: 0o777 })],
    ["a link to a directory of theirs", () => symlinkSync(theirs, shared)],
    ["a link to nowhere", () => symlinkSync(join(theirs, "made-by-nslab"), shared)],
    ["a file", () => writeFileSync(shared, "")],
  ])("with %s in the place for records, nothing is written there, and it is said", async (_, plant) => {
    plant();
    writeProgress(who, home, progressAt(course, second));
    const play = await Play.start(installed, who, home, "env -u XDG_RUNTIME_DIR");
    await play.person.prints(/not a folder\s+of\s+yours[\s\S]*set\s+XDG_RUNTIME_DIR/, 0);
    await play.opens(second);
    await pass(play);
    expect(readdirSync(theirs)).toEqual([]);
    expect(execFileSync("find", ["-H", shared, "-mindepth", "1"], { encoding: "utf8" })).toBe("");
    await LEAVES_OK(play);
  });

  test("with a place for records that is his own but open to all, it is closed", async () => {
    mkdirSync(shared, { mode: 0o777 });
    chmodSync(shared, 0o777);
    chownSync(shared, user.ids.uid ?? 0, user.ids.gid ?? 0);
    expect(
      (await nslab(installed, ["verify", "--replay", "mounts"], { who, home, by: ["env", "-u", "XDG_RUNTIME_DIR"] })).code,
    ).toBe(0);
    expect(execFileSync("stat", ["-c", "%a %u", shared], { encoding: "utf8" }).trim()).toBe(`700 ${user.ids.uid}`);
  });

  test("with a state directory that is theirs, nothing is written there, and it is said", async () => {
    execFileSync("mkdir", ["-p", join(home.path, ".local/state")], { ...who.ids, cwd: "/" });
    mkdirSync(join(home.path, ".local/state/nslab"), { mode: 0o777 });
    chmodSync(join(home.path, ".local/state/nslab"), 0o777);
    const play = await Play.start(installed, who, home);
    await play.person.answers(/q quits at any time[\s\S]*Enter begin/, "\r");
    await play.person.answers(/Enter begin/, "\r");
    await play.person.prints(/could\s+not\s+be\s+saved[\s\S]*belongs\s+to\s+somebody\s+else[\s\S]*put\s+that\s+right/, 0);
    await play.keys();
    expect(await play.leave()).toBe(true);
    expect(readdirSync(join(home.path, ".local/state/nslab"))).toEqual([]);
  });
});
