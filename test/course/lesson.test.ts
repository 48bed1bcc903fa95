import { describe, expect, test } from "vitest";
import { challengeStep, defineLesson, stepsWithChallenge } from "../../src/course/lesson.ts";
import {
  byCgroup,
  classic,
  type Command,
  type Line,
  linesOf,
  type MachineSituation,
  type Situation,
} from "../../src/course/command.ts";

function machine(cgroup: MachineSituation["cgroup"], programs: readonly string[] = []): MachineSituation {
  return { cgroup, has: (program) => programs.includes(program) };
}

const nobodyLooks = (): Promise<Situation> => Promise.reject(new Error("the lab was looked at"));

/** A look at a lab in which the process in front is always 42. */
const look = async (): Promise<Situation> => ({
  ...machine("v1"),
  get snapshot(): never {
    throw new Error("nobody asked for the snapshot");
  },
  front: () => 42,
});

describe("the lines of a command", () => {
  test.each<[string, Command, readonly Line[]]>([
    ["a single line", "unshare -m bash", ["unshare -m bash"]],
    ["several lines", ["cd /tmp", "ls"], ["cd /tmp", "ls"]],
    ["a key", { key: "Ctrl-C" }, [{ key: "Ctrl-C" }]],
    ["a line for another terminal among others", ["ls", { in: "host", line: "ps -ef" }], ["ls", { in: "host", line: "ps -ef" }]],
  ])("are a list for %s, without a look at the lab", async (_, command, expected) => {
    expect(await linesOf(command, machine("v1"), nobodyLooks)).toEqual(expected);
  });

  test.each<[string, Command, readonly Line[]]>([
    ["a line", (lab) => `kill ${lab.front("container")}`, ["kill 42"]],
    ["several", (lab) => [`kill ${lab.front("container")}`, "ps"], ["kill 42", "ps"]],
  ])("may depend on the lab: %s", async (_, command, expected) => {
    expect(await linesOf(command, machine("v1"), look)).toEqual(expected);
  });

  test.each([
    ["the article's where its program is installed", ["brctl"], "brctl addbr docker0"],
    ["iproute2's where it is not", [], "ip link add docker0 type bridge"],
  ])("are %s, without a look at the lab", async (_, programs, expected) => {
    expect(
      await linesOf(
        classic("brctl", "brctl addbr docker0", "ip link add docker0 type bridge"),
        machine("v1", programs),
        nobodyLooks,
      ),
    ).toEqual([expected]);
  });

  test.each([
    ["v1", ["mkdir /sys/fs/cgroup/cpu/docker", "v1"]],
    ["none", ["mkdir /sys/fs/cgroup/cpu/docker", "v1"]],
    ["v2", ["mkdir /sys/fs/cgroup/docker"]],
  ] as const)("are those for the machine's cgroups: %s", async (version, expected) => {
    const command = byCgroup<readonly Line[]>(["mkdir /sys/fs/cgroup/cpu/docker", "v1"], ["mkdir /sys/fs/cgroup/docker"]);
    expect(await linesOf(command, machine(version), nobodyLooks)).toEqual(expected);
  });
});

describe("the challenge", () => {
  const lesson = defineLesson({
    id: "mounts",
    startsFrom: [],
    steps: [{ id: "bind", terminal: "host", command: "true", checks: [] }],
    challenge: { terminal: "container", command: "umount data", leaves: "running", checks: [] },
  });

  test("is a step like any other, with its own id", () => {
    expect(challengeStep(lesson)).toEqual({
      id: "challenge",
      terminal: "container",
      command: "umount data",
      leaves: "running",
      checks: [],
    });
  });

  test("comes last", () => {
    expect(stepsWithChallenge(lesson).map((step) => step.id)).toEqual(["bind", "challenge"]);
  });
});
