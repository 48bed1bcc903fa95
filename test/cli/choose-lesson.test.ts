import { describe, expect, test } from "vitest";
import type { LessonEntry } from "../../src/course/entry.ts";
import { chooseLessons, nearest } from "../../src/cli/choose-lesson.ts";
import { inEnglish } from "../../src/say/words.ts";

const IDS = ["mounts", "chroot", "pid", "uts", "ipc", "veth", "bridge", "snat", "dnat", "nsenter", "cpu", "memory", "container"];
const COURSE: readonly LessonEntry[] = IDS.map((id, index) => ({
  number: index + 1,
  id,
  folder: `${String(index + 1).padStart(2, "0")}-${id}`,
  load: () => Promise.reject(new Error("nobody needs it")),
}));

const chosen = (...names: readonly string[]) => {
  const result = chooseLessons(names, COURSE);
  return result.type === "lessons" ? result.entries.map((entry) => entry.id) : inEnglish(result.message);
};

describe("lessons chosen on the command line", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["all of them by none", [], IDS],
    ["one by its number", ["7"], ["bridge"]],
    ["one by its id", ["bridge"], ["bridge"]],
    ["several, in the order of the course", ["container", "2", "pid"], ["chroot", "pid", "container"]],
    ["each once", ["7", "bridge", "7"], ["bridge"]],
  ])("are %s", (_, names, expected) => {
    expect(chosen(...names)).toEqual(expected);
  });

  test.each([
    ["brigde", 'There is no lesson "brigde". Did you mean "bridge"? Lessons are numbered 1 to 13; nslab list shows them all.'],
    ["Bridge", 'There is no lesson "Bridge". Did you mean "bridge"?'],
    ["cont", 'There is no lesson "cont". Did you mean "container"?'],
    ["0", 'There is no lesson "0". Lessons are numbered 1 to 13;'],
    ["14", 'There is no lesson "14". Lessons are numbered 1 to 13;'],
    ["-1", 'There is no lesson "-1". Lessons'],
    ["1.5", 'There is no lesson "1.5". Lessons'],
    ["", 'There is no lesson "". Lessons'],
    ["kubernetes", 'There is no lesson "kubernetes". Lessons'],
  ])("may be unknown: %j", (name, beginning) => {
    expect(chosen(name)).toSatisfy((message: string) => message.startsWith(beginning));
  });

  test("are none at all when one of them is unknown", () => {
    expect(chosen("bridge", "brigde")).toContain('There is no lesson "brigde"');
  });
});

describe("the nearest word", () => {
  test.each([
    ["snat", "snat"],
    ["snatt", "snat"],
    ["sant", "snat"],
    ["mount", "mounts"],
    ["mem", "memory"],
    ["ME", null],
    ["cpo", "cpu"],
    ["ucp", null],
    ["nsentre", "nsenter"],
    ["x", null],
    ["99", null],
    ["", null],
    ["somethingelse", null],
  ])("to %j is %j", (word, expected) => {
    expect(nearest(word, IDS)).toBe(expected);
  });

  test("of none is none", () => {
    expect(nearest("bridge", [])).toBeNull();
  });
});
