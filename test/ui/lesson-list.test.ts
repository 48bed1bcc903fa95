import { describe, expect, it } from "vitest";
import type { LessonRow, StepRow } from "../../src/progress/lesson-rows.ts";
import { formatLessonList, formatStepList } from "../../src/ui/lesson-list.ts";
import { createStyle } from "../../src/ui/style.ts";
import { ENGLISH } from "../../src/ui/texts/english.ts";

const AT = "2026-01-02T03:04:05.678Z";
const open = (id: string, title: string): StepRow => ({ id, title, passed: null, solution: false, activeMs: 0 });
const passed = (id: string, title: string, by: string, solution: boolean, minutes: number): StepRow => ({
  id,
  title,
  passed: { at: AT, withSolution: solution, by },
  solution,
  activeMs: minutes * 60_000,
});

const MOUNTS: LessonRow = {
  number: 1,
  id: "mounts",
  title: "Mount namespaces",
  summary: "A list of mounts of its own: directories that appear for one process and for nobody else.",
  steps: [passed("look", "Look", "typed", false, 2), passed("challenge", "A place for secrets", "enter", true, 63)],
  questions: [],
  current: null,
};
const CHROOT: LessonRow = {
  number: 12,
  id: "chroot",
  title: "A root of its own, and everything that a program needs in there to be started",
  summary: "Why that is no wall.",
  steps: [
    passed("copy", "Copy a shell and all that it needs to be started", "typed", true, 0.5),
    open("ldd", "What is missing"),
    open("challenge", "The smallest tree"),
  ],
  questions: [],
  current: "ldd",
};
const CPU: LessonRow = {
  number: 13,
  id: "cpu",
  title: "CPU",
  summary: "A share.",
  steps: [open("challenge", "Half")],
  questions: [],
  current: null,
};
const LESSONS = [MOUNTS, CHROOT, CPU];

const layout = (columns: number, plain = false) => ({
  style: createStyle({ colour: 0, unicode: !plain, plain }),
  texts: ENGLISH,
  width: () => columns,
});

describe("the list of lessons", () => {
  it("marks a lesson of which all is passed as that, also where the learner stands in it", () => {
    const text = formatLessonList(layout(80), [{ ...MOUNTS, current: "challenge" }, CHROOT], false);
    expect(text).toMatch(/^✓ {3}1 {2}mounts/m);
    expect(text).toMatch(/^▸ {2}12 {2}chroot/m);
  });

  it("has how far the learner is, what it took and where he stands", () => {
    expect(formatLessonList(layout(80), LESSONS, false)).toBe(`
       lesson                                           steps  solutions    time
✓   1  mounts  Mount namespaces                        2 of 2          1  65 min
▸  12  chroot  A root of its own, and everything tha…  1 of 3          1   1 min
   13  cpu     CPU                                     0 of 1

You are at lesson 12, chroot, step 2 of 3: What is missing.
3 of 6 steps passed, 2 typed by yourself; 2 solutions shown; 1 h 5 min spent.
nslab start goes on where you are; nslab lesson 3 opens lesson 3, nslab list 3
shows its steps.
`);
  });

  it("says what each lesson teaches, where it is asked to", () => {
    expect(formatLessonList(layout(80), [MOUNTS], true)).toContain(`
✓  1  mounts  Mount namespaces  2 of 2          1  65 min
       A list of mounts of its own: directories that appear for one process and
       for nobody else.
`);
  });

  it("has no column for what there is none of", () => {
    expect(formatLessonList(layout(80), [CPU], false)).toBe(`
    lesson        steps
13  cpu     CPU  0 of 1

nslab start goes on where you are; nslab lesson 3 opens lesson 3, nslab list 3
shows its steps.
`);
  });

  it("keeps a row a lesson at 40 columns, without titles", () => {
    expect(formatLessonList(layout(40), LESSONS, false)).toBe(`
     lesson steps solutions   time
✓  1 mounts   2/2         1 65 min
▸ 12 chroot   1/3         1  1 min
  13 cpu      0/1

You are at lesson 12, chroot, step 2 of
3: What is missing.
3 of 6 steps passed, 2 typed by
yourself; 2 solutions shown; 1 h 5 min
spent.
nslab start goes on where you are; nslab
lesson 3 opens lesson 3, nslab list 3
shows its steps.
`);
  });

  it("is sentences in plain text: nothing is told by a place or a symbol alone", () => {
    expect(formatLessonList(layout(80, true), LESSONS, false)).toContain(`
 1  mounts: Mount namespaces. 2 of 2 steps passed, 1 solution shown, 65 min.
12  chroot: A root of its own, and everything that a program needs in there to
    be started. 1 of 3 steps passed, 1 solution shown, 1 min. You are here.
13  cpu: CPU. Not begun, 1 step.
`);
  });
});

describe("the list of a lesson's steps", () => {
  it("has which are passed, how, and the time each took", () => {
    expect(formatStepList(layout(80), CHROOT)).toBe(`
Lesson 12: A root of its own, and everything that a program needs in there to be
started

✓  1  Copy a shell and all that it needs to be s…  typed, solution shown  1 min
▸  2  What is missing
   3  The smallest tree

nslab start goes on where you are; nslab lesson 12 opens this lesson at its
beginning.
`);
    expect(formatStepList(layout(80), MOUNTS)).toContain(`
✓  1  Look                 typed                        2 min
✓  2  A place for secrets  with Enter, solution shown  63 min
`);
  });

  it("is sentences in plain text and at 40 columns", () => {
    expect(formatStepList(layout(80, true), CHROOT)).toContain(`
 1  Copy a shell and all that it needs to be started: typed, solution shown, 1
    min.
 2  What is missing: not passed yet. You are here.
`);
    for (const line of formatStepList(layout(40), MOUNTS).split("\n")) expect(line.length).toBeLessThanOrEqual(40);
  });
});

describe("the questions of a lesson, below its steps", () => {
  const ASKED: LessonRow = {
    ...MOUNTS,
    questions: [
      { id: "end", question: "When does a mount namespace cease to exist?", answered: { at: AT, tries: 1 } },
      { id: "pid", question: "Which PID has the shell?", answered: { at: AT, tries: 3 } },
      { id: "why", question: "Why does the host not see the mount?", answered: null },
    ],
  };

  it("have how they were answered", () => {
    expect(formatStepList(layout(80), ASKED)).toContain(`

Questions at its end
✓  When does a mount namespace cease to exist?  right at once
✓  Which PID has the shell?                     right at try 3
   Why does the host not see the mount?

`);
  });

  it("are sentences where there is no room, or no table", () => {
    expect(formatStepList(layout(80, true), ASKED)).toContain(`
Questions at its end
 -  When does a mount namespace cease to exist? Right at once.
 -  Which PID has the shell? Right at try 3.
 -  Why does the host not see the mount? Not answered yet.
`);
  });

  it("are shortened where they are longer than the line", () => {
    for (const columns of [40, 60, 61])
      for (const line of formatStepList(layout(columns), ASKED).split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
  });
});
