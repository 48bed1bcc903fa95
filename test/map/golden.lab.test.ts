import { describe, expect, test } from "vitest";
import { COURSE } from "../../lessons/course.ts";
import { SYSTEM_CLOCK } from "../../src/cli/clock.ts";
import { loadLesson } from "../../src/course/load.ts";
import { createLab } from "../../src/lab/machine.ts";
import type { LabView, PlayerEvent } from "../../src/player/events.ts";
import { playInFreshLab } from "../../src/player/fresh-lab.ts";
import { UNATTENDED } from "../../src/player/learner.ts";
import { MACHINE, PACKAGE_ROOT, SIZE } from "../support/test-lab.ts";
import { mapFor } from "./maps.ts";
import { withStablePids } from "./stable.ts";

/** Plays a lesson to its end: the look at the lab that its closing draws, and whether the lab has cgroups. */
async function endOf(id: string): Promise<{ readonly view: LabView | null; readonly hasCgroups: boolean }> {
  const entry = COURSE.find((each) => each.id === id);
  if (entry === undefined) throw new Error(`no lesson ${id}`);
  const events: PlayerEvent[] = [];
  let hasCgroups = false;
  const stage = {
    course: COURSE,
    packageRoot: PACKAGE_ROOT,
    createLab: async () => {
      const lab = await createLab(MACHINE);
      hasCgroups = !("type" in lab) && lab.cgroup !== "none";
      return lab;
    },
    clock: SYSTEM_CLOCK,
    emit: (event: PlayerEvent) => void events.push(event),
    size: () => SIZE,
    patience: 30_000,
    stop: new AbortController().signal,
  };
  await playInFreshLab(stage, entry, UNATTENDED, { lookBefore: false, firstStep: 0 });
  const ended = events.find((event) => event.type === "lesson-ended");
  if (ended !== undefined) expect(ended.outcome).toBe("passed");
  return { view: ended?.view ?? null, hasCgroups };
}

describe.each(COURSE.map(({ id }) => id))("the map at the end of the lesson %s", (id) => {
  test("is the drawing that is kept", { timeout: 90_000 }, async () => {
    const { view, hasCgroups } = await endOf(id);
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
