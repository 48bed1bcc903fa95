import { describe, expect, test } from "vitest";
import { FORMAT, NOTHING_YET, parseProgress, type Progress, withPassed, withPosition } from "../../src/progress/progress.ts";

const AT = "2026-01-02T03:04:05.678Z";
const SOME: Progress = {
  format: FORMAT,
  current: { lesson: "mounts", step: "look" },
  lessons: { mounts: { bind: { at: AT, withSolution: false }, look: { at: AT, withSolution: true } }, chroot: {} },
};

describe("progress", () => {
  test("keeps the first date of a step that is passed again", () => {
    const once = withPassed(NOTHING_YET, "mounts", "bind", { at: AT, withSolution: false });
    const twice = withPassed(once, "mounts", "bind", { at: "2027-01-01T00:00:00.000Z", withSolution: true });
    expect(once.lessons).toEqual({ mounts: { bind: { at: AT, withSolution: false } } });
    expect(twice).toBe(once);
  });

  test("adds a step without losing others", () => {
    expect(withPassed(SOME, "mounts", "unshare", { at: AT, withSolution: false }).lessons).toEqual({
      ...SOME.lessons,
      mounts: { ...SOME.lessons["mounts"], unshare: { at: AT, withSolution: false } },
    });
  });

  test("moves on without losing what was passed", () => {
    expect(withPosition(SOME, { lesson: "chroot", step: "ldd" })).toEqual({
      ...SOME,
      current: { lesson: "chroot", step: "ldd" },
    });
  });

  test("counts a step as not passed until it was, whatever it is called", () => {
    const passed = { at: AT, withSolution: false };
    for (const name of ["constructor", "to-string", "__proto__"]) {
      const progress = withPassed(withPassed(NOTHING_YET, name, "bind", passed), "mounts", name, passed);
      expect(parseProgress(JSON.stringify(progress))).toEqual({ type: "progress", progress });
      expect(Object.keys(progress.lessons)).toEqual([name, "mounts"]);
      expect(Object.keys(progress.lessons["mounts"] ?? {})).toEqual([name]);
    }
  });
});

describe("the text of a progress file", () => {
  test.each([
    ["nothing yet", NOTHING_YET],
    ["some progress", SOME],
  ])("comes back as it was written: %s", (_, progress) => {
    expect(parseProgress(JSON.stringify(progress))).toEqual({ type: "progress", progress });
  });

  test("is damaged wherever it is cut off", () => {
    const text = JSON.stringify(SOME);
    for (let length = 0; length < text.length; length += 1) {
      expect(parseProgress(text.slice(0, length)).type, `cut after ${length}`).toBe("damaged");
    }
  });

  test.each([2, 3, 1e9])("of format %s is a later nslab's", (format) => {
    expect(parseProgress(JSON.stringify({ ...SOME, format, lessons: "in another form" }))).toEqual({ type: "newer", format });
  });

  test.each([
    ["no object", "[]", "it has no format number"],
    ["null", "null", "it has no format number"],
    ["a number", "1", "it has no format number"],
    ["no format", JSON.stringify({ ...SOME, format: undefined }), "it has no format number"],
    ["a format in words", JSON.stringify({ ...SOME, format: "1" }), "it has no format number"],
    ["a format there never was", JSON.stringify({ ...SOME, format: 0 }), "its format number is none that was ever written"],
    ["half a format", JSON.stringify({ ...SOME, format: 0.5 }), "its format number is none that was ever written"],
    ["no place", JSON.stringify({ ...SOME, current: undefined }), "`current` is not a lesson and a step"],
    [
      "a place without a step",
      JSON.stringify({ ...SOME, current: { lesson: "mounts" } }),
      "`current` is not a lesson and a step",
    ],
    ["a place that is a number", JSON.stringify({ ...SOME, current: 3 }), "`current` is not a lesson and a step"],
    ["no lessons", JSON.stringify({ ...SOME, lessons: undefined }), "`lessons` is not a list of passed steps"],
    ["lessons in a list", JSON.stringify({ ...SOME, lessons: [] }), "`lessons` is not a list of passed steps"],
    [
      "a lesson that is a word",
      JSON.stringify({ ...SOME, lessons: { mounts: "passed" } }),
      "`lessons` is not a list of passed steps",
    ],
    [
      "a step that is just true",
      JSON.stringify({ ...SOME, lessons: { mounts: { bind: true } } }),
      "`lessons` is not a list of passed steps",
    ],
    [
      "a step without a date",
      JSON.stringify({ ...SOME, lessons: { mounts: { bind: { withSolution: false } } } }),
      "`lessons` is not a list of passed steps",
    ],
    [
      "a step of which it is not said how",
      JSON.stringify({ ...SOME, lessons: { mounts: { bind: { at: AT } } } }),
      "`lessons` is not a list of passed steps",
    ],
    ["bytes that are no text", "\u0000\ufffd\u0000", undefined],
  ])("is damaged with %s", (_, text, why) => {
    const parsed = parseProgress(text);
    expect(parsed).toMatchObject({ type: "damaged", ...(why === undefined ? {} : { why }) });
  });

  test("may hold more than this nslab knows of", () => {
    expect(parseProgress(JSON.stringify({ ...SOME, theme: "dark" }))).toEqual({ type: "progress", progress: SOME });
  });
});
