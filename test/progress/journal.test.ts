import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Journal } from "../../src/progress/journal.ts";
import { allInEnglish } from "../support/in-english.ts";
import { entryLine } from "../../src/progress/journal-entries.ts";
import { canTest } from "../support/must-work.ts";
import { PACKAGE_ROOT } from "../support/test-lab.ts";
import { command, opened, passed } from "./journal-fixtures.ts";

const isRoot = canTest(process.getuid?.() === 0, "this is not root");

let home: string;
let directory: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "nslab-journal-"));
  directory = join(home, ".local/state/nslab");
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const open = (large?: number) => new Journal({ directory, ids: null }, large);
const read = (journal: Journal) => {
  const found = journal.read();
  return found.type === "read" ? found.entries : [];
};

/** A program with a `journal` and an `entry(text)`, which prints the value of an expression as JSON. */
async function journalProgram(expression: string): Promise<string> {
  const outfile = join(home, "program.mjs");
  await build({
    stdin: {
      contents: `import { Journal } from "./src/progress/journal.ts";
import { command } from "./test/progress/journal-fixtures.ts";
const journal = new Journal({ directory: ${JSON.stringify(directory)}, ids: null });
const entry = (text) => command(text);
process.stdout.write(JSON.stringify(${expression}) + "\\n");`,
      resolveDir: PACKAGE_ROOT,
      loader: "ts",
    },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    logLevel: "error",
  });
  return outfile;
}

describe("a person's journal", () => {
  test("is empty before anything was done, and no file is made by looking", () => {
    expect(open().read()).toEqual({ type: "read", entries: [] });
    expect(readdirSync(home)).toEqual([]);
  });

  test("has what was added to it, for its owner alone", () => {
    expect(open().append(opened())).toBeNull();
    expect(open().append(command("ls"))).toBeNull();
    expect(read(open())).toEqual([opened(), command("ls")]);
    expect(statSync(open().file).mode & 0o777).toBe(0o600);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(readdirSync(directory)).toEqual(["journal.jsonl"]);
  });

  test("can be forgotten, twice too", () => {
    open().append(opened());
    expect(open().reset()).toBeNull();
    expect(open().reset()).toBeNull();
    expect(read(open())).toEqual([]);
  });

  test("goes on after a line that was cut off", () => {
    open().append(opened());
    appendFileSync(open().file, entryLine(command("lost")).slice(0, 40));
    expect(open().append(command("ls"))).toBeNull();
    expect(read(open())).toEqual([opened(), command("ls")]);
  });

  test("has all that two processes add at the same time", async () => {
    const program = await journalProgram(
      "Array.from({ length: 100 }, (_, index) => journal.append(entry(process.argv[2] + index))).every((kept) => kept === null)",
    );
    const writers = ["one-", "other-"].map((prefix) =>
      spawn(process.execPath, [program, prefix], { stdio: ["ignore", "pipe", "inherit"] }),
    );
    const answers = await Promise.all(
      writers.map(async (writer) => String(((await once(writer.stdout, "data")) as [Buffer])[0]).trim()),
    );
    expect(answers).toEqual(["true", "true"]);
    expect(read(open())).toHaveLength(200);
    expect(readdirSync(directory)).toEqual(["journal.jsonl"]);
  });

  test("that has grown large loses old attempts, and nothing that notes tell", () => {
    const journal = open(4000);
    for (let attempt = 0; attempt < 50; attempt += 1) {
      for (const entry of [opened(), command(`attempt ${attempt}`), passed()]) expect(journal.append(entry)).toBeNull();
    }
    expect(statSync(journal.file).size).toBeLessThan(5000);
    expect(read(journal)).toContainEqual(command("attempt 49"));
    expect(statSync(journal.file).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(["journal.jsonl"]);
  });

  test("follows no link that somebody has put in its place", () => {
    const precious = join(home, "precious");
    writeFileSync(precious, "precious");
    mkdirSync(directory, { recursive: true });
    symlinkSync(precious, open().file);
    expect(open().append(opened())).toMatchObject({ type: "not-saved" });
    rmSync(open().file);
    linkSync(precious, open().file);
    expect(open().append(opened())).toMatchObject({ type: "not-saved" });
    expect(readFileSync(precious, "utf8")).toBe("precious");
  });

  test("waits for no reader where a pipe is in its place", () => {
    mkdirSync(directory, { recursive: true });
    execFileSync("mkfifo", [open().file]);
    expect(open().append(opened())).toMatchObject({ type: "not-saved" });
  });
});

describe("a journal where the machine refuses", () => {
  test("to write the directory: it is said, and what was there stays", async () => {
    open().append(opened());
    const program = await journalProgram("journal.append(entry('ls'))");
    for (const path of [home, join(home, ".local"), join(home, ".local/state"), directory]) chmodSync(path, 0o555);
    const ordinary = isRoot ? { uid: 61_234, gid: 61_234 } : {};
    const answer = execFileSync(process.execPath, [program], { ...ordinary, encoding: "utf8" });
    expect(allInEnglish(JSON.parse(answer))).toMatchObject({
      type: "not-saved",
      file: open().file,
      detail: expect.stringMatching(/EACCES|belongs to somebody else/),
    });
    chmodSync(directory, 0o755);
    expect(read(open())).toEqual([opened()]);
  });

  test("more room: it is said, no half line stays, and it goes on when there is room again", async () => {
    const program = await journalProgram(
      "[journal.append(entry('one')), journal.append(entry('x'.repeat(60_000))), journal.append(entry('two')), journal.read().entries.map((each) => each.command)]",
    );
    mkdirSync(directory, { recursive: true });
    const full = 'mount -t tmpfs -o size=32k full "$1" && exec "$2" "$3"';
    const answer = execFileSync("unshare", ["-Urm", "sh", "-c", full, "sh", directory, process.execPath, program], {
      encoding: "utf8",
    });
    expect(allInEnglish(JSON.parse(answer))).toEqual([
      null,
      { type: "not-saved", file: open().file, detail: expect.stringContaining("ENOSPC") as string },
      null,
      ["one", "two"],
    ]);
  });
});

// Only root can give files to somebody.
describe.runIf(isRoot)("a journal under sudo", () => {
  test("belongs to the person, also after it was shortened", () => {
    const ids = { uid: 61_234, gid: 61_235 };
    const journal = new Journal({ directory, ids }, 1500);
    for (let attempt = 0; attempt < 20; attempt += 1) {
      journal.append(opened());
      journal.append(command("ls"));
    }
    for (const path of [journal.file, directory, join(home, ".local")]) expect(statSync(path)).toMatchObject(ids);
  });
});
