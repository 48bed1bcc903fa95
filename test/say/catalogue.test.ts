import { describe, expect, test } from "vitest";
import { CHINESE as CHINESE_OF_SETUP } from "../../src/setup/zh.mjs";
import { CATALOGUES, CHINESE_WORDS } from "../../src/say/zh/words.ts";
import { TOOLS_IN_CHINESE } from "../support/tools-in-chinese.ts";
import { faultsOf } from "./catalogue.ts";
import { sentencesOf, sentencesOfAll, sentencesOfSetup, sentencesOfTools } from "./sentences.ts";

describe("the Chinese catalogues", () => {
  test("say every sentence of nslab and its course, with its holes, and no other", () => {
    expect(faultsOf(CHINESE_WORDS.phrases, sentencesOfAll())).toEqual([]);
  });

  test("say every sentence of the set-up, which has its own", () => {
    expect(sentencesOfSetup().length).toBeGreaterThan(20);
    expect(faultsOf(CHINESE_OF_SETUP, sentencesOfSetup())).toEqual([]);
  });

  test("say every sentence of the benchmark and the like, which have theirs", () => {
    expect(faultsOf(TOOLS_IN_CHINESE, sentencesOfTools())).toEqual([]);
  });

  test("have no sentence in two of them", () => {
    const sentences = CATALOGUES.flatMap((catalogue) => Object.keys(catalogue));
    expect(sentences.filter((sentence, at) => sentences.indexOf(sentence) !== at)).toEqual([]);
  });

  test("would be found wanting, did they not", () => {
    const source = ["say`${{ link: a.b }} is up`", "say`${{ link }} is down`", "say`the end`", "say`${{ text }}`"].join(";\n");
    const sentences = sentencesOf("checks/some.ts", source);
    expect(sentences.map(({ text }) => text)).toEqual(["{link} is up", "{link} is down", "the end", "{text}"]);
    expect(
      faultsOf({ "{link} is up": "{link} 已启用", "{link} is down": "{device} 已停用", "the beginning": "开头" }, sentences),
    ).toEqual([
      "checks/some.ts:3: not said: the end",
      "said, and nowhere used: the beginning",
      "checks/some.ts:2: has other holes: {link} is down",
    ]);
  });

  test.each([
    ["a hole without a name", "say`${link} is up`"],
    ["a hole with two", "say`${{ link, bridge }} is up`"],
    ["braces of its own", "say`the group { a; }`"],
  ])("cannot be asked for %s", (_, source) => {
    expect(() => sentencesOf("checks/some.ts", source)).toThrow("checks/some.ts:1: ");
  });
});
