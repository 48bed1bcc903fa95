import { describe, expect, test } from "vitest";
import { tableText } from "../../src/ui/table-text.ts";

describe("a table in a lesson", () => {
  test("stands in columns where they fit, wide characters too", () => {
    expect(
      tableText(
        ["flag", "what"],
        [
          ["-m", "挂载"],
          ["--fork", "a child"],
        ],
        20,
      ),
    ).toBe("flag    what\n-m      挂载\n--fork  a child");
  });

  test("is a paragraph a row where they do not", () => {
    expect(tableText(["flag", "what"], [["-m", "a mount namespace of its own"]], 20)).toBe(
      "flag: -m\nwhat: a mount\n  namespace of its\n  own",
    );
  });
});
