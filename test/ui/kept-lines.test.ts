import { expect, test } from "vitest";
import { COURSE } from "../../lessons/course.ts";
import { LANGUAGES } from "../../src/course/language.ts";
import { readLessonText } from "../../src/course/load.ts";
import { keptLines, lookedFor } from "../../src/ui/kept-lines.ts";
import { PACKAGE_ROOT } from "../support/test-lab.ts";

test("what is code in the words on what to look for is looked for, once, unless it is hardly a word", () => {
  expect(lookedFor("`veth0` has `master docker0`, and `docker0` no `/`; see `veth0`.")).toEqual([
    "veth0",
    "master docker0",
    "docker0",
  ]);
  expect(lookedFor("Nothing is printed.")).toEqual([]);
});

test("colours within a word do not hide it", () => {
  expect([...keptLines(["a", "\u001b[36mveth\u001b[0m0", "b"], 0, 3, ["veth0"])]).toEqual([1]);
});

test.each(LANGUAGES)(
  "in the language %s, the bridge and its port are looked for where the host's links are listed",
  (language) => {
    const { folder = "" } = COURSE.find(({ id }) => id === "bridge") ?? {};
    const text = readLessonText(PACKAGE_ROOT, folder, language);
    if (!("steps" in text)) throw new Error("the lesson has errors");
    expect(lookedFor(text.steps.get("look")?.look ?? "")).toEqual(expect.arrayContaining(["veth0", "docker0"]));
  },
);
