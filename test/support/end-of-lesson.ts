import { COURSE } from "../../lessons/course.ts";
import { SYSTEM_CLOCK } from "../../src/cli/clock.ts";
import { createLab } from "../../src/lab/machine.ts";
import type { LabView, PlayerEvent } from "../../src/player/events.ts";
import { playInFreshLab } from "../../src/player/fresh-lab.ts";
import { UNATTENDED } from "../../src/player/learner.ts";

export interface EndOfLesson {
  /** The look at the lab that the lesson's closing draws; null for a lesson that was skipped or failed. */
  readonly view: LabView | null;
  readonly hasCgroups: boolean;
}

/** Plays a lesson to its end in a lab of its own. */
export async function endOfLesson(id: string, packageRoot: string): Promise<EndOfLesson> {
  const entry = COURSE.find((each) => each.id === id);
  if (entry === undefined) throw new Error(`no lesson ${id}`);
  let view: LabView | null = null;
  let hasCgroups = false;
  const stage = {
    course: COURSE,
    packageRoot,
    createLab: async () => {
      const lab = await createLab({ packageRoot, uid: process.getuid?.() ?? 0, environment: process.env });
      hasCgroups = !("type" in lab) && lab.cgroup !== "none";
      return lab;
    },
    clock: SYSTEM_CLOCK,
    emit: (event: PlayerEvent) => {
      if (event.type !== "lesson-ended") return;
      if (event.outcome !== "passed") throw new Error(`the lesson ${id} did not pass`);
      view = event.view;
    },
    size: () => ({ rows: 24, columns: 80 }),
    patience: 30_000,
    stop: new AbortController().signal,
  };
  await playInFreshLab(stage, entry, UNATTENDED, { lookBefore: false, firstStep: 0 });
  return { view, hasCgroups };
}
