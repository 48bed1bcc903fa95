import { describe, expect, test } from "vitest";
import { parseProgress } from "../../src/progress/parse-progress.ts";
import {
  FORMAT,
  NOTHING_YET,
  type Progress,
  withAnswer,
  withPassed,
  withSolution,
  withTime,
} from "../../src/progress/progress.ts";
import { allInEnglish } from "../support/in-english.ts";

const AT = "2026-01-02T03:04:05.678Z";
/** As the first nslab wrote it. */
const SOME: Progress = {
  format: FORMAT,
  current: { lesson: "mounts", step: "look" },
  lessons: { mounts: { bind: { at: AT, withSolution: false }, look: { at: AT, withSolution: true } }, chroot: {} },
};
const NO_QUESTIONS = "`questions` is not a list of questions and how they were answered";
const NO_ATTEMPTS = "`attempts` is not a list of steps and the time they took";

describe("the text of a progress file", () => {
  test.each([
    ["nothing yet", NOTHING_YET],
    ["some progress", SOME],
    [
      "with times and solutions",
      withSolution(withTime(SOME, { lesson: "mounts", step: "bind" }, 5), { lesson: "chroot", step: "ldd" }),
    ],
    ["with questions answered", withAnswer(SOME, "mounts", "end", { at: AT, tries: 2 })],
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
    ["questions that are none", JSON.stringify({ ...SOME, questions: [] }), NO_QUESTIONS],
    ["no tries", JSON.stringify({ ...SOME, questions: { mounts: { end: { at: AT } } } }), NO_QUESTIONS],
    ["less than one try", JSON.stringify({ ...SOME, questions: { mounts: { end: { at: AT, tries: 0 } } } }), NO_QUESTIONS],
    ["half a try", JSON.stringify({ ...SOME, questions: { mounts: { end: { at: AT, tries: 1.5 } } } }), NO_QUESTIONS],
    ["an answer without a time", JSON.stringify({ ...SOME, questions: { mounts: { end: { tries: 1 } } } }), NO_QUESTIONS],
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
    ["attempts in a list", JSON.stringify({ ...SOME, attempts: [] }), NO_ATTEMPTS],
    ["a time in words", JSON.stringify({ ...SOME, attempts: { mounts: { bind: { activeMs: "5" } } } }), NO_ATTEMPTS],
    ["a time before its beginning", JSON.stringify({ ...SOME, attempts: { mounts: { bind: { activeMs: -1 } } } }), NO_ATTEMPTS],
    [
      "a solution of which it is not said whether",
      JSON.stringify({ ...SOME, attempts: { mounts: { bind: { activeMs: 1, solution: 1 } } } }),
      NO_ATTEMPTS,
    ],
    [
      "a step passed by a number",
      JSON.stringify({ ...SOME, lessons: { mounts: { bind: { at: AT, withSolution: false, by: 1 } } } }),
      "`lessons` is not a list of passed steps",
    ],
    ["bytes that are no text", "\u0000\ufffd\u0000", undefined],
  ])("is damaged with %s", (_, text, why) => {
    const parsed = parseProgress(text);
    expect(allInEnglish(parsed)).toMatchObject({ type: "damaged", ...(why === undefined ? {} : { why }) });
  });

  test("keeps what a later nslab has written into it, through changes, wherever it stands", () => {
    const later = {
      ...SOME,
      theme: "dark",
      current: { ...SOME.current, since: AT },
      lessons: { mounts: { bind: { at: AT, withSolution: false, by: "voice", mood: "calm" } } },
      attempts: { mounts: { bind: { activeMs: 1, keys: 12 } } },
    };
    const parsed = parseProgress(JSON.stringify(later));
    if (parsed.type !== "progress") throw new Error(JSON.stringify(parsed));
    expect(parsed.progress).toEqual(later);
    const changed = withPassed(
      withTime(parsed.progress, { lesson: "mounts", step: "bind" }, 1),
      { lesson: "uts", step: "look" },
      {
        at: AT,
        by: "typed",
      },
    );
    expect(JSON.parse(JSON.stringify(changed))).toEqual({
      ...later,
      lessons: { ...later.lessons, uts: { look: { at: AT, withSolution: false, by: "typed" } } },
      attempts: { mounts: { bind: { activeMs: 2, keys: 12 } } },
    });
  });
});
