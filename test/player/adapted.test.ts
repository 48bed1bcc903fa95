import { describe, expect, test } from "vitest";
import type { Check } from "../../checks/check.ts";
import type { Lesson } from "../../src/course/load.ts";
import { adapted } from "../../src/player/adapted.ts";

const check = (name: string, ...programs: readonly string[]): Check => ({
  name,
  kind: "active",
  within: 0,
  programs,
  judge: async () => ({ type: "pass", expected: "", observed: "", look: "" }),
});

const up = check("the link is up");
const answers = check("it answers", "ping");
const serves = check("it serves", "curl");

const LESSON = {
  id: "x",
  number: 1,
  definition: {
    id: "x",
    startsFrom: [],
    steps: [
      { id: "up", terminal: "host", command: "ip link set veth0 up", checks: [up, answers] },
      { id: "ping", terminal: "host", command: "ping -c 1 10.0.0.2", needs: ["cgroup"], checks: [answers] },
    ],
    challenge: { terminal: "host", command: "curl 10.0.0.2", checks: [answers, serves] },
  },
} as unknown as Lesson;

describe("a lesson on a machine", () => {
  test("that has all its programs stays as it is", () => {
    expect(adapted(LESSON, () => true)).toBe(LESSON);
  });

  test("without a program does without the checks that ask by it, and skips what then has none", () => {
    const { steps, challenge } = adapted(LESSON, (program) => program !== "ping").definition;
    expect(steps.map(({ checks, needs }) => ({ checks, needs }))).toEqual([
      { checks: [up], needs: undefined },
      { checks: [answers], needs: ["cgroup", "program:ping"] },
    ]);
    expect(challenge.checks).toEqual([serves]);
  });

  test("without several names each that is missing once", () => {
    const { challenge } = adapted(LESSON, () => false).definition;
    expect(challenge.needs).toEqual(["program:ping", "program:curl"]);
  });
});
