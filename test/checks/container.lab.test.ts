import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { containersApart, isolated, onBridge, ownFiles, wholeContainer } from "../../checks/container.ts";
import { noCgroups, noContainers, noNetworks, noRules, nothingLeft } from "../../checks/nothing-left.ts";
import { containerScript } from "../../src/course/container-script.ts";
import { inEnglish } from "../../src/say/words.ts";
import { CheckRig } from "../support/check-rig.ts";
import { canTest } from "../support/must-work.ts";

const DIRECTORY = "/root/docker";
const rig = await CheckRig.start();
beforeAll(() => rig.session.lab.worldReady());
afterAll(() => rig.down());

/** One step back, and forward again: what the checks say in between. */
async function without(
  terminal: "host" | "container",
  undo: string,
  redo: string,
  check: Parameters<CheckRig["look"]>[0],
): Promise<string> {
  await rig.type(terminal, undo);
  const verdict = await rig.look(check);
  await rig.type(terminal, redo);
  return `${verdict.type}: ${verdict.observed}`;
}

describe("on an empty host", () => {
  test("nothing is left", async () => {
    expect(await rig.judge(nothingLeft(DIRECTORY))).toMatchObject({ type: "pass" });
  });

  test("nothing counts as a container", async () => {
    await rig.type("container", ":");
    for (const check of wholeContainer("container", "172.17.0.2")) expect(await rig.look(check)).toMatchObject({ type: "fail" });
  });
});

describe("what the script prints", () => {
  test("builds a container that passes every check", async () => {
    await rig.type("container", ...containerScript(1).map(inEnglish));
    for (const check of wholeContainer("container", "172.17.0.2")) expect(await rig.judge(check)).toMatchObject({ type: "pass" });
  });

  test("builds a second one beside it, apart from the first", async () => {
    await rig.type("container2", ...containerScript(2).map(inEnglish));
    for (const check of wholeContainer("container2", "172.17.0.3"))
      expect(await rig.judge(check)).toMatchObject({ type: "pass" });
    expect(await rig.look(containersApart("container", "container2"))).toMatchObject({ type: "pass" });
  });

  test("does not make one container pass for the other", async () => {
    expect(await rig.look(onBridge("container", "172.17.0.3"))).toMatchObject({
      type: "fail",
      observed: "no link there has 172.17.0.3/16",
    });
    expect(await rig.look(containersApart("container", "container"))).toMatchObject({ type: "fail" });
  });
});

describe("a container with a part missing", () => {
  const network = onBridge("container", "172.17.0.2");

  test.each([
    [
      "its port is unplugged",
      "ip link set ns2-1 nomaster",
      "ip link set ns2-1 master docker0",
      "fail: ns2-1, the other end, is a port of no bridge",
    ],
    ["its port is down", "ip link set ns2-1 down", "ip link set ns2-1 up", "fail: ns2-1, the other end, is down"],
    [
      "the bridge has another address",
      "ip addr del 172.17.0.1/16 dev docker0",
      "ip addr add 172.17.0.1/16 dev docker0",
      "fail: docker0 on the host is down or has not the address 172.17.0.1/16",
    ],
    [
      "it has no default route",
      "ip -n ns2 route del default",
      "ip -n ns2 route add default via 172.17.0.1",
      "fail: there is no default route via 172.17.0.1",
    ],
  ])("fails when %s", async (_, undo, redo, expected) => {
    expect(await without("host", undo, redo, network)).toBe(expected);
  });

  test("fails outside the chroot, and without namespaces, and passes again inside", async () => {
    await rig.type("container", "exit");
    expect(await rig.look(ownFiles("container"))).toMatchObject({ type: "fail", observed: expect.stringContaining("is /;") });
    expect(await rig.look(isolated("container"))).toMatchObject({ type: "pass" });
    await rig.type("container", "umount proc", "chroot . usr/bin/bash");
    expect(await rig.look(ownFiles("container"))).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("no proc file system"),
    });
    await rig.type("container", "exit", "exit");
    expect(await rig.look(isolated("container"))).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("shares with the host: uts, ipc, pid"),
    });
    await rig.type("container", "unshare -fpmui --mount-proc bash", "mount --bind /proc proc", "chroot . usr/bin/bash");
    expect(await rig.look(ownFiles("container"))).toMatchObject({ type: "pass" });
  });
});

describe("taking it down", () => {
  test("each part is noticed until it is gone", async () => {
    for (const check of [noContainers(), noNetworks(), noRules()]) expect(await rig.look(check)).toMatchObject({ type: "fail" });
    await rig.type("container", "exit", "exit", "exit");
    expect(await rig.look(noContainers())).toMatchObject({ type: "fail" });
    await rig.type("container2", "exit", "exit", "exit");
    expect(await rig.judge(noContainers())).toMatchObject({ type: "pass" });
    await rig.type("host", "ip netns del ns2; ip netns del ns3");
    expect(await rig.look(noNetworks())).toMatchObject({ type: "fail", observed: expect.stringContaining("docker0") });
    await rig.type("host", "ip link del docker0");
    expect(await rig.judge(noNetworks())).toMatchObject({ type: "pass" });
    await rig.type("host", "iptables -t nat -F");
    expect(await rig.look(noRules())).toMatchObject({ type: "fail", observed: "still there: ip_forward is 1" });
    await rig.type("host", "echo 0 > /proc/sys/net/ipv4/ip_forward");
    expect(await rig.judge(noRules())).toMatchObject({ type: "pass" });
    expect(await rig.look(nothingLeft(DIRECTORY))).toMatchObject({ type: "fail", observed: expect.stringContaining("usr") });
    await rig.type("host", "rm -r *");
    expect(await rig.look(nothingLeft(DIRECTORY))).toMatchObject({ type: "pass" });
  });

  // an ordinary user usually has no cgroups
  test.runIf(canTest(rig.cgroup !== "none", "this lab has no cgroups"))("a cgroup is noticed too", async () => {
    const directory = rig.cgroup === "v2" ? "/sys/fs/cgroup/docker" : "/sys/fs/cgroup/cpu/docker";
    await rig.type("host", `mkdir ${directory}`);
    expect(await rig.look(noCgroups())).toMatchObject({ type: "fail", observed: expect.stringContaining("/docker (") });
    await rig.type("host", `rmdir ${directory}`);
    expect(await rig.look(noCgroups())).toMatchObject({ type: "pass" });
  });
});
