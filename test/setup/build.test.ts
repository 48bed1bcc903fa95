import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  accessSync,
  constants,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { build, isBuildStale, ROOT } from "../../src/setup/build.mjs";
import { runQuietly } from "../../src/setup/run-command.mjs";
import { loadMarkdown } from "../../src/ui/markdown.ts";
import { createStyle } from "../../src/ui/style.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nslab-build-"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
});

afterEach(() => rmSync(folder, { recursive: true }));

const source = (name: string, text: string) => writeFileSync(join(folder, name), text);
const out = () => join(folder, "dist");
const chunks = () => readdirSync(join(out(), "chunks"));

describe("the build", () => {
  test("makes a program of its own that can be run as it is", async () => {
    source("main.ts", 'const name: string = "world"; console.log(`hello ${name}`);');
    await build({ entry: join(folder, "main.ts"), out: out() });
    accessSync(join(out(), "main.js"), constants.X_OK);
    expect(readFileSync(join(out(), "main.js"), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(await runQuietly([join(out(), "main.js")])).toEqual({ code: 0, output: "hello world\n" });
  });

  test("takes packages of the old module format inside, which require Node's own modules", async () => {
    await build({ entry: "test/setup/fixtures/old-format.ts", out: out() });
    expect(await runQuietly([join(out(), "main.js")], { cwd: "/" })).toEqual({ code: 0, output: "function\n" });
  });

  test("keeps what is imported late apart, so that a start costs only what it needs", async () => {
    source("late.ts", 'export const late = "late words";');
    source("main.ts", 'const { late } = await import("./late.ts"); console.log(late);');
    await build({ entry: join(folder, "main.ts"), out: out() });
    expect(readFileSync(join(out(), "program.js"), "utf8")).not.toContain("late words");
    expect((await runQuietly([join(out(), "main.js")])).output).toBe("late words\n");
  });

  test("has all that a start needs in one file, also what chunks share", async () => {
    source("shared.ts", "export const shared = (name: string) => `shared by ${name}`;");
    source("late.ts", 'import { shared } from "./shared.ts"; console.log(shared("late"));');
    source("main.ts", 'import { shared } from "./shared.ts"; console.log(shared("main")); await import("./late.ts");');
    await build({ entry: join(folder, "main.ts"), out: out() });
    expect(readFileSync(join(out(), "program.js"), "utf8")).not.toMatch(/^(import|\} from) .*chunks/m);
    expect((await runQuietly([join(out(), "main.js")])).output).toBe("shared by main\nshared by late\n");
  });

  test("leaves out what marked-terminal would bring and nslab does not use, and renders all the same", async () => {
    await build({ entry: "test/setup/fixtures/render.ts", out: out() });
    const given = readFileSync(join(ROOT, "test/setup/fixtures/everything.md"), "utf8");
    const style = createStyle({ colour: 3, unicode: true, plain: false });
    const { output } = await runQuietly([
      process.execPath,
      join(out(), "main.js"),
      join(ROOT, "test/setup/fixtures/everything.md"),
    ]);
    expect(output).toBe((await loadMarkdown(style))(given, 60));
    const sizes = chunks().map((name) => statSync(join(out(), "chunks", name)).size);
    expect(Math.max(...sizes)).toBeLessThan(200_000);
  });

  test("does not take away the chunks of a program that runs", async () => {
    source("late.ts", 'export const late = "old";');
    source(
      "main.ts",
      'console.log("runs"); process.stdin.once("data", async () => { console.log((await import("./late.ts")).late); process.exit(); });',
    );
    await build({ entry: join(folder, "main.ts"), out: out() });
    const running = spawn(join(out(), "main.js"), { stdio: ["pipe", "pipe", "inherit"] });
    await once(running.stdout, "data");
    source("late.ts", 'export const late = "new";');
    await build({ entry: join(folder, "main.ts"), out: out() });
    running.stdin.write("go on\n");
    expect(String((await once(running.stdout, "data"))[0])).toBe("old\n");
    expect((await runQuietly(["sh", "-c", `echo | ${join(out(), "main.js")}`])).output).toBe("runs\nnew\n");
  });

  test("can run twice at a time", async () => {
    source("main.ts", 'console.log("whole");');
    await Promise.all([1, 2, 3].map(() => build({ entry: join(folder, "main.ts"), out: out() })));
    expect((await runQuietly([join(out(), "main.js")])).output).toBe("whole\n");
    expect(readdirSync(out())).toEqual(["main.js", "program.js"]);
  });

  test("leaves what was built before for a day, and nothing when asked for a clean one", async () => {
    source("late.ts", "export const late = 1;");
    source("main.ts", 'console.log(await import("./late.ts"));');
    await build({ entry: join(folder, "main.ts"), out: out() });
    const [first = ""] = chunks();
    source("late.ts", "export const late = 2;");
    await build({ entry: join(folder, "main.ts"), out: out() });
    expect(chunks()).toHaveLength(2);
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    utimesSync(join(out(), "chunks", first), twoDaysAgo, twoDaysAgo);
    await build({ entry: join(folder, "main.ts"), out: out() });
    expect(chunks()).toHaveLength(1);
    expect(chunks()).not.toContain(first);
    source("late.ts", "export const late = 3;");
    await build({ entry: join(folder, "main.ts"), out: out(), clean: true });
    expect(chunks()).toHaveLength(1);
  });

  test("is due when the program is missing or older than a source, and not otherwise", () => {
    const program = join(folder, "main.js");
    expect(isBuildStale(program)).toBe(true);
    writeFileSync(program, "");
    const later = new Date(Date.now() + 60_000);
    utimesSync(program, later, later);
    expect(isBuildStale(program)).toBe(false);
    utimesSync(program, new Date(0), new Date(0));
    expect(isBuildStale(program)).toBe(true);
  });

  test("knows the repository's root", () => {
    expect(readdirSync(ROOT)).toContain("package-lock.json");
  });
});
