import { CommanderError } from "commander";
import { afterEach, describe, expect, test, vi } from "vitest";
import { withDefaultCommand } from "../../src/cli/arguments.ts";
import type { Context } from "../../src/cli/context.ts";
import { declareProgram } from "../../src/cli/program.ts";
import { usageErrorLines } from "../../src/cli/usage-error.ts";
import { ENGLISH_WORDS, inEnglish, inWords } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";

/** What commander has against that command line. */
async function errorOf(line: string): Promise<string> {
  const context = { version: "1.0.0", spoken: { language: "en", words: ENGLISH_WORDS } } as unknown as Context;
  const program = declareProgram(context, { ended: () => undefined, helpAskedFor: () => undefined });
  const names = program.commands.map((command) => command.name());
  try {
    await program.parseAsync([...withDefaultCommand(line.split(" "), names)], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.message;
    throw error;
  }
  return "";
}

afterEach(() => vi.unstubAllEnvs());

describe("what is wrong with a command line", () => {
  test.each<[string, string]>([
    ["list --lnog", "错误：没有 --lnog 这个选项\n（是不是想输入 --long？）"],
    ["map --xyzzy", "错误：没有 --xyzzy 这个选项"],
    ["lissst", "错误：没有 lissst 这个命令\n（是不是想输入 list？）"],
    ["lesson", "错误：缺少参数 lesson"],
    ["start --record", "错误：选项 --record <file> 后面缺少值"],
    ["map --svg a --watch", "错误：选项 --svg <file> 与 --watch 不能同时使用"],
    ["clean all", "错误：clean 不带参数，却给了 1 个。"],
    ["lesson 1 2", "错误：lesson 只带 1 个参数，却给了 2 个。"],
    ["list --format yaml", "错误：选项 --format <format> 的值不能是 yaml。可以是：pretty、json。"],
    ["verify --jobs 0", "错误：选项 --jobs <n> 的值不能是 0。它应当是正整数。"],
    ["language fr", "错误：参数 language 不能是 fr。可以是：en、zh。"],
    ["list --language fr", "错误：选项 --language <language> 的值不能是 fr。可以是：en、zh。"],
    ["--language fr list", "错误：选项 --language <language> 的值不能是 fr。可以是：en、zh。"],
    ["--language", "错误：选项 --language <language> 后面缺少值"],
  ])("is said in both languages: %s", async (line, chinese) => {
    const error = await errorOf(line);
    expect(error).toMatch(/^error: /);
    const lines = usageErrorLines(error);
    expect(lines.map(inEnglish).at(-1)).toBe("nslab --help shows all commands.");
    expect(lines.map((each) => inWords(each, CHINESE_WORDS)).join("\n")).toBe(`${chinese}\nnslab --help 列出所有命令。`);
  });

  test("is said in English as commander says it", async () => {
    for (const line of [
      "list --lnog",
      "lissst",
      "lesson",
      "start --record",
      "lesson 1 2",
      "list --format yaml",
      "verify --jobs 0",
    ]) {
      const error = await errorOf(line);
      expect(usageErrorLines(error).map(inEnglish).join("\n")).toBe(`${error}\nnslab --help shows all commands.`);
    }
  });

  test("is said of a language that a variable names, too", async () => {
    vi.stubEnv("NSLAB_LANGUAGE", "fr");
    expect(usageErrorLines(await errorOf("list")).map(inEnglish)[0]).toBe(
      "error: the value 'fr' of the variable NSLAB_LANGUAGE is invalid. Allowed choices are en, zh.",
    );
  });

  test("is passed on where it is something new", () => {
    expect(usageErrorLines("error: something new").map(inEnglish)).toEqual([
      "error: something new",
      "nslab --help shows all commands.",
    ]);
  });
});
