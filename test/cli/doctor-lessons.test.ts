import { describe, expect, test } from "vitest";
import { COURSE } from "../../lessons/course.ts";
import { type LessonHere, lessonsHere } from "../../src/cli/doctor-lessons.ts";
import { EVERY_LESSON, INSTEAD_OF_TOOLS, KERNEL_CAPABILITIES } from "../../src/lab/preflight-capabilities.ts";
import type { LabTried } from "../../src/lab/preflight-lab.ts";
import type { Capability, Preflight } from "../../src/lab/preflight.ts";
import { verbatim } from "../../src/say/message.ts";
import { TOOLS } from "../../src/lab/system-packages.mjs";

type Reach = LabTried["reach"];
const V2: Reach = { cgroup: "v2", controllers: ["cpu", "memory", "pids"] };

/** A machine that has all but these capabilities, by id. */
function machine(missing: readonly string[], reach: Reach = V2): Preflight {
  const all = [
    ...TOOLS.map(({ name, lessons }) => ({ id: `tool:${name}`, lessons, instead: INSTEAD_OF_TOOLS[name] ?? null })),
    ...KERNEL_CAPABILITIES,
  ];
  const capabilities = all.map(
    ({ id, lessons, instead }): Capability => ({
      id,
      title: verbatim(id),
      lessons,
      detail: null,
      status: !missing.includes(id) ? "works" : instead === null ? "missing" : "degraded",
    }),
  );
  const lab: LabTried = {
    started: { works: reach !== null, complaint: "" },
    privilege: "rootless",
    reach,
    cgroups: new Map(),
  };
  return { facts: {} as Preflight["facts"], lab, capabilities };
}

const numbers = (lessons: readonly LessonHere[], which: (lesson: LessonHere) => boolean) =>
  lessons.filter(which).map(({ number }) => number);

describe("lessons on a machine", () => {
  test.each<[string, readonly string[], Reach, { none: readonly number[]; part: readonly number[] }]>([
    ["that has all", [], V2, { none: [], part: [] }],
    ["without what has a replacement", ["tool:brctl", "tool:traceroute", "mqueue"], V2, { none: [], part: [] }],
    ["without ping", ["tool:ping"], V2, { none: [8], part: [6, 7, 13] }],
    ["without curl", ["tool:curl"], V2, { none: [9], part: [8] }],
    ["without ldd", ["tool:ldd"], V2, { none: [2, 8, 10, 13], part: [] }],
    ["without cgroups", ["cgroup-cpu", "cgroup-memory"], { cgroup: "none", controllers: [] }, { none: [11, 12], part: [10, 13] }],
    ["whose cgroups limit memory alone", ["cgroup-cpu"], { cgroup: "v2", controllers: ["memory"] }, { none: [11], part: [13] }],
    ["whose kernel has no nat", ["iptables-nat"], V2, { none: [8, 9, 13], part: [] }],
    ["without bash", ["tool:bash"], V2, { none: EVERY_LESSON, part: [] }],
    ["without a lab", [], null, { none: EVERY_LESSON, part: [] }],
  ])("%s: %j", async (_, missing, reach, expected) => {
    const lessons = await lessonsHere(COURSE, machine(missing, reach));
    expect({
      none: numbers(lessons, ({ skipped, steps }) => skipped === steps),
      part: numbers(lessons, ({ skipped, steps }) => skipped > 0 && skipped < steps),
    }).toEqual(expected);
  });
});
