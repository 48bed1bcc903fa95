import { describe, expect, test } from "vitest";
import { parseProgress } from "../../src/progress/parse-progress.ts";
import {
  attempt,
  FORMAT,
  NOTHING_YET,
  passedStep,
  type Progress,
  withPassed,
  withPosition,
  withSolution,
  withTime,
} from "../../src/progress/progress.ts";

const AT = "2026-01-02T03:04:05.678Z";
const SOME: Progress = {
  format: FORMAT,
  current: { lesson: "mounts", step: "look" },
  lessons: { mounts: { bind: { at: AT, withSolution: false }, look: { at: AT, withSolution: true } }, chroot: {} },
};
const BIND = { lesson: "mounts", step: "bind" };
const TYPED = { at: AT, by: "typed" } as const;

describe("progress", () => {
  test("keeps the first date of a step that is passed again, and how it was passed then", () => {
    const once = withPassed(NOTHING_YET, BIND, TYPED);
    const twice = withPassed(once, BIND, { at: "2027-01-01T00:00:00.000Z", by: "enter" });
    expect(once.lessons).toEqual({ mounts: { bind: { at: AT, withSolution: false, by: "typed" } } });
    expect(twice).toBe(once);
  });

  test("adds a step without losing others", () => {
    expect(withPassed(SOME, { lesson: "mounts", step: "unshare" }, TYPED).lessons).toEqual({
      ...SOME.lessons,
      mounts: { ...SOME.lessons["mounts"], unshare: { at: AT, withSolution: false, by: "typed" } },
    });
  });

  test("moves on without losing what was passed, and changes nothing when it stands there already", () => {
    const moved = withPosition(SOME, { lesson: "chroot", step: "ldd" });
    expect(moved).toEqual({ ...SOME, current: { lesson: "chroot", step: "ldd" } });
    expect(withPosition(moved, { lesson: "chroot", step: "ldd" })).toBe(moved);
  });

  test("adds up the time of a step, also of one that is not passed", () => {
    const spent = withTime(withTime(SOME, BIND, 1000.4), BIND, 500);
    expect(attempt(spent, "mounts", "bind")).toEqual({ activeMs: 1500 });
    expect(withTime(spent, BIND, 0.3)).toBe(spent);
    expect(attempt(spent, "mounts", "look")).toBeNull();
  });

  test("records a solution that was shown with the step passed after it, also days later", () => {
    const shown = withSolution(withTime(NOTHING_YET, BIND, 10), BIND);
    expect(attempt(shown, "mounts", "bind")).toEqual({ activeMs: 10, solution: true });
    expect(withSolution(shown, BIND)).toBe(shown);
    expect(passedStep(withPassed(shown, BIND, TYPED), "mounts", "bind")?.withSolution).toBe(true);
  });

  test("leaves a step that was passed without its solution as it is when the solution is shown later", () => {
    const later = withSolution(withPassed(NOTHING_YET, BIND, TYPED), BIND);
    expect(passedStep(later, "mounts", "bind")?.withSolution).toBe(false);
  });

  test("counts a step as not passed until it was, whatever it is called", () => {
    for (const name of ["constructor", "to-string", "__proto__"]) {
      expect(passedStep(SOME, name, "bind")).toBeNull();
      expect(passedStep(SOME, "mounts", name)).toBeNull();
      const first = withTime(withPassed(NOTHING_YET, { lesson: name, step: "bind" }, TYPED), { lesson: name, step: name }, 5);
      const progress = withPassed(first, { lesson: "mounts", step: name }, TYPED);
      expect(parseProgress(JSON.stringify(progress))).toEqual({ type: "progress", progress });
      expect(Object.keys(progress.lessons)).toEqual([name, "mounts"]);
      expect(Object.keys(progress.lessons["mounts"] ?? {})).toEqual([name]);
      expect(attempt(progress, name, name)).toEqual({ activeMs: 5 });
    }
  });
});
