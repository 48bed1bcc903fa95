import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NOTHING_YET, type Progress, withPassed, withPosition } from "../../src/progress/progress.ts";
import { ProgressStore } from "../../src/progress/store.ts";
import { canTest } from "../support/must-work.ts";

const isRoot = canTest(process.getuid?.() === 0, "this is not root");
const AT = "2026-01-02T03:04:05.678Z";
const pass = (step: string) => (progress: Progress) => withPassed(progress, { lesson: "mounts", step }, { at: AT, by: "typed" });

let home: string;
let directory: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "nslab-store-"));
  directory = join(home, ".local/state/nslab");
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const open = () => new ProgressStore({ directory, ids: null });
const passed = (store: ProgressStore) => Object.keys(store.load().progress.lessons["mounts"] ?? {});

describe("a person's progress on disk", () => {
  test("is nothing yet before the first step, and no file is made by looking", () => {
    expect(open().load()).toEqual({ progress: NOTHING_YET, notice: null });
    expect(readdirSync(home)).toEqual([]);
  });

  test("is kept between runs, for its owner alone", () => {
    expect(open().update(pass("bind"))).toBeNull();
    expect(passed(open())).toEqual(["bind"]);
    expect(statSync(join(directory, "progress.json")).mode & 0o777).toBe(0o600);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(readdirSync(directory)).toEqual(["progress.json"]);
  });

  test("is not written again when nothing has changed", () => {
    const store = open();
    store.update(pass("bind"));
    const before = statSync(store.file);
    expect(store.update(pass("bind"))).toBeNull();
    expect(statSync(store.file).ino).toBe(before.ino);
  });

  test("has what two that run at once have each passed", () => {
    const [one, other] = [open(), open()];
    one.load();
    other.load();
    one.update(pass("bind"));
    other.update(pass("look"));
    one.update((progress) => withPosition(progress, { lesson: "mounts", step: "unshare" }));
    expect(passed(open())).toEqual(["bind", "look"]);
    expect(open().load().progress.current).toEqual({ lesson: "mounts", step: "unshare" });
  });

  test("can be forgotten, twice too", () => {
    const store = open();
    store.update(pass("bind"));
    expect(store.reset()).toBeNull();
    expect(store.reset()).toBeNull();
    expect(store.load()).toEqual({ progress: NOTHING_YET, notice: null });
  });

  test("is saved although a writer was killed in the middle", () => {
    const store = open();
    store.update(pass("bind"));
    writeFileSync(`${store.file}.new`, "{");
    utimesSync(`${store.file}.new`, new Date(0), new Date(0));
    expect(store.update(pass("look"))).toBeNull();
    expect(passed(open())).toEqual(["bind", "look"]);
    expect(readdirSync(directory)).toEqual(["progress.json"]);
  });

  test("has all that two processes pass at the same time", async () => {
    const many = await storeProgram(
      "Array.from({ length: 50 }, (_, index) => store.update(pass(process.argv[2] + index, 'now'))).every((saved) => saved === null)",
    );
    const writers = ["one-", "other-"].map((prefix) =>
      spawn(process.execPath, [many, prefix], { stdio: ["ignore", "pipe", "inherit"] }),
    );
    const answers = await Promise.all(
      writers.map(async (writer) => String(((await once(writer.stdout, "data")) as [Buffer])[0])),
    );
    expect(answers).toEqual(["true", "true"]);
    expect(passed(open())).toHaveLength(100);
    expect(readdirSync(directory)).toEqual(["progress.json"]);
  });

  test("is not saved while somebody else keeps it open, and it is said", async () => {
    const store = open();
    store.update(pass("bind"));
    const busy = spawn("sh", ["-c", 'while touch "$1"; do echo; sleep 0.1; done', "sh", `${store.file}.new`]);
    await once(busy.stdout, "data");
    expect(store.update(pass("look"))).toMatchObject({
      type: "not-saved",
      detail: expect.stringContaining("another nslab") as string,
    });
    busy.kill();
    expect(passed(store)).toEqual(["bind"]);
  });

  test("is saved where a writer was killed before the clock was set back", () => {
    const store = open();
    store.update(pass("bind"));
    writeFileSync(`${store.file}.new`, "half of it");
    utimesSync(`${store.file}.new`, new Date(Date.now() + 60_000), new Date(Date.now() + 60_000));
    expect(store.update(pass("look"))).toBeNull();
    expect(passed(store)).toEqual(["bind", "look"]);
    expect(readdirSync(directory)).toEqual(["progress.json"]);
  });

  test("is not saved, and that is said, where no directory can be made", () => {
    const store = new ProgressStore({ directory: "/proc/nowhere/.local/state/nslab", ids: null });
    expect(store.update(pass("bind"))).toMatchObject({ type: "not-saved" });
  });

  test("is given to its owner alone where its directory was open to others", () => {
    mkdirSync(directory, { recursive: true, mode: 0o755 });
    open().update(pass("bind"));
    expect(statSync(directory).mode & 0o777).toBe(0o700);
  });
});

describe("a progress file that cannot be used", () => {
  test("loses nothing where it is damaged while nslab runs, and is kept aside", () => {
    const store = open();
    store.update(pass("bind"));
    writeFileSync(store.file, '{"format":1,"curr');
    expect(store.update(pass("look"))).toBeNull();
    expect(passed(open())).toEqual(["bind", "look"]);
    expect(readdirSync(directory).filter((name) => name.includes("damaged"))).toHaveLength(1);
  });

  test("is set aside wherever it is cut off, and nothing of it is lost", () => {
    const store = open();
    store.update(pass("bind"));
    const whole = readFileSync(store.file, "utf8").trimEnd();
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(store.file, whole.slice(0, length));
      const { progress, notice } = open().load();
      expect(progress).toEqual(NOTHING_YET);
      if (notice?.type !== "set-aside") throw new Error(`cut after ${length} bytes it was not set aside`);
      expect(notice).toMatchObject({ file: store.file, why: "damaged" });
      expect(readFileSync(notice.keptAs, "utf8")).toBe(whole.slice(0, length));
      rmSync(notice.keptAs);
    }
  });

  test("is set aside when a later nslab has written it", () => {
    const store = open();
    mkdirSync(directory, { recursive: true });
    writeFileSync(store.file, '{"format":2,"everything":"new"}');
    const { progress, notice } = store.load();
    expect(progress).toEqual(NOTHING_YET);
    expect(notice).toMatchObject({ type: "set-aside", why: "newer", detail: "it has format 2" });
    expect(notice?.type === "set-aside" && readFileSync(notice.keptAs, "utf8")).toBe('{"format":2,"everything":"new"}');
    expect(store.update(pass("bind"))).toBeNull();
    expect(readdirSync(directory)).toHaveLength(2);
  });

  test("never takes the place of one set aside before", () => {
    const store = open();
    mkdirSync(directory, { recursive: true });
    for (let count = 0; count < 20; count += 1) {
      writeFileSync(store.file, `damaged ${count}`);
      store.load();
    }
    const kept = readdirSync(directory).map((name) => readFileSync(join(directory, name), "utf8"));
    expect(kept.sort()).toEqual(Array.from({ length: 20 }, (_, count) => `damaged ${count}`).sort());
  });

  test.each([
    ["a directory", () => mkdirSync(join(directory, "progress.json"), { recursive: true })],
    [
      "a link to itself",
      () => {
        mkdirSync(directory, { recursive: true });
        symlinkSync("progress.json", join(directory, "progress.json"));
      },
    ],
  ])("because %s is in its place is neither overwritten nor believed", (_, make) => {
    make();
    const store = open();
    expect(store.load()).toMatchObject({ progress: NOTHING_YET, notice: { type: "unreadable", file: store.file } });
    expect(store.update(pass("bind"))).toMatchObject({ type: "not-saved", file: store.file });
    expect(readdirSync(directory)).toEqual(["progress.json"]);
  });

  test("because a file is in its directory's place is not there, and nothing can be saved", () => {
    mkdirSync(join(home, ".local"), { recursive: true });
    writeFileSync(join(home, ".local/state"), "");
    expect(open().load()).toEqual({ progress: NOTHING_YET, notice: null });
    expect(open().update(pass("bind"))).toMatchObject({ type: "not-saved" });
    expect(readFileSync(join(home, ".local/state"), "utf8")).toBe("");
  });
});

/** The store as a program that somebody else can run: Node 20 knows no types. */
async function storeProgram(step: string): Promise<string> {
  const source = new URL("../../src/progress/store.ts", import.meta.url).pathname;
  const contents = `
    import { appendFileSync, rmSync } from "node:fs";
    import { ProgressStore } from ${JSON.stringify(source)};
    const store = new ProgressStore({ directory: ${JSON.stringify(directory)}, ids: null });
    const pass = (step, at) => (progress) => ({ ...progress, lessons: { mounts: { ...progress.lessons.mounts, [step]: { at, withSolution: false } } } });
    const filler = ${JSON.stringify(join(directory, "filler"))};
    const fill = () => { try { for (;;) appendFileSync(filler, "x".repeat(1024)); } catch (error) { return error.code; } };
    const free = () => rmSync(filler) ?? null;
    process.stdout.write(JSON.stringify(${step}));`;
  const outfile = join(home, "store.mjs");
  await build({
    stdin: { contents, resolveDir: "/" },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    logLevel: "error",
  });
  return outfile;
}

describe("progress where the machine refuses", () => {
  // For root there is no directory that cannot be written: another looks and saves.
  const ordinary = isRoot ? { uid: 61_234, gid: 61_234 } : {};
  const asOrdinary = (program: string) =>
    JSON.parse(execFileSync(process.execPath, [program], { ...ordinary, encoding: "utf8" })) as unknown;

  test("to write the directory is said, and what was there stays", async () => {
    const store = open();
    store.update(pass("bind"));
    const program = await storeProgram('store.update(pass("look", "now"))');
    for (const path of [home, join(home, ".local"), join(home, ".local/state"), directory]) chmodSync(path, 0o555);
    chmodSync(store.file, 0o444);
    expect(asOrdinary(program)).toMatchObject({
      type: "not-saved",
      file: store.file,
      detail: expect.stringMatching(/EACCES|belongs to somebody else/) as string,
    });
    chmodSync(directory, 0o755);
    expect(passed(open())).toEqual(["bind"]);
  });

  test("to read the file is said, and it is not taken for an empty one", async () => {
    const store = open();
    store.update(pass("bind"));
    const program = await storeProgram("[store.load(), store.update(pass('look', 'now'))]");
    for (const path of [home, join(home, ".local"), join(home, ".local/state"), directory]) chmodSync(path, 0o777);
    chmodSync(store.file, 0o000);
    expect(asOrdinary(program)).toMatchObject([
      { progress: NOTHING_YET, notice: { type: "unreadable", file: store.file } },
      { type: "not-saved" },
    ]);
    chmodSync(store.file, 0o600);
    expect(passed(open())).toEqual(["bind"]);
  });

  test("more room for a while loses nothing: what could not be saved is saved with what comes next", async () => {
    const program = await storeProgram(
      '[store.update(pass("bind", "now")), fill(), store.update(pass("look", "now"))?.detail, free(), store.update(pass("end", "now")), Object.keys(store.load().progress.lessons.mounts)]',
    );
    mkdirSync(directory, { recursive: true });
    const full = 'mount -t tmpfs -o size=32k full "$1" && exec "$2" "$3"';
    const answer = execFileSync("unshare", ["-Urm", "sh", "-c", full, "sh", directory, process.execPath, program], {
      encoding: "utf8",
    });
    expect(JSON.parse(answer)).toEqual([null, "ENOSPC", expect.stringContaining("ENOSPC"), null, null, ["bind", "look", "end"]]);
  });

  test("more room is said, and what was there stays whole", async () => {
    const program = await storeProgram(
      '[store.update(pass("bind", "now")), store.update(pass("look", "x".repeat(60_000))), store.load().notice, Object.keys(store.load().progress.lessons.mounts)]',
    );
    mkdirSync(directory, { recursive: true });
    const full = 'mount -t tmpfs -o size=32k full "$1" && exec "$2" "$3"';
    const answer = execFileSync("unshare", ["-Urm", "sh", "-c", full, "sh", directory, process.execPath, program], {
      encoding: "utf8",
    });
    expect(JSON.parse(answer)).toEqual([
      null,
      { type: "not-saved", file: join(directory, "progress.json"), detail: expect.stringContaining("ENOSPC") as string },
      null,
      ["bind"],
    ]);
  });
});

// Only root can give files to somebody.
describe.runIf(isRoot)("progress under sudo", () => {
  const ids = { uid: 61_234, gid: 61_235 };
  const underSudo = () => new ProgressStore({ directory, ids });
  const owner = (path: string) => ({ uid: statSync(path).uid, gid: statSync(path).gid });

  test("belongs to the person, as does every directory that was missing", () => {
    const store = underSudo();
    expect(store.update(pass("bind"))).toBeNull();
    for (const path of [store.file, directory, join(home, ".local/state"), join(home, ".local")])
      expect(owner(path), path).toEqual(ids);
    expect(owner(home)).toEqual({ uid: 0, gid: 0 });
  });

  test("leaves directories alone that were there", () => {
    mkdirSync(join(home, ".local/state"), { recursive: true });
    chownSync(join(home, ".local/state"), 7, 7);
    underSudo().update(pass("bind"));
    expect(owner(join(home, ".local/state"))).toEqual({ uid: 7, gid: 7 });
    expect(owner(directory)).toEqual(ids);
  });

  test("belongs to the person again where root had made it", () => {
    open().update(pass("bind"));
    const store = underSudo();
    store.update(pass("look"));
    expect(owner(store.file)).toEqual(ids);
    expect(passed(store)).toEqual(["bind", "look"]);
  });

  test("is not read through a link to what the person may not read, nor through a FIFO nobody writes to", () => {
    mkdirSync(directory, { recursive: true });
    const secret = join(home, "secret");
    writeFileSync(secret, "root:$6$secret");
    for (const plant of [() => symlinkSync(secret, open().file), () => execFileSync("mkfifo", [open().file])]) {
      plant();
      const { progress, notice } = underSudo().load();
      expect(progress).toEqual(NOTHING_YET);
      expect(notice).toMatchObject({ type: "unreadable" });
      expect(JSON.stringify(notice)).not.toContain("$6$");
      rmSync(open().file);
    }
  });

  test("makes nothing where a link of the person's leads to somebody else", () => {
    const theirs = join(home, "theirs");
    mkdirSync(theirs);
    symlinkSync(theirs, join(home, ".local"));
    expect(underSudo().update(pass("bind"))).toMatchObject({
      type: "not-saved",
      detail: expect.stringContaining("belongs to somebody else") as string,
    });
    expect(readdirSync(theirs)).toEqual([]);
  });

  test("goes where a link of the person's leads to what is his own", () => {
    const his = join(home, "his");
    mkdirSync(his);
    chownSync(his, ids.uid, ids.gid);
    symlinkSync(his, join(home, ".local"));
    expect(underSudo().update(pass("bind"))).toBeNull();
    expect(owner(join(his, "state/nslab/progress.json"))).toEqual(ids);
  });

  test("does not follow a link that the person has put where root will write", () => {
    mkdirSync(directory, { recursive: true });
    const precious = join(home, "precious");
    writeFileSync(precious, "root's own");
    symlinkSync(precious, join(directory, "progress.json.new"));
    lutimesSync(join(directory, "progress.json.new"), new Date(0), new Date(0));
    underSudo().update(pass("bind"));
    expect(readFileSync(precious, "utf8")).toBe("root's own");
    expect(owner(precious)).toEqual({ uid: 0, gid: 0 });
  });
});
