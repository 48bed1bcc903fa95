import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import stringWidth from "fast-string-width";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findPackageRoot } from "../../src/cli/context.ts";
import { Person } from "../support/person.ts";

const packageRoot = findPackageRoot(import.meta.url);
const program = join(packageRoot, "dist/main.js");
const CHINESE = { LANG: "zh_CN.UTF-8" };
const LEAVE = "\u001d";
const DOWN = "\u001b[B";

let home = "";

beforeAll(() => {
  execFileSync(process.execPath, [join(packageRoot, "src/setup/build.mjs")], { cwd: packageRoot });
});
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "nslab-language-"));
});
afterEach(async () => {
  await Person.closeAll();
  rmSync(home, { recursive: true, force: true });
});

function nslab(given: string, environment: Record<string, string>, size = { columns: 80, rows: 24 }): Person {
  return Person.start(`${process.execPath} ${program} ${given}`, {
    ...size,
    environment: { HOME: home, XDG_RUNTIME_DIR: home, ...environment },
  });
}

/** What a command prints into a pipe. */
function printed(given: readonly string[], environment: Record<string, string>): string {
  const env = { PATH: process.env["PATH"] ?? "", HOME: home, XDG_RUNTIME_DIR: home, ...environment };
  return execFileSync(process.execPath, [program, ...given], { env, encoding: "utf8" });
}

/** Nothing was cut in half, no line begins with a mark that belongs to the one before. */
function expectWellSet(person: Person): void {
  for (const row of person.rows) {
    expect(row).not.toContain("\ufffd");
    expect(row).not.toMatch(/^\s*[，。；：？！）」』》、]/u);
  }
}

/** The columns in which the right borders of boxes stand. */
function rightBorders(person: Person): ReadonlySet<number> {
  const border = /^[│┐┘|+]$/u;
  const rows = person.cells.filter((row) => /^[┌└│+|]$/u.test(row[0]?.text ?? ""));
  return new Set(rows.map((row) => row.findLastIndex(({ text }) => border.test(text))));
}

describe.each([
  ["80x24", "", { columns: 80, rows: 24 }],
  ["120x40", "", { columns: 120, rows: 40 }],
  ["40x12", "", { columns: 40, rows: 12 }],
  ["80x24, plain", " --plain", { columns: 80, rows: 24 }],
])("a lesson in Chinese at %s", (_, options, size) => {
  const isPlain = options !== "";

  test("is read, run, typed and drawn, its lines as wide as the window and its borders straight", async () => {
    const person = nslab(`lesson mounts${options}`, CHINESE, size);
    await person.answers(/随时退出[\s\S]*Enter 开始/, "\r");
    await person.prints(/第 1 课：挂载命名空间/, 0);
    await person.answers(/终端[\s\S]*Enter 开始/, "\r");
    await person.sees(/Enter 运行.*\? (?:更多|帮助)\s*$/);
    expectWellSet(person);
    person.press("\r");
    await person.sees(/看到[\s\S]*Enter 下一步.*\? (?:更多|帮助)\s*$/);
    expectWellSet(person);
    const lines = stripVTControlCharacters(person.printed)
      .split(/\r?\n/)
      .map((line) => line.split("\r").at(-1) ?? "");
    // A command stands as it is typed, however long it is; the keys may use all of the window.
    const widest = (line: string) => (line.startsWith("Enter ") ? size.columns - 1 : Math.min(size.columns, 88));
    expect(lines.filter((line) => stringWidth(line) > widest(line) && !/^(?:\(\w+\) )?\[root@/.test(line))).toEqual([]);
    expect(lines.filter((line) => /^\s*[，。；：？！）」』》、]/u.test(line))).toEqual([]);

    person.press("\r");
    await person.answers(/unshare\s+-m bash[\s\S]*Enter 运行.*\s*$/, "t");
    await person.sees(/你在终端 container 里。[\s\S]*\[root@host docker\]# *(?:\n[^\n]*)?$/);
    person.press("echo 你好，世界; unshare -m bash\r");
    await person.sees(/\n你好，世界\n[\s\S]*检查全部通过。[^\n]*/);
    if (!isPlain) expect(person.rows.at(-1)).toMatch(/^2\/13 .*container：mnt {2}✓ 1\/1 {2}/);
    expectWellSet(person);
    person.press(LEAVE);

    await person.answers(/Enter 运行.*\s*$/, "m");
    await person.sees(/终端 container ─+┐|终端 container -+\+/);
    expect(rightBorders(person).size).toBe(1);
    if (isPlain) expect(person.printed).not.toContain("\u001b");
    if (size.rows === 12) await person.answers(/q 回到课程\s*$/, "q"); // a page of its own
    await person.answers(/Enter 运行.*\s*$/, "q");
    if (size.rows > 12) await person.answers(/再按一次 q 退出[\s\S]*q 退出 {3}其他键 取消\s*$/, "q");
    expect(await person.exited).toBe(0);
    await person.prints(/实验环境已经消失/, 0);
  });
});

describe("a language", () => {
  test("is chosen in the middle of a lesson, whose lab stays, and is spoken from then on", async () => {
    const person = nslab("lesson mounts", {});
    await person.answers(/quits at any time[\s\S]*Enter begin {3}l lessons {3}g language/, "\r");
    await person.answers(/Lesson 1[\s\S]*Enter begin|terminals are used[\s\S]*Enter begin|Enter begin/, "\r");
    await person.answers(/Enter run/, "t");
    await person.sees(/Ctrl-\] goes back[\s\S]*\]# *\n/);
    person.press("mkdir -p /data1 data; echo ab''cd > /data1/note\r");
    await person.sees(/all checks of this step pass/);
    person.press(LEAVE);
    await person.answers(/Step 2 of[\s\S]*Enter run/, "g");
    await person.sees(/Language[\s\S]*English \(en\)[\s\S]*中文/);
    person.press(`${DOWN}\r`);
    await person.answers(/第 2 步，共 13 步：[\s\S]*Enter 运行/, "t");
    await person.sees(/你在终端 container 里/);
    person.press("cat /data1/note\r");
    await person.sees(/\nabcd\n\(container\) \[root/);
    person.press(LEAVE);
    await person.answers(/Enter (?:运行|再试)/, "q");
    expect(await person.exited).toBe(0);

    expect(JSON.parse(readFileSync(join(home, ".local/state/nslab/choices.json"), "utf8"))).toEqual({
      format: 1,
      language: "zh",
    });
    expect(printed(["list"], {})).toContain("挂载命名空间");
    expect(printed(["list", "--language", "en"], {})).toContain("Mount namespaces");
    expect(printed(["notes"], {})).toMatch(/^# 手工搭建容器：我的笔记\n[\s\S]*## 第 1 课：挂载命名空间\n[\s\S]*自己输入/);
    expect(printed(["notes", "--language", "en"], {})).toContain("typed by myself");
  });

  test("is chosen by a command, from a menu or by name", async () => {
    const person = nslab("language", {});
    await person.sees(/English \(en\)[\s\S]*中文/);
    person.press(`${DOWN}\r`);
    await person.sees(/从现在起，课程用中文。/);
    expect(await person.exited).toBe(0);
    expect(printed(["language"], {})).toBe("zh\n");
    expect(printed(["language", "en"], CHINESE)).toBe("The course speaks English from now on.\n");
    expect(printed(["list"], CHINESE)).toContain("Mount namespaces");
  });

  test("is taken by every command, before or behind its name, before what was chosen", () => {
    expect(printed(["language", "en"], {})).toContain("English");
    for (const given of [
      ["--language", "zh", "list"],
      ["list", "--language=zh"],
    ])
      expect(printed(given, {})).toContain("挂载命名空间");
    expect(printed(["list"], { NSLAB_LANGUAGE: "zh" })).toContain("挂载命名空间");
    expect(printed(["--language", "zh", "script", "1"], {})).toMatch(/^# 容器 1：网络命名空间 ns2[\s\S]* {2}# 宿主机\n/);
    expect(printed(["help", "map", "--language", "zh"], {})).toMatch(/^nslab-map：[\s\S]*\n用法\n {2}nslab map \[选项\]\n/);
    expect(printed(["__complete", "--", "map", "--w"], { NSLAB_LANGUAGE: "zh" })).toContain("--watch\t实验环境一有变化就重画");
    expect(printed(["language"], { LANG: "en_US.UTF-8", LANGUAGE: "zh_CN:en" })).toBe("en\n"); // as chosen
  });

  test("is that of what is wrong with a command line, too", async () => {
    const person = nslab("lisst", CHINESE, { columns: 40, rows: 12 });
    expect(await person.exited).toBe(2);
    await person.prints(/^错误：没有 lisst 这个命令\r?\n（是不是想输入 list？）\r?\nnslab --help 列出所有命令。/, 0);
    const other = nslab("list", { NSLAB_LANGUAGE: "fr" });
    expect(await other.exited).toBe(2);
    await other.prints(/the value 'fr' of the variable NSLAB_LANGUAGE is invalid\./, 0);
  });

  test("is typed by its number where nothing can be drawn anew", async () => {
    const person = nslab("language --plain", CHINESE);
    await person.answers(/语言的编号/, "3\r");
    await person.answers(/没有 3 这个选项/, "1\r");
    await person.sees(/The course speaks English from now on\./);
    expect(await person.exited).toBe(0);
    expect(person.printed).not.toContain("\u001b");
  });
});
