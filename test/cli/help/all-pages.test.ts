import type { Command } from "commander";
import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import type { Context } from "../../../src/cli/context.ts";
import { HELP_WORDS } from "../../../src/cli/help/all-words.ts";
import { helpPage } from "../../../src/cli/help/help-page.ts";
import { declareProgram } from "../../../src/cli/program.ts";
import { LANGUAGES } from "../../../src/course/language.ts";
import { inWords } from "../../../src/say/words.ts";
import { TEXTS } from "../../../src/ui/texts/texts.ts";

type Spoken = (typeof LANGUAGES)[number];

/** nslab and each of its commands that people type, as declared in that language. */
function commandsIn(language: Spoken): readonly Command[] {
  const context = { version: "1.0.0", spoken: { language, words: TEXTS[language].words } } as unknown as Context;
  const program = declareProgram(context, { ended: () => undefined, helpAskedFor: () => undefined });
  return [program, ...program.createHelp().visibleCommands(program)];
}

function page(command: Command, language: Spoken, width: number): string {
  return helpPage(command, HELP_WORDS[command.name()], {
    width,
    style: { strong: (text) => text },
    asCalled: (text) => text,
    told: (said) => inWords(said, TEXTS[language].words),
  });
}

const NAMES = commandsIn("en").map((command) => command.name());

describe("the help of every command", () => {
  test("has words of its own, and there are words for no other", () => {
    expect(Object.keys(HELP_WORDS).toSorted()).toEqual(NAMES.toSorted());
  });

  describe.each(LANGUAGES)("in %s", (language) => {
    test.each([24, 40, 80, 120])("is no wider than %i columns, and no line begins with a mark that ends something", (width) => {
      for (const command of commandsIn(language))
        for (const line of page(command, language, width).split("\n")) {
          expect(stringWidth(line), `${command.name()}: ${line}`).toBeLessThanOrEqual(width);
          expect(line, command.name()).not.toMatch(/^\s*[，。；：？！）」』》、]/u);
        }
    });

    test("has the same parts", () => {
      const parts = (command: Command, spoken: Spoken) => page(command, spoken, 1000).replaceAll(/[^\n]+/g, "x");
      const english = new Map(commandsIn("en").map((command) => [command.name(), parts(command, "en")]));
      for (const command of commandsIn(language)) expect(parts(command, language)).toBe(english.get(command.name()));
    });

    test("tells of the language that each command takes", () => {
      for (const command of commandsIn(language)) expect(page(command, language, 80)).toContain("--language <language>");
    });
  });

  test("begins in the same column for all meanings of a part", () => {
    for (const command of commandsIn("zh")) {
      const options = /\n选项\n([\s\S]*?)\n\n/.exec(page(command, "zh", 120))?.[1] ?? "";
      const columns = options
        .split("\n")
        .flatMap((line) => (/^ {2}(-\S[^\u4e00-\u9fff]*? {2,})/u.exec(line)?.[1] ?? "").length || []);
      expect(new Set(columns).size, command.name()).toBe(1);
    }
  });

  test("has no English sentence in Chinese, and no mark of half width between its words", () => {
    const english = new Map(commandsIn("en").map((command) => [command.name(), page(command, "en", 1000).split("\n")]));
    for (const command of commandsIn("zh")) {
      const name = command.name();
      const lines = page(command, "zh", 1000).split("\n");
      const same = lines.filter((line) => line !== "" && english.get(name)?.includes(line) === true);
      expect(
        same.filter((line) => !/^ {2}(?:nslab|sudo|echo|[A-Z]{2,}|~\/)/.test(line)), // what is typed, and names alone
        name,
      ).toEqual([]);
      const said = lines.filter((line) => !same.includes(line)).join("\n");
      expect(said, name).not.toMatch(/(?:\b[a-z]{2,} ){3}[a-z]{2,}/);
      expect(said, name).not.toMatch(/[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]/u);
    }
  });
});
