import { afterAll, describe, expect, test } from "vitest";
import { cgroupDirectory, cgroupFile, type CgroupFact } from "../../checks/cgroup-files.ts";
import { holdsMemory, killedForMemory, memoryLimit, noSwap, usedMoreThan } from "../../checks/memory.ts";
import { showsKills, showsPeak } from "../../checks/memory-shown.ts";
import { CheckRig } from "../support/check-rig.ts";
import { canTest } from "../support/must-work.ts";

const MIB = 1024 * 1024;
const HOG = "dd if=/dev/zero of=/dev/null bs=100M count=1";
const rig = await CheckRig.start();
afterAll(() => rig.down());

/** An ordinary user usually has none: what the checks say then is in cgroup-versions.test.ts. */
const hasCgroups = canTest(rig.cgroup !== "none", "this lab has no cgroups");

const directory = (path: string) => cgroupDirectory(rig.cgroup, "memory", path);
const file = (path: string, fact: CgroupFact) => cgroupFile(rig.cgroup, "memory", path, fact);
const noSwapLine = (path: string, limit: string) => `echo ${rig.cgroup === "v2" ? 0 : limit} > ${file(path, "swap limit")}`;

describe.runIf(hasCgroups)("a memory limit", () => {
  test("fails without the group, without a limit, and with another", async () => {
    expect(await rig.look(memoryLimit("/docker", 20 * MIB))).toMatchObject({
      type: "fail",
      observed: "the lab has no cgroups but its own",
    });
    await rig.type("host", `mkdir ${directory("/docker")}`);
    expect(await rig.look(memoryLimit("/docker", 20 * MIB))).toMatchObject({
      type: "fail",
      observed: "it has no memory limit",
    });
    await rig.type("host", `echo 20000000 > ${file("/docker", "memory limit")}`);
    expect(await rig.look(memoryLimit("/docker", 20 * MIB))).toMatchObject({ type: "fail", observed: "its limit is 19.1 MiB" });
  });

  test("passes with that many bytes", async () => {
    await rig.type("host", `echo 20M > ${file("/docker", "memory limit")}`);
    expect(await rig.look(memoryLimit("/docker", 20 * MIB))).toMatchObject({ type: "pass" });
  });

  test("says nothing about swap, which has a limit of its own", async () => {
    expect(await rig.look(noSwap("host", "/docker"))).toMatchObject({ type: "fail" });
    await rig.type("host", noSwapLine("/docker", "20M"));
    expect(await rig.look(noSwap("host", "/docker"))).toMatchObject({ type: "pass" });
  });
});

describe.runIf(hasCgroups)("a process killed for lack of memory", () => {
  test("fails for one that runs outside of the group, and for one that somebody else killed", async () => {
    const before = await rig.snapshot();
    await rig.type("container", HOG);
    expect(await rig.look(killedForMemory("/docker"), before)).toMatchObject({ type: "fail" });
    await rig.type("container", "bash", `echo $$ > ${file("/docker", "members")}`, "bash -c 'kill -9 $$'");
    expect(await rig.look(killedForMemory("/docker"), before)).toMatchObject({ type: "fail" });
  });

  test("passes for one that the kernel killed since the step began", async () => {
    const before = await rig.snapshot();
    await rig.type("container", HOG);
    expect(await rig.judge(killedForMemory("/docker"), before)).toMatchObject({ type: "pass" });
    expect(await rig.look(killedForMemory("/docker"), await rig.snapshot())).toMatchObject({ type: "fail" });
    expect(await rig.look(killedForMemory("/docker"))).toMatchObject({ type: "pass" });
  });

  test("the numbers that were seen must be the kernel's", async () => {
    rig.forget();
    await rig.type("host", "echo oom_kill 7; echo 123");
    expect(await rig.look(showsKills("host", "/docker"))).toMatchObject({ type: "fail" });
    expect(await rig.look(showsPeak("host", "/docker"))).toMatchObject({ type: "fail" });
    rig.forget();
    await rig.type("host", `cat ${file("/docker", "memory kills")} ${file("/docker", "memory peak")}`);
    expect(await rig.look(showsKills("host", "/docker"))).toMatchObject({ type: "pass" });
    expect(await rig.look(showsPeak("host", "/docker"))).toMatchObject({ type: "pass" });
  });
});

describe.runIf(hasCgroups)("memory that is held", () => {
  const check = holdsMemory("/roomy", 20_000_000, 64 * MIB);

  test("fails while the group is empty, and while the memory is held outside of it", async () => {
    await rig.type("host", `mkdir ${directory("/roomy")}`, `echo 64M > ${file("/roomy", "memory limit")}`);
    expect(await rig.look(check)).toMatchObject({
      type: "fail",
      cause: expect.stringContaining("No process is in the cgroup"),
    });
    await rig.type("container2", "bash", "printf -v hog '%24000000s' x", `echo $$ > ${file("/roomy", "members")}`);
    expect(await rig.look(check)).toMatchObject({ type: "fail", cause: expect.stringContaining("outside the cgroup") });
    expect(await rig.look(usedMoreThan("/roomy", 20_000_000))).toMatchObject({ type: "fail" });
  });

  test("passes for memory that is touched inside and kept", async () => {
    await rig.type("container2", "printf -v hog2 '%24000000s' x");
    expect(await rig.look(check)).toMatchObject({ type: "pass" });
    expect(await rig.look(usedMoreThan("/roomy", 20_000_000))).toMatchObject({ type: "pass" });
  });

  test("fails with another limit, and after a kill", async () => {
    expect(await rig.look(holdsMemory("/roomy", 20_000_000, 63 * MIB))).toMatchObject({ type: "fail" });
    await rig.type("container2", HOG);
    expect(await rig.look(check)).toMatchObject({ type: "fail", cause: expect.stringContaining("the kernel killed") });
  });
});
