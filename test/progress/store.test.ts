import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chownSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { NOTHING_YET, withPosition } from "../../src/progress/progress.ts";
import { ProgressStore } from "../../src/progress/store.ts";
import { pass, passed, StoreRig } from "./store-rig.ts";
import { canTest } from "../support/must-work.ts";
import { allInEnglish } from "../support/in-english.ts";

const isRoot = canTest(process.getuid?.() === 0, "this is not root");
const rig = new StoreRig();

describe("a person's progress on disk", () => {
  test("is nothing yet before the first step, and no file is made by looking", () => {
    expect(rig.open().load()).toEqual({ progress: NOTHING_YET, notice: null });
    expect(readdirSync(rig.home)).toEqual([]);
  });

  test("is kept between runs, for its owner alone", () => {
    expect(rig.open().update(pass("bind"))).toBeNull();
    expect(passed(rig.open())).toEqual(["bind"]);
    expect(statSync(join(rig.directory, "progress.json")).mode & 0o777).toBe(0o600);
    expect(statSync(rig.directory).mode & 0o777).toBe(0o700);
    expect(readdirSync(rig.directory)).toEqual(["progress.json"]);
  });

  test("is not written again when nothing has changed", () => {
    const store = rig.open();
    store.update(pass("bind"));
    const before = statSync(store.file);
    expect(store.update(pass("bind"))).toBeNull();
    expect(statSync(store.file).ino).toBe(before.ino);
  });

  test("has what two that run at once have each passed", () => {
    const [one, other] = [rig.open(), rig.open()];
    one.load();
    other.load();
    one.update(pass("bind"));
    other.update(pass("look"));
    one.update((progress) => withPosition(progress, { lesson: "mounts", step: "unshare" }));
    expect(passed(rig.open())).toEqual(["bind", "look"]);
    expect(rig.open().load().progress.current).toEqual({ lesson: "mounts", step: "unshare" });
  });

  test("can be forgotten, twice too", () => {
    const store = rig.open();
    store.update(pass("bind"));
    expect(store.reset()).toBeNull();
    expect(store.reset()).toBeNull();
    expect(store.load()).toEqual({ progress: NOTHING_YET, notice: null });
  });

  test("is saved although a writer was killed in the middle", () => {
    const store = rig.open();
    store.update(pass("bind"));
    writeFileSync(`${store.file}.new`, "{");
    utimesSync(`${store.file}.new`, new Date(0), new Date(0));
    expect(store.update(pass("look"))).toBeNull();
    expect(passed(rig.open())).toEqual(["bind", "look"]);
    expect(readdirSync(rig.directory)).toEqual(["progress.json"]);
  });

  test("has all that two processes pass at the same time", async () => {
    const many = await rig.program(
      "Array.from({ length: 50 }, (_, index) => store.update(pass(process.argv[2] + index, 'now'))).every((saved) => saved === null)",
    );
    const writers = ["one-", "other-"].map((prefix) =>
      spawn(process.execPath, [many, prefix], { stdio: ["ignore", "pipe", "inherit"] }),
    );
    const answers = await Promise.all(
      writers.map(async (writer) => String(((await once(writer.stdout, "data")) as [Buffer])[0])),
    );
    expect(answers).toEqual(["true", "true"]);
    expect(passed(rig.open())).toHaveLength(100);
    expect(readdirSync(rig.directory)).toEqual(["progress.json"]);
  });

  test("is not saved while somebody else keeps it open, and it is said", async () => {
    const store = rig.open();
    store.update(pass("bind"));
    const busy = spawn("sh", ["-c", 'while touch "$1"; do echo; sleep 0.1; done', "sh", `${store.file}.new`]);
    await once(busy.stdout, "data");
    expect(allInEnglish(store.update(pass("look")))).toMatchObject({
      type: "not-saved",
      detail: expect.stringContaining("another nslab") as string,
    });
    busy.kill();
    expect(passed(store)).toEqual(["bind"]);
  });

  test("is saved where a writer was killed before the clock was set back", () => {
    const store = rig.open();
    store.update(pass("bind"));
    writeFileSync(`${store.file}.new`, "half of it");
    utimesSync(`${store.file}.new`, new Date(Date.now() + 60_000), new Date(Date.now() + 60_000));
    expect(store.update(pass("look"))).toBeNull();
    expect(passed(store)).toEqual(["bind", "look"]);
    expect(readdirSync(rig.directory)).toEqual(["progress.json"]);
  });

  test("is not saved, and that is said, where no rig.directory can be made", () => {
    const store = new ProgressStore({ directory: "/proc/nowhere/.local/state/nslab", ids: null });
    expect(store.update(pass("bind"))).toMatchObject({ type: "not-saved" });
  });

  test("is given to its owner alone where its rig.directory was open to others", () => {
    mkdirSync(rig.directory, { recursive: true, mode: 0o755 });
    rig.open().update(pass("bind"));
    expect(statSync(rig.directory).mode & 0o777).toBe(0o700);
  });
});

describe.runIf(isRoot)("progress under sudo", () => {
  const ids = { uid: 61_234, gid: 61_235 };
  const underSudo = () => new ProgressStore({ directory: rig.directory, ids });
  const owner = (path: string) => ({ uid: statSync(path).uid, gid: statSync(path).gid });

  test("belongs to the person, as does every rig.directory that was missing", () => {
    const store = underSudo();
    expect(store.update(pass("bind"))).toBeNull();
    for (const path of [store.file, rig.directory, join(rig.home, ".local/state"), join(rig.home, ".local")])
      expect(owner(path), path).toEqual(ids);
    expect(owner(rig.home)).toEqual({ uid: 0, gid: 0 });
  });

  test("leaves directories alone that were there", () => {
    mkdirSync(join(rig.home, ".local/state"), { recursive: true });
    chownSync(join(rig.home, ".local/state"), 7, 7);
    underSudo().update(pass("bind"));
    expect(owner(join(rig.home, ".local/state"))).toEqual({ uid: 7, gid: 7 });
    expect(owner(rig.directory)).toEqual(ids);
  });

  test("belongs to the person again where root had made it", () => {
    rig.open().update(pass("bind"));
    const store = underSudo();
    store.update(pass("look"));
    expect(owner(store.file)).toEqual(ids);
    expect(passed(store)).toEqual(["bind", "look"]);
  });

  test("is not read through a link to what the person may not read, nor through a FIFO nobody writes to", () => {
    mkdirSync(rig.directory, { recursive: true });
    const secret = join(rig.home, "secret");
    writeFileSync(secret, "root:$6$secret");
    for (const plant of [() => symlinkSync(secret, rig.open().file), () => execFileSync("mkfifo", [rig.open().file])]) {
      plant();
      const { progress, notice } = underSudo().load();
      expect(progress).toEqual(NOTHING_YET);
      expect(notice).toMatchObject({ type: "unreadable" });
      expect(JSON.stringify(notice)).not.toContain("$6$");
      rmSync(rig.open().file);
    }
  });

  test("makes nothing where a link of the person's leads to somebody else", () => {
    const theirs = join(rig.home, "theirs");
    mkdirSync(theirs);
    symlinkSync(theirs, join(rig.home, ".local"));
    expect(allInEnglish(underSudo().update(pass("bind")))).toMatchObject({
      type: "not-saved",
      detail: expect.stringContaining("belongs to somebody else") as string,
    });
    expect(readdirSync(theirs)).toEqual([]);
  });

  test("goes where a link of the person's leads to what is his own", () => {
    const his = join(rig.home, "his");
    mkdirSync(his);
    chownSync(his, ids.uid, ids.gid);
    symlinkSync(his, join(rig.home, ".local"));
    expect(underSudo().update(pass("bind"))).toBeNull();
    expect(owner(join(his, "state/nslab/progress.json"))).toEqual(ids);
  });

  test("does not follow a link that the person has put where root will write", () => {
    mkdirSync(rig.directory, { recursive: true });
    const precious = join(rig.home, "precious");
    writeFileSync(precious, "root's own");
    symlinkSync(precious, join(rig.directory, "progress.json.new"));
    lutimesSync(join(rig.directory, "progress.json.new"), new Date(0), new Date(0));
    underSudo().update(pass("bind"));
    expect(readFileSync(precious, "utf8")).toBe("root's own");
    expect(owner(precious)).toEqual({ uid: 0, gid: 0 });
  });
});
