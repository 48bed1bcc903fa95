import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { joined, standsInItsRoot, startedFromOutside } from "../../checks/joined.ts";
import { showsAddressOf, showsHostPid, showsInnerPid, showsNamespaces, showsOutside } from "../../checks/joined-shown.ts";
import { containerCommands, containerNames } from "../../src/course/container-script.ts";
import { CheckRig } from "../support/check-rig.ts";
import { eventually } from "../support/eventually.ts";

const rig = await CheckRig.start();
afterAll(() => rig.down());

const whole = joined("container2", "container", { root: true });
const withoutRoot = joined("container2", "container", { root: false });
const withoutPid = joined("container2", "container", { except: ["pid"], root: true });
const nsenter = async (flags: string) => `nsenter -t ${await rig.front("container")} ${flags} usr/bin/bash`;

describe("before there is a container", () => {
  test("nothing can be joined", async () => {
    await rig.type("container", ":");
    await rig.type("container2", ":");
    for (const check of [whole, withoutRoot, withoutPid, startedFromOutside("sleep", "container")]) {
      expect(await rig.look(check)).toMatchObject({
        type: "fail",
        observed: expect.stringContaining("shares with the host: mnt, uts, ipc, net, pid, the root directory"),
      });
    }
  });
});

describe("with a container", () => {
  beforeAll(() => rig.type("container", ...containerCommands(containerNames(1)).map(({ line }) => line)));

  test("its shell must be seen among the host's processes, not in a list from inside", async () => {
    const check = showsHostPid("host", "container");
    await rig.type("host", `echo ${await rig.front("container")}`);
    expect(await rig.look(check)).toMatchObject({ type: "fail" });
    await rig.type("host", "ps -ef");
    expect(await rig.look(check)).toMatchObject({ type: "pass" });
  });

  test("its namespaces must be seen, not the host's", async () => {
    const check = showsNamespaces("host", "container");
    await rig.type("host", "lsns -p 1");
    expect(await rig.look(check)).toMatchObject({ type: "fail" });
    await rig.type("host", `lsns -p ${await rig.front("container")}`);
    expect(await rig.look(check)).toMatchObject({ type: "pass" });
  });

  test("its address must be seen, not the host's", async () => {
    rig.forget();
    const check = showsAddressOf("host", "container");
    await rig.type("host", "ip -br addr");
    expect(await rig.look(check)).toMatchObject({ type: "fail" });
    await rig.type("host", `nsenter -t ${await rig.front("container")} -n ip -br addr`);
    expect(await rig.look(check)).toMatchObject({ type: "pass" });
  });

  test.each([
    ["nothing joined", "", { whole: "fail", withoutRoot: "fail", withoutPid: "fail" }],
    ["one namespace joined", "-n", { whole: "fail", withoutRoot: "fail", withoutPid: "fail" }],
    ["all but the root", "-m -u -i -n -p", { whole: "fail", withoutRoot: "pass", withoutPid: "fail" }],
    ["all but the PID namespace", "-m -u -i -n -r -w", { whole: "fail", withoutRoot: "fail", withoutPid: "pass" }],
    ["all but the UTS namespace", "-m -i -n -p -r -w", { whole: "fail", withoutRoot: "fail", withoutPid: "fail" }],
    ["the root alone", "-r -w", { whole: "fail", withoutRoot: "fail", withoutPid: "fail" }],
    ["all of it", "-m -u -i -n -p -r -w", { whole: "pass", withoutRoot: "fail", withoutPid: "fail" }],
  ])("with %s, each check passes for its own case only", async (_, flags, expected) => {
    await rig.type("container2", flags === "" ? "bash" : await nsenter(flags));
    expect({
      whole: (await rig.look(whole)).type,
      withoutRoot: (await rig.look(withoutRoot)).type,
      withoutPid: (await rig.look(withoutPid)).type,
    }).toEqual(expected);
    await rig.type("container2", "exit");
  });

  test("a shell with the root and not the working directory stands outside, until it steps in", async () => {
    rig.forget();
    await rig.type("container2", await nsenter("-m -u -i -n -p -r"), "pwd");
    expect(await rig.look(showsOutside("container2"))).toMatchObject({ type: "pass" });
    expect(await rig.look(standsInItsRoot("container2"))).toMatchObject({ type: "fail" });
    await rig.type("container2", "cd /");
    expect(await rig.look(standsInItsRoot("container2"))).toMatchObject({ type: "pass" });
    expect(await rig.look(showsOutside("container2"))).toMatchObject({ type: "fail" });
  });

  test("the shell must be seen in the container's list under its PID there", async () => {
    rig.forget();
    expect(await rig.look(showsInnerPid("container2"))).toMatchObject({ type: "fail", observed: "nothing was printed" });
    await rig.type("container2", "ps -ef");
    expect(await rig.look(showsInnerPid("container2"))).toMatchObject({ type: "pass" });
    await rig.type("container2", "exit");
  });

  test("another container that was joined is not this one", async () => {
    await rig.type("container2", ...containerCommands(containerNames(2)).map(({ line }) => line));
    expect(await rig.look(whole)).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("shares with the container: nothing"),
    });
    await rig.type("container2", "exit", "exit", "exit");
  });

  test("a program in the container counts as started from outside only if it was", async () => {
    const check = startedFromOutside("sleep", "container");
    const target = await rig.front("container");
    expect(await rig.look(check)).toMatchObject({ type: "fail", observed: "no process sleep runs" });
    const sleepers = (count: number) =>
      eventually(
        `${count} sleep`,
        async () => (await rig.snapshot()).processes.filter(({ name }) => name === "sleep").length === count,
      );
    await rig.type("host", `nsenter -t ${target} -m -n -p -r -w sleep 1000 &`);
    await sleepers(1);
    expect(await rig.look(check)).toMatchObject({ type: "fail", observed: expect.stringContaining("not: uts, ipc") });
    await rig.type("container", "sleep 1000 &");
    await sleepers(2);
    expect(await rig.look(check)).toMatchObject({ type: "fail" });
    await rig.type("host", `nsenter -t ${target} -m -u -i -n -p -r -w sleep 1000 &`);
    expect(await rig.judge(check)).toMatchObject({ type: "pass" });
  });
});
