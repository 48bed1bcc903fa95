import { describe, expect, test } from "vitest";
import { inEnglish } from "../../src/say/words.ts";
import { containerCommands, containerNames, containerScript, LAST_CONTAINER } from "../../src/course/container-script.ts";

describe("the names of container N", () => {
  test.each([
    [1, { namespace: "ns2", hostEnd: "ns2-1", containerEnd: "ns2-2", address: "172.17.0.2" }],
    [2, { namespace: "ns3", hostEnd: "ns3-1", containerEnd: "ns3-2", address: "172.17.0.3" }],
    [LAST_CONTAINER, { namespace: "ns254", hostEnd: "ns254-1", containerEnd: "ns254-2", address: "172.17.0.254" }],
  ])("of %i are the article's: one more than N, as 172.17.0.1 is the bridge", (n, names) => {
    expect(containerNames(n)).toEqual(names);
  });

  test.each([0, -1, 1.5, LAST_CONTAINER + 1, Number.NaN])("%d is no container", (n) => {
    expect(() => containerNames(n)).toThrow(RangeError);
  });
});

describe("the script of a container", () => {
  const script = containerScript(4).map(inEnglish);

  test("holds the article's commands in the article's order", () => {
    const order = [
      "ip netns add ns5",
      "ip link add ns5-1 type veth peer name ns5-2",
      "ip link set ns5-2 netns ns5",
      "ip link set ns5-1 master docker0",
      "ip netns exec ns5 bash",
      "unshare -fpmui --mount-proc bash",
      "ip addr add 172.17.0.5/16 brd + dev ns5-2",
      "ip route add default via 172.17.0.1",
      "mount --bind /proc proc",
      "chroot . usr/bin/bash",
    ];
    const places = order.map((command) => script.findIndex((line) => line.startsWith(`${command}  #`)));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test("says of every command where it is typed, and enters the container once", () => {
    const commands = script.filter((line) => !line.startsWith("#"));
    expect(commands.filter((line) => !/ {2}# (host|container)$/.test(line))).toEqual([]);
    expect(commands.map((line) => line.endsWith("# host")).lastIndexOf(true)).toBe(
      commands.findIndex((line) => line.startsWith("ip netns exec")),
    );
  });

  test("is the commands and nothing else but comments", () => {
    const commands = containerCommands(containerNames(4)).map(({ line }) => line);
    expect(script.filter((line) => !line.startsWith("#")).map((line) => line.replace(/ {2}# \w+$/, ""))).toEqual(commands);
  });
});
