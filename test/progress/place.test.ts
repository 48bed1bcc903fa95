import { describe, expect, test } from "vitest";
import { type CourseLesson, type Place, placeToGoOn } from "../../src/progress/place.ts";
import { NOTHING_YET, type Position, withPassed, withPosition } from "../../src/progress/progress.ts";

const lesson = (id: string, ...steps: readonly string[]): CourseLesson => ({ id, steps: () => [...steps, "challenge"] });
const MOUNTS = lesson("mounts", "look", "bind", "unshare");
const CHROOT = lesson("chroot", "copy", "ldd");
const UTS = lesson("uts", "name");
const COURSE = [MOUNTS, CHROOT, UTS];

/** Somebody who has passed these steps, written `lesson/step`, and stands at one. */
function somebody(current: Position | null, ...passed: readonly string[]) {
  const progress = passed.reduce((sum, name) => {
    const [id = "", step = ""] = name.split("/");
    return withPassed(sum, { lesson: id, step }, { at: "2026-01-02T03:04:05.678Z", by: "typed" });
  }, NOTHING_YET);
  return current === null ? progress : withPosition(progress, current);
}

describe("nslab start goes on", () => {
  test.each<[string, ReturnType<typeof somebody>, readonly CourseLesson[], Place]>([
    ["at the beginning for somebody new", somebody(null), COURSE, { lesson: "mounts", step: "", gone: null }],
    [
      "at the step where one stands",
      somebody({ lesson: "chroot", step: "ldd" }, "chroot/copy"),
      COURSE,
      { lesson: "chroot", step: "ldd", gone: null },
    ],
    ["at a lesson's beginning", somebody({ lesson: "uts", step: "" }), COURSE, { lesson: "uts", step: "", gone: null }],
    [
      "at the same step where lessons and steps come in another order now",
      somebody({ lesson: "chroot", step: "ldd" }, "chroot/copy"),
      [UTS, lesson("chroot", "ldd", "copy"), MOUNTS],
      { lesson: "chroot", step: "ldd", gone: null },
    ],
    [
      "at the same step where others were added before it, which are not passed",
      somebody({ lesson: "chroot", step: "ldd" }, "chroot/copy"),
      [lesson("new", "one"), lesson("chroot", "before", "copy", "between", "ldd")],
      { lesson: "chroot", step: "ldd", gone: null },
    ],
    [
      "after the last step passed where the step is gone",
      somebody({ lesson: "mounts", step: "gone" }, "mounts/look", "mounts/bind"),
      COURSE,
      { lesson: "mounts", step: "unshare", gone: "step" },
    ],
    [
      "after the last step passed where one before it was skipped",
      somebody({ lesson: "mounts", step: "gone" }, "mounts/bind"),
      COURSE,
      { lesson: "mounts", step: "unshare", gone: "step" },
    ],
    [
      "at the beginning of the lesson where the step is gone and none of it was passed",
      somebody({ lesson: "chroot", step: "gone" }, "mounts/look"),
      COURSE,
      { lesson: "chroot", step: "", gone: "step" },
    ],
    [
      "at what is left of the lesson where the step is gone and its end was passed",
      somebody({ lesson: "chroot", step: "gone" }, "chroot/copy", "chroot/challenge"),
      COURSE,
      { lesson: "chroot", step: "ldd", gone: "step" },
    ],
    [
      "at the next lesson where the step is gone and all others were passed",
      somebody({ lesson: "chroot", step: "gone" }, "chroot/copy", "chroot/ldd", "chroot/challenge"),
      COURSE,
      { lesson: "uts", step: "", gone: "step" },
    ],
    [
      "at the last lesson where there is no next one",
      somebody({ lesson: "uts", step: "gone" }, "uts/name", "uts/challenge"),
      COURSE,
      { lesson: "uts", step: "", gone: "step" },
    ],
    [
      "in the last lesson begun where the lesson is gone",
      somebody({ lesson: "gone", step: "x" }, "mounts/look", "chroot/copy", "gone/w"),
      COURSE,
      { lesson: "chroot", step: "ldd", gone: "lesson" },
    ],
    [
      "at the beginning where the lesson is gone and nothing of the others was passed",
      somebody({ lesson: "gone", step: "x" }, "gone/w"),
      COURSE,
      { lesson: "mounts", step: "", gone: "lesson" },
    ],
  ])("%s", (_, progress, course, expected) => {
    expect(placeToGoOn(progress, course)).toEqual(expected);
  });
});
