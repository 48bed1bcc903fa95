import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { NOTHING_YET } from "../../src/progress/progress.ts";
import { pass, passed, StoreRig } from "./store-rig.ts";
import { canTest } from "../support/must-work.ts";
import { allInEnglish } from "../support/in-english.ts";

const isRoot = canTest(process.getuid?.() === 0, "this is not root");
const rig = new StoreRig();

describe("a progress file that cannot be used", () => {
  test("loses nothing where it is damaged while nslab runs, and is kept aside", () => {
    const store = rig.open();
    store.update(pass("bind"));
    writeFileSync(store.file, '{"format":1,"curr');
    expect(store.update(pass("look"))).toBeNull();
    expect(passed(rig.open())).toEqual(["bind", "look"]);
    expect(readdirSync(rig.directory).filter((name) => name.includes("damaged"))).toHaveLength(1);
  });

  test("is set aside wherever it is cut off, and nothing of it is lost", () => {
    const store = rig.open();
    store.update(pass("bind"));
    const whole = readFileSync(store.file, "utf8").trimEnd();
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(store.file, whole.slice(0, length));
      const { progress, notice } = rig.open().load();
      expect(progress).toEqual(NOTHING_YET);
      if (notice?.type !== "set-aside") throw new Error(`cut after ${length} bytes it was not set aside`);
      expect(notice).toMatchObject({ file: store.file, why: "damaged" });
      expect(readFileSync(notice.keptAs, "utf8")).toBe(whole.slice(0, length));
      rmSync(notice.keptAs);
    }
  });

  test("is set aside when a later nslab has written it", () => {
    const store = rig.open();
    mkdirSync(rig.directory, { recursive: true });
    writeFileSync(store.file, '{"format":2,"everything":"new"}');
    const { progress, notice } = store.load();
    expect(progress).toEqual(NOTHING_YET);
    expect(allInEnglish(notice)).toMatchObject({ type: "set-aside", why: "newer", detail: "it has format 2" });
    expect(notice?.type === "set-aside" && readFileSync(notice.keptAs, "utf8")).toBe('{"format":2,"everything":"new"}');
    expect(store.update(pass("bind"))).toBeNull();
    expect(readdirSync(rig.directory)).toHaveLength(2);
  });

  test("never takes the place of one set aside before", () => {
    const store = rig.open();
    mkdirSync(rig.directory, { recursive: true });
    for (let count = 0; count < 20; count += 1) {
      writeFileSync(store.file, `damaged ${count}`);
      store.load();
    }
    const kept = readdirSync(rig.directory).map((name) => readFileSync(join(rig.directory, name), "utf8"));
    expect(kept.sort()).toEqual(Array.from({ length: 20 }, (_, count) => `damaged ${count}`).sort());
  });

  test.each([
    ["a directory", () => mkdirSync(join(rig.directory, "progress.json"), { recursive: true })],
    [
      "a link to itself",
      () => {
        mkdirSync(rig.directory, { recursive: true });
        symlinkSync("progress.json", join(rig.directory, "progress.json"));
      },
    ],
  ])("because %s is in its place is neither overwritten nor believed", (_, make) => {
    make();
    const store = rig.open();
    expect(store.load()).toMatchObject({ progress: NOTHING_YET, notice: { type: "unreadable", file: store.file } });
    expect(store.update(pass("bind"))).toMatchObject({ type: "not-saved", file: store.file });
    expect(readdirSync(rig.directory)).toEqual(["progress.json"]);
  });

  test("because a file is in its rig.directory's place is not there, and nothing can be saved", () => {
    mkdirSync(join(rig.home, ".local"), { recursive: true });
    writeFileSync(join(rig.home, ".local/state"), "");
    expect(rig.open().load()).toEqual({ progress: NOTHING_YET, notice: null });
    expect(rig.open().update(pass("bind"))).toMatchObject({ type: "not-saved" });
    expect(readFileSync(join(rig.home, ".local/state"), "utf8")).toBe("");
  });
});

describe("progress where the machine refuses", () => {
  // For root there is no rig.directory that cannot be written: another looks and saves.
  const ordinary = isRoot ? { uid: 61_234, gid: 61_234 } : {};
  const asOrdinary = (program: string) =>
    JSON.parse(execFileSync(process.execPath, [program], { ...ordinary, encoding: "utf8" })) as unknown;

  test("to write the rig.directory is said, and what was there stays", async () => {
    const store = rig.open();
    store.update(pass("bind"));
    const program = await rig.program('store.update(pass("look", "now"))');
    for (const path of [rig.home, join(rig.home, ".local"), join(rig.home, ".local/state"), rig.directory])
      chmodSync(path, 0o555);
    chmodSync(store.file, 0o444);
    expect(allInEnglish(asOrdinary(program))).toMatchObject({
      type: "not-saved",
      file: store.file,
      detail: expect.stringMatching(/EACCES|belongs to somebody else/) as string,
    });
    chmodSync(rig.directory, 0o755);
    expect(passed(rig.open())).toEqual(["bind"]);
  });

  test("to read the file is said, and it is not taken for an empty one", async () => {
    const store = rig.open();
    store.update(pass("bind"));
    const program = await rig.program("[store.load(), store.update(pass('look', 'now'))]");
    for (const path of [rig.home, join(rig.home, ".local"), join(rig.home, ".local/state"), rig.directory])
      chmodSync(path, 0o777);
    chmodSync(store.file, 0o000);
    expect(asOrdinary(program)).toMatchObject([
      { progress: NOTHING_YET, notice: { type: "unreadable", file: store.file } },
      { type: "not-saved" },
    ]);
    chmodSync(store.file, 0o600);
    expect(passed(rig.open())).toEqual(["bind"]);
  });

  test("more room for a while loses nothing: what could not be saved is saved with what comes next", async () => {
    const program = await rig.program(
      '[store.update(pass("bind", "now")), fill(), store.update(pass("look", "now"))?.detail, free(), store.update(pass("end", "now")), Object.keys(store.load().progress.lessons.mounts)]',
    );
    mkdirSync(rig.directory, { recursive: true });
    const full = 'mount -t tmpfs -o size=32k full "$1" && exec "$2" "$3"';
    const answer = execFileSync("unshare", ["-Urm", "sh", "-c", full, "sh", rig.directory, process.execPath, program], {
      encoding: "utf8",
    });
    expect(allInEnglish(JSON.parse(answer))).toEqual([
      null,
      "ENOSPC",
      expect.stringContaining("ENOSPC"),
      null,
      null,
      ["bind", "look", "end"],
    ]);
  });

  test("more room is said, and what was there stays whole", async () => {
    const program = await rig.program(
      '[store.update(pass("bind", "now")), store.update(pass("look", "x".repeat(60_000))), store.load().notice, Object.keys(store.load().progress.lessons.mounts)]',
    );
    mkdirSync(rig.directory, { recursive: true });
    const full = 'mount -t tmpfs -o size=32k full "$1" && exec "$2" "$3"';
    const answer = execFileSync("unshare", ["-Urm", "sh", "-c", full, "sh", rig.directory, process.execPath, program], {
      encoding: "utf8",
    });
    expect(allInEnglish(JSON.parse(answer))).toEqual([
      null,
      { type: "not-saved", file: join(rig.directory, "progress.json"), detail: expect.stringContaining("ENOSPC") as string },
      null,
      ["bind"],
    ]);
  });
});

// Only root can give files to somebody.
