import { describe, expect, test } from "vitest";
import { COURSE } from "../../lessons/course.ts";
import { loadLesson } from "../../src/course/load.ts";
import { endOfLesson } from "../support/end-of-lesson.ts";
import { PACKAGE_ROOT } from "../support/test-lab.ts";
import { mapFor } from "./maps.ts";
import { withStablePids } from "./stable.ts";

describe.each(COURSE.map(({ id }) => id))("the map at the end of the lesson %s", (id) => {
  test("is the drawing that is kept", async () => {
    const { view, hasCgroups } = await endOfLesson(id, PACKAGE_ROOT);
    if (view === null) {
      expect(hasCgroups, "a lesson is skipped only where cgroups are missing").toBe(false);
      return;
    }
    const { snapshot, terminals } = withStablePids(view);
    const drawn = `${mapFor(snapshot, { terminals })}\n`;
    // Where a machine gives no cgroups, there is none to draw: the rest is checked by the other tests.
    if (hasCgroups) await expect(drawn).toMatchFileSnapshot(`golden/${id}.txt`);
    else expect(drawn).not.toContain("cgroup");
  });
});

test("a lesson that names the step of its map has that step", async () => {
  const lessons = await Promise.all(COURSE.map((entry) => loadLesson(entry, PACKAGE_ROOT)));
  const unknown = lessons.flatMap((lesson) => {
    if (!("definition" in lesson)) throw new Error("a lesson has errors");
    const { id, mapAfter, steps } = lesson.definition;
    return mapAfter === undefined || steps.some((step) => step.id === mapAfter) ? [] : [`${id}: ${mapAfter}`];
  });
  expect(unknown).toEqual([]);
});
