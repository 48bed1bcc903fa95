import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cgroupDirectory, cgroupFile } from "../../checks/cgroup-files.ts";
import { heldTo, usesWholeCpu } from "../../checks/cpu-share.ts";
import { showsCpuShare, showsThrottling } from "../../checks/cpu-shown.ts";
import { CheckRig } from "../support/check-rig.ts";
import { canTest } from "../support/must-work.ts";

const LOOP = "(while :; do :; done)";
const rig = await CheckRig.start();
afterAll(() => rig.down());

/** An ordinary user usually has none: what the checks say then is in cgroup-versions.test.ts. */
const hasCgroups = canTest(rig.cgroup !== "none", "this lab has no cgroups");

const members = (path: string) => cgroupFile(rig.cgroup, "cpu", path, "members");
const group = (path: string, quota: number | null) => {
  const file = cgroupFile(rig.cgroup, "cpu", path, "cpu limit");
  const limit = quota === null ? [] : [rig.cgroup === "v2" ? `echo '${quota} 100000' > ${file}` : `echo ${quota} > ${file}`];
  return [`mkdir -p ${cgroupDirectory(rig.cgroup, "cpu", path)}`, ...limit];
};
const move = async (terminal: "container" | "container2", path: string) =>
  rig.type("host", `echo ${await rig.front(terminal)} > ${members(path)}`);

describe("a process uses a whole CPU", () => {
  test("fails for a shell at its prompt and for a program that sleeps", async () => {
    await rig.type("container", ":");
    expect(await rig.look(usesWholeCpu("container"))).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("uses no CPU"),
    });
    await rig.leave("container", "sleep 100");
    expect(await rig.look(usesWholeCpu("container"))).toMatchObject({ type: "fail" });
    await rig.type("container", { key: "Ctrl-C" });
  });

  test("passes for a loop", async () => {
    await rig.leave("container", LOOP);
    expect(await rig.judge(usesWholeCpu("container"))).toMatchObject({ type: "pass" });
  });

  test("fails for a loop that somebody has stopped", async () => {
    await rig.type("container", { key: "Ctrl-Z" });
    expect(await rig.look(usesWholeCpu("container"))).toMatchObject({ type: "fail" });
    await rig.leave("container", "fg");
    expect(await rig.judge(usesWholeCpu("container"))).toMatchObject({ type: "pass" });
  });
});

describe.runIf(hasCgroups)("a cgroup holds processes to its limit", () => {
  beforeAll(() => rig.type("host", ...group("/docker", null)));

  test("fails without a limit and with another limit", async () => {
    await move("container", "/docker");
    expect(await rig.look(heldTo(["container"], "/docker", 0.2))).toMatchObject({
      type: "fail",
      observed: "the cgroup has no CPU limit",
    });
    await rig.type("host", ...group("/docker", 60_000));
    expect(await rig.look(heldTo(["container"], "/docker", 0.2))).toMatchObject({
      type: "fail",
      observed: "the cgroup may use 60 % of one CPU",
    });
  });

  test("fails while the loop is in another cgroup", async () => {
    await rig.type("host", ...group("/docker", 20_000), ...group("/other", 20_000));
    await move("container", "/other");
    expect(await rig.look(heldTo(["container"], "/docker", 0.2))).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("is in the cgroup /other"),
    });
  });

  test("passes for the loop in it, which then uses no whole CPU any more", async () => {
    await move("container", "/docker");
    expect(await rig.judge(heldTo(["container"], "/docker", 0.2))).toMatchObject({ type: "pass" });
    expect(await rig.look(usesWholeCpu("container"))).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("may use 20 %"),
    });
  });

  test("fails for a process in it that wants less than it may have", async () => {
    await rig.leave("container2", "(while :; do for i in {1..2000}; do :; done; read -rt 0.05 <> <(:); done)");
    await rig.type("host", ...group("/other", 60_000));
    await move("container2", "/other");
    const verdict = await rig.look(heldTo(["container2"], "/other", 0.6));
    expect(verdict).toMatchObject({ type: "fail", observed: expect.stringContaining("throttled in 0 periods") });
    expect(verdict.observed).not.toContain("ran 0 %");
    await rig.type("container2", { key: "Ctrl-C" });
  });

  test("what top shows passes while the kernel agrees, and for no other process", async () => {
    rig.forget();
    const check = showsCpuShare("host", "container", "limited", 0.35);
    await rig.type("host", "top -b -n 1 -p 1");
    expect(await rig.look(check)).toMatchObject({ type: "fail", observed: expect.stringContaining("no line for") });
    await rig.type("host", `top -b -n 2 -d 0.5 -p ${await rig.front("container")} | tail -n 2`);
    expect(await rig.look(check)).toMatchObject({ type: "pass" });
    expect(await rig.look(showsCpuShare("host", "container", "unlimited", 9))).toMatchObject({ type: "fail" });
  });

  test("the counters that were seen must be the kernel's", async () => {
    rig.forget();
    await rig.type("host", "echo nr_throttled 999999");
    expect(await rig.look(showsThrottling("host", "/docker"))).toMatchObject({ type: "fail" });
    rig.forget();
    await rig.type("host", `cat ${cgroupFile(rig.cgroup, "cpu", "/docker", "cpu counters")}`);
    expect(await rig.look(showsThrottling("host", "/docker"))).toMatchObject({ type: "pass" });
  });

  test("for two, fails while one of them is outside or asleep, and passes when both share the quota", async () => {
    const both = heldTo(["container", "container2"], "/docker", 0.2);
    await rig.leave("container2", LOOP);
    expect(await rig.judge(usesWholeCpu("container2"))).toMatchObject({ type: "pass" });
    expect(await rig.look(both)).toMatchObject({ type: "fail", observed: expect.stringContaining("is in the cgroup /") });
    await move("container2", "/docker");
    expect(await rig.judge(both)).toMatchObject({ type: "pass" });
    await rig.type("container2", { key: "Ctrl-C" }, `echo $$ > ${members("/docker")}`);
    expect(await rig.look(both)).toMatchObject({ type: "fail", observed: expect.stringContaining("ran 0 %") });
  });
});
