import { describe, expect, it } from "vitest";
import { formatLessonList, type ListedLesson } from "../../src/ui/lesson-list.ts";
import { createStyle } from "../../src/ui/style.ts";
import { ENGLISH } from "../../src/ui/texts/texts.ts";

const LESSONS: readonly ListedLesson[] = [
  {
    number: 1,
    id: "mounts",
    title: "Mounts",
    summary: "A mount namespace gives a process its own list of mounts.",
    steps: 9,
    passed: 9,
    current: false,
  },
  {
    number: 2,
    id: "chroot",
    title: "A root of its own",
    summary: "What a process takes for the root of all files is a setting, and it is not a wall.",
    steps: 8,
    passed: 3,
    current: true,
  },
  {
    number: 11,
    id: "cpu",
    title: "CPU",
    summary: "A share of the processor.",
    steps: 12,
    passed: 0,
    current: false,
    skippedReason: "it has no cgroups.",
  },
];

function list(columns: number, plain = false): string {
  return formatLessonList(
    { style: createStyle({ colour: 0, unicode: !plain, plain }), texts: ENGLISH, width: () => columns },
    LESSONS,
  );
}

describe("the list of lessons", () => {
  it("has what each teaches, and how far the learner is", () => {
    expect(list(80)).toBe(`
✓  1 mounts  A mount namespace gives a process its own list of mounts.    9 of 9
▸  2 chroot  What a process takes for the root of all files is a          3 of 8
             setting, and it is not a wall.
○ 11 cpu     A share of the processor. (Not on this machine: it has no   0 of 12
             cgroups.)

nslab goes on where you are; nslab lesson 3 opens lesson 3.
`);
  });

  it("fits 40 columns", () => {
    expect(list(40)).toBe(`
 1  mounts: A mount namespace gives a
    process its own list of mounts. 9 of
    9 steps passed.
 2  chroot: What a process takes for the
    root of all files is a setting, and
    it is not a wall. 3 of 8 steps
    passed. You are here.
11  cpu: A share of the processor. (Not
    on this machine: it has no cgroups.)
    0 of 12 steps passed.

nslab goes on where you are; nslab
lesson 3 opens lesson 3.
`);
  });

  it("is sentences in plain text: nothing is told by a place or a symbol alone", () => {
    expect(list(80, true)).toContain(
      " 2  chroot: What a process takes for the root of all files is a setting, and it\n    is not a wall. 3 of 8 steps passed. You are here.\n",
    );
  });
});
