import { describe, expect, test } from "vitest";
import { verdict } from "../../checks/check.ts";
import { fitVerdict } from "../../src/player/fit-verdict.ts";
import { listed, type Message, say, type Value } from "../../src/say/message.ts";
import { verdictInEnglish } from "../support/in-english.ts";

const NAMES = Array.from({ length: 10_000 }, (_, at) => `n${at}`);

function observed(said: Message | string): string {
  const [expected, look, cause, next] = [say`nothing is left`, say`ls`, say`It is so.`, say`Do so.`];
  return verdictInEnglish(fitVerdict(verdict(false, { expected, observed: said, look, cause, next }))).observed;
}

describe("a verdict that a person is to read", () => {
  test.each<readonly [string, readonly Value[]]>([
    ["names", NAMES],
    ["messages", NAMES.map((name) => say`the link ${{ name }}`)],
    ["lists", NAMES.map((name) => listed([name, name]))],
  ])("names the first of very many, in a list of %s", (_, items) => {
    const text = observed(say`still there: ${{ left: listed(items, ";") }}`);
    expect(text).toMatch(/^still there: .*n0.*; .*…$/);
    expect(text.length).toBeLessThan(5000);
    expect(observed(say`${{ all: listed([say`still there: ${{ left: listed(items, ";") }}`], ";") }}`)).toBe(text);
  });

  test("has its few names all, however long", () => {
    expect(observed(say`still there: ${{ left: listed(["a", "b"], "and") }}`)).toBe("still there: a and b");
    expect(observed(say`${{ left: listed(["a".repeat(3000), "b"]) }}`)).toBe(`${"a".repeat(2000)}…, …`);
  });

  test("has no control characters, in names or in words of another course", () => {
    expect(observed(say`${{ link: "a\u001b[2Jb" }} is up`)).not.toContain("\u001b");
    expect(observed("a\u001b[2Jb")).not.toContain("\u001b");
  });
});
