import { COURSE } from "../../lessons/course.ts";
import { missingNeed } from "../../src/player/needs.ts";
import { stepsWithChallenge } from "../../src/course/lesson.ts";
import type { PlannedStep } from "./points.ts";

const NO_CGROUPS = { cgroup: "none", controllers: [] } as const;

/** Every step of the course, in order. */
export async function plannedSteps(): Promise<readonly PlannedStep[]> {
  const lessons = await Promise.all(COURSE.map(async (entry) => (await entry.load()).default));
  return lessons.flatMap((lesson) =>
    stepsWithChallenge(lesson).map((step, index) => ({
      lesson: lesson.id,
      step: step.id,
      index,
      needsCgroup: missingNeed([...(lesson.needs ?? []), ...(step.needs ?? [])], NO_CGROUPS) !== null,
      hasWorld: lesson.needs?.includes("world") === true,
    })),
  );
}
