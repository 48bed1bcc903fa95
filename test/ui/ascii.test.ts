import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { toAscii } from "../../src/ui/ascii.ts";
import { PACKAGE_ROOT } from "../support/test-lab.ts";

describe("text without signs beyond ASCII", () => {
  test.each([
    ["veth1: host → ns1 …", "veth1: host -> ns1 ..."],
    ["“a” – ‘b’ — c × 2 ≥ 1", "\"a\" - 'b' - c x 2 >= 1"],
    ["├─sleep\n│ └─cat", "+-sleep\n| +-cat"],
    ["1 packet ⏎ 0 lost", "1 packet | 0 lost"],
    ["a✨b", "a?b"],
    ["plain \u001b[1mascii\u001b[0m", "plain \u001b[1mascii\u001b[0m"],
  ])("of %j is %j", (text, expected) => {
    expect(toAscii(text)).toBe(expected);
  });

  test("keeps words in any script, with their punctuation", () => {
    expect(toAscii("挂载命名空间，第一步。→ naïve")).toBe("挂载命名空间，第一步。-> naïve");
  });

  test("leaves nothing beyond ASCII of any lesson, and turns no sign into a question mark", () => {
    for (const folder of readdirSync(join(PACKAGE_ROOT, "lessons")).filter((name) => /^\d\d-/.test(name))) {
      const words = readFileSync(join(PACKAGE_ROOT, "lessons", folder, "lesson.md"), "utf8");
      const shown = toAscii(words);
      expect(shown).toMatch(/^[\n -~]*$/);
      expect(shown.split("?").length).toBe(words.split("?").length);
    }
  });
});
