import { afterAll, describe, expect, test } from "vitest";
import { cgroupDirectory, cgroupFile } from "../../checks/cgroup-files.ts";
import { cgroupExists, childInCgroup, cpuLimit, inCgroup } from "../../checks/cgroups.ts";
import { CheckRig } from "../support/check-rig.ts";
import { canTest } from "../support/must-work.ts";

const rig = await CheckRig.start();
afterAll(() => rig.down());

/** An ordinary user usually has none: what the checks say then is in cgroup-versions.test.ts. */
const hasCgroups = canTest(rig.cgroup !== "none", "this lab has no cgroups");

const directory = (path: string) => cgroupDirectory(rig.cgroup, "cpu", path);
const members = (path: string) => cgroupFile(rig.cgroup, "cpu", path, "members");
const limit = (quota: number, period = 100_000) => {
  const file = cgroupFile(rig.cgroup, "cpu", "/docker", "cpu limit");
  return rig.cgroup === "v2"
    ? [`echo '${quota} ${period}' > ${file}`]
    : [`echo -1 > ${file}`, `echo ${period} > ${directory("/docker")}/cpu.cfs_period_us`, `echo ${quota} > ${file}`];
};

describe.runIf(hasCgroups)("a cgroup exists", () => {
  test("fails before it is made", async () => {
    expect(await rig.look(cgroupExists("cpu", "/docker"))).toMatchObject({
      type: "fail",
      observed: "the lab has no cgroups but its own",
    });
  });

  test("fails when a group of that name is somewhere else", async () => {
    await rig.type("host", `mkdir -p ${directory("/other")}/docker`);
    expect(await rig.look(cgroupExists("cpu", "/docker"))).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("/other/docker (cpu)"),
    });
  });

  test("passes once it is there", async () => {
    await rig.type("host", `mkdir ${directory("/docker")}`);
    expect(await rig.look(cgroupExists("cpu", "/docker"))).toMatchObject({ type: "pass" });
  });
});

describe.runIf(hasCgroups)("a CPU limit", () => {
  test("fails without a limit", async () => {
    expect(await rig.look(cpuLimit("/docker", 0.2))).toMatchObject({ type: "fail", observed: "it has no CPU limit" });
  });

  test("fails with another limit", async () => {
    await rig.type("host", ...limit(50_000));
    expect(await rig.look(cpuLimit("/docker", 0.2))).toMatchObject({ type: "fail", observed: "it may use 50 % of one CPU" });
  });

  test("passes with that share, whatever the period", async () => {
    await rig.type("host", ...limit(20_000));
    expect(await rig.look(cpuLimit("/docker", 0.2))).toMatchObject({ type: "pass" });
    await rig.type("host", ...limit(10_000, 50_000));
    expect(await rig.look(cpuLimit("/docker", 0.2))).toMatchObject({ type: "pass" });
  });
});

describe.runIf(hasCgroups)("a process in a cgroup", () => {
  test("could not be looked for while the terminal is not open", async () => {
    expect(await rig.look(inCgroup("container", "cpu", "/docker"))).toMatchObject({ type: "error" });
  });

  test("fails while nobody is in, or another process", async () => {
    await rig.type("container", ":");
    expect(await rig.look(inCgroup("container", "cpu", "/docker"))).toMatchObject({ type: "fail" });
    await rig.type("container2", `echo $$ > ${members("/docker")}`);
    expect(await rig.look(inCgroup("container", "cpu", "/docker"))).toMatchObject({
      type: "fail",
      next: `Write its PID: echo ${await rig.front("container")} > ${members("/docker")}`,
    });
  });

  test("passes for the shell in front; a child of the first shell is asked for elsewhere", async () => {
    await rig.type("container", `echo $$ > ${members("/docker")}`);
    expect(await rig.look(inCgroup("container", "cpu", "/docker"))).toMatchObject({ type: "pass" });
    expect(await rig.look(childInCgroup("container", "cpu", "/docker"))).toMatchObject({
      type: "fail",
      cause: expect.stringContaining("first shell itself"),
    });
  });

  test("passes for a child whose parent stays outside", async () => {
    const first = await rig.front("container");
    await rig.type("host", `echo ${first} > ${members(rig.cgroup === "v2" ? "/init" : "")}`);
    await rig.type("container", "bash");
    expect(await rig.look(childInCgroup("container", "cpu", "/docker"))).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("neither"),
    });
    await rig.type("container", `echo $$ > ${members("/docker")}`);
    expect(await rig.look(childInCgroup("container", "cpu", "/docker"))).toMatchObject({ type: "pass" });
  });
});
