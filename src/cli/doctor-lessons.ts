import type { OwnLessonEntry } from "../course/entry.ts";
import type { LessonDefinition } from "../course/lesson.ts";
import { EVERY_LESSON } from "../lab/preflight-capabilities.ts";
import type { Capability, Preflight } from "../lab/preflight.ts";
import { programExists } from "../lab/programs.ts";
import { adaptedDefinition } from "../player/adapted.ts";
import { missingNeed, stepsToSkip } from "../player/needs.ts";

/** A lesson on this machine. */
export interface LessonHere {
  readonly number: number;
  readonly id: string;
  /** Its challenge counts as a step. */
  readonly steps: number;
  /** How many of them are skipped; all of them: the lesson cannot run. */
  readonly skipped: number;
}

/** How much of each lesson can be played here, by what its steps need, as the player goes by it. */
export async function lessonsHere(course: readonly OwnLessonEntry[], found: Preflight): Promise<readonly LessonHere[]> {
  const loaded = await Promise.all(course.map(async (entry) => ({ entry, lesson: (await entry.load()).default })));
  return loaded.map(({ entry: { number, id }, lesson }) => {
    const steps = lesson.steps.length + 1;
    return { number, id, steps, skipped: skippedOf(number, lesson, found) ?? steps };
  });
}

/** Null: all of them. */
function skippedOf(number: number, lesson: LessonDefinition, { lab, capabilities }: Preflight): number | null {
  const has = hasTool(capabilities);
  const lacksKernel = capabilities.some((each) => each.status === "missing" && each.lessons.includes(number) && isForAll(each));
  if (lab.reach === null || lacksKernel || missingNeed(lesson.needs, lab.reach, has) !== null) return null;
  return stepsToSkip(adaptedDefinition(lesson, has), lab.reach, has).length;
}

/** Programs and cgroups are asked for by single steps; the rest a lesson needs as a whole. */
function isForAll({ id, lessons }: Capability): boolean {
  const isAsked = id.startsWith("tool:") || id.startsWith("cgroup-");
  return !isAsked || lessons.length === EVERY_LESSON.length;
}

function hasTool(capabilities: readonly Capability[]): (program: string) => boolean {
  const known = new Map(capabilities.map((each) => [each.id, each.status === "works"]));
  return (program) => known.get(`tool:${program}`) ?? programExists(program);
}
