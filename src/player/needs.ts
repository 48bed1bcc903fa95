import type { Need } from "../course/lesson.ts";
import type { LabReach } from "../lab/identity.ts";
import type { SkipReason } from "./events.ts";

/** The first thing that a lesson or step needs and this lab does not have, as the reason to skip it. */
export function missingNeed(needs: readonly Need[] | undefined, lab: Pick<LabReach, "cgroup">): SkipReason | null {
  return needs?.includes("cgroup") === true && lab.cgroup === "none" ? NO_CGROUP : null;
}

const NO_CGROUP: SkipReason = {
  type: "machine",
  what: "This lab has no cgroups: an ordinary user may not make cgroup directories unless they are delegated to him.",
  fix: "Run nslab as root (sudo nslab), or see: nslab doctor",
};
