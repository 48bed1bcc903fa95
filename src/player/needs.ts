import { type LessonDefinition, type Need, stepsWithChallenge } from "../course/lesson.ts";
import type { LabReach } from "../lab/identity.ts";
import { programExists } from "../lab/programs.ts";
import { detectPackageManager, TOOLS } from "../lab/system-packages.mjs";
import { byOwnMeans, toInstall } from "../lab/to-install.ts";
import { listed, type Message, say } from "../say/message.ts";
import type { Has } from "./adapted.ts";
import type { SkipReason, ToSkip } from "./events.ts";

type Lacking = Extract<SkipReason, { type: "machine" }>;

/** The steps of a lesson that this lab cannot play, challenge included; the lesson as a whole it can. */
export function stepsToSkip(
  lesson: LessonDefinition,
  lab: Pick<LabReach, "cgroup" | "controllers">,
  has: Has = programExists,
): readonly ToSkip[] {
  return stepsWithChallenge(lesson).flatMap(({ needs }, index) => {
    const reason = missingNeed(needs, lab, has);
    return reason === null ? [] : [{ index, isChallenge: index === lesson.steps.length, reason }];
  });
}

/** The first thing that a lesson or step needs and this lab does not have, as the reason to skip it. */
export function missingNeed(
  needs: readonly Need[] | undefined,
  lab: Pick<LabReach, "cgroup" | "controllers">,
  has: Has = programExists,
): Lacking | null {
  const missing = missingPrograms(needs, has);
  if (missing !== null) return missing;
  for (const need of needs ?? []) {
    if (need === "world" || programOf(need) !== null) continue; // every lab has a world; it is only started for those who need it
    if (lab.cgroup === "none") return machine(NO_CGROUPS);
    // On v1 the cgroups that lessons show are those of the cpu hierarchy.
    const controller = need === "memory" || need === "cpu" ? need : lab.cgroup === "v1" ? "cpu" : null;
    if (controller !== null && !lab.controllers.includes(controller)) return machine(LIMIT_OF[controller]);
  }
  return null;
}

/** The programs that a lesson or step needs and the machine does not have; that takes no lab to know. */
export function missingPrograms(needs: readonly Need[] | undefined, has: Has = programExists): Lacking | null {
  const programs = new Set((needs ?? []).flatMap((need) => programOf(need) ?? []));
  const missing = [...programs].filter((program) => !has(program));
  if (missing.length === 0) return null;
  const what = say`Not installed on this machine: ${{ programs: listed(missing) }}.`;
  return { type: "machine", what, fix: say`To get what is missing: ${{ how: listed(howToGet(missing, has), ";") }}` };
}

function howToGet(programs: readonly string[], has: Has): readonly Message[] {
  const manager = detectPackageManager(has);
  const tools = manager === null ? [] : TOOLS.filter(({ name }) => programs.includes(name));
  const others = programs.filter((program) => tools.every(({ name }) => name !== program));
  const sudo = process.getuid?.() !== 0;
  return [
    ...(tools.length === 0 ? [] : [toInstall(manager, tools, { sudo })]),
    ...(others.length === 0 ? [] : [byOwnMeans(others)]),
  ];
}

function programOf(need: Need): string | null {
  return need.startsWith("program:") ? need.slice("program:".length) : null;
}

function machine(what: Message): Lacking {
  return { type: "machine", what, fix: say`Run nslab as root (sudo nslab), or see: nslab doctor` };
}

const NO_CGROUPS = say`This lab has no cgroups: an ordinary user may not make cgroup directories unless they are delegated to him.`;

const LIMIT_OF = {
  cpu: say`This lab's cgroups cannot limit CPU: the machine has no controller for it, or does not delegate it to an ordinary user.`,
  memory: say`This lab's cgroups cannot limit memory: the machine has no controller for it, or does not delegate it to an ordinary user.`,
};
