import type { Need } from "../course/lesson.ts";
import type { LabReach } from "../lab/identity.ts";
import type { SkipReason } from "./events.ts";

/** The first thing that a lesson or step needs and this lab does not have, as the reason to skip it. */
export function missingNeed(
  needs: readonly Need[] | undefined,
  lab: Pick<LabReach, "cgroup" | "controllers">,
): SkipReason | null {
  for (const need of needs ?? []) {
    if (need === "world") continue; // every lab has one; it is only started for those who need it
    if (lab.cgroup === "none") return machine(NO_CGROUPS);
    // On v1 the cgroups that lessons show are those of the cpu hierarchy.
    const controller = need !== "cgroup" ? need : lab.cgroup === "v1" ? "cpu" : null;
    if (controller !== null && !lab.controllers.includes(controller)) return machine(LIMIT_OF[controller]);
  }
  return null;
}

function machine(what: string): SkipReason {
  return { type: "machine", what, fix: "Run nslab as root (sudo nslab), or see: nslab doctor" };
}

const NO_CGROUPS = "This lab has no cgroups: an ordinary user may not make cgroup directories unless they are delegated to him.";

const LIMIT_OF = {
  cpu: "This lab's cgroups cannot limit CPU: the machine has no controller for it, or does not delegate it to an ordinary user.",
  memory:
    "This lab's cgroups cannot limit memory: the machine has no controller for it, or does not delegate it to an ordinary user.",
};
