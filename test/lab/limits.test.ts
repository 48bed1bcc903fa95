import { describe, expect, test } from "vitest";
import { cgroupLimits, type LabLimits, limitsFor, type MachineLimits, type UserLimits } from "../../src/lab/limits.ts";

const GIB = 1024 ** 3;

function machine(change: Partial<MachineLimits> = {}): MachineLimits {
  return { memory: 4 * GIB, release: "6.1.0", tasks: () => 300, user: {}, ...change };
}

function limits(
  change: Partial<MachineLimits> = {},
  privilege: "mapped-root" | "rootless" = "mapped-root",
  hasPids = true,
): LabLimits {
  return limitsFor(privilege, hasPids, machine(change), []);
}

describe("a lab's limits", () => {
  test.each([
    ["half of a small machine's memory", 1 * GIB, GIB / 2],
    ["2 GiB on a large one", 64 * GIB, 2 * GIB],
  ])("are %s", (_, memory, expected) => expect(limits({ memory }).memory).toBe(expected));

  test.each([
    ["mapped-root", "4.18.0-553.el8", 1024],
    ["mapped-root", "6.18.0", 1024],
    ["rootless", "6.1.0-18-amd64", 1024],
    ["rootless", "5.14.0-427.el9", 1024],
    // Here the person's own browser counts: what he runs already is his.
    ["rootless", "5.13.19", 1324],
    ["rootless", "4.19.0-26-amd64", 1324],
  ] as const)("of processes in a %s lab on Linux %s are %i", (privilege, release, processes) =>
    expect(limits({ release }, privilege).processes).toBe(processes),
  );

  test("leave it few ids where each of them has processes of its own, and nothing else caps them", () => {
    const count = (each: LabLimits) => each.ids.reduce((sum, ids) => sum + ids.count, 0);
    expect(count(limits({ release: "5.10.0" }, "mapped-root", false))).toBe(3);
    expect(count(limits({ release: "5.10.0" }, "mapped-root", true))).toBe(65_536);
    expect(count(limits({ release: "5.14.0" }, "mapped-root", false))).toBe(65_536);
  });

  test("cap the processes of its cgroup where a person's own are not among them", () => {
    expect(cgroupLimits(limits({ release: "5.13.19" }, "rootless"))["pids.max"]).toBe(1024);
  });
});

describe("what the kernel counts for a person", () => {
  const user: UserLimits = { max_inotify_instances: 128, max_net_namespaces: 95_000 };
  const give = (given: readonly UserLimits[]) => limitsFor("rootless", false, machine({ user }), given).user;

  test("is shared out among all his labs so that they never have more than half of it", () => {
    const given: UserLimits[] = [];
    for (let lab = 0; lab < 200; lab += 1) given.push(give(given));
    const instances = given.map((each) => each.max_inotify_instances ?? 0);
    expect(instances.slice(0, 4)).toEqual([16, 12, 9, 7]);
    expect(instances.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(64);
    expect(Math.min(...instances)).toBe(0);
  });

  test("is given back by a lab that ends", () => {
    const first = give([]);
    expect(give([])).toEqual(first);
    expect(give([first]).max_inotify_instances).toBeLessThan(first.max_inotify_instances ?? 0);
  });

  test("is no more than a lab needs, where there is plenty", () => {
    expect(give([]).max_net_namespaces).toBe(128);
  });

  test("is left out where this kernel does not count it", () => {
    expect(give([])).not.toHaveProperty("max_fanotify_marks");
  });
});
