import { describe, expect, test } from "vitest";
import { enterCommand, hostPath, type Place } from "../../src/lab/enter.ts";
import type { LabReach, Privilege } from "../../src/lab/identity.ts";

function reach(privilege: Privilege): LabReach {
  return {
    identity: { pid: 100, startTime: 1, bootId: "boot" },
    privilege,
    cgroup: "none",
    controllers: [],
    pace: 1,
    cgroupDirectories: [],
    hostPid: 200,
  };
}

const command = (place: Place, privilege: Privilege = "rootless") =>
  enterCommand(reach(privilege), place, ["ip", "link"]).join(" ");

describe("the command that enters a lab", () => {
  test.each<[string, Place, string]>([
    ["joins the host's network when nothing is said", {}, "nsenter -t 200 -U --preserve-credentials -n ip link"],
    ["joins the network of a process", { machinePid: 321 }, "nsenter -t 321 -U --preserve-credentials -n ip link"],
    [
      "joins only the namespaces asked for",
      { namespaces: ["mnt", "pid"] },
      "nsenter -t 200 -U --preserve-credentials -m -p ip link",
    ],
    ["joins none where none is asked for", { namespaces: [] }, "nsenter -t 200 -U --preserve-credentials ip link"],
    [
      "takes over the root directory when asked",
      { machinePid: 321, namespaces: ["mnt"], root: true },
      "nsenter -t 321 -U --preserve-credentials -m -r -w ip link",
    ],
    [
      "joins a network by the host's name for it",
      { networkFile: "/run/netns/ns1" },
      "nsenter -t 200 -U --preserve-credentials --net=/proc/200/root/run/netns/ns1 ip link",
    ],
    [
      "joins a named network beside a process's other namespaces",
      { machinePid: 321, namespaces: ["mnt", "net"], networkFile: "/run/netns/ns1" },
      "nsenter -t 321 -U --preserve-credentials -m --net=/proc/200/root/run/netns/ns1 ip link",
    ],
    [
      "joins the neighbor's network by the world's name for it",
      { world: "neighbor" },
      "nsenter -t 200 -U --preserve-credentials --net=/proc/100/root/run/netns/neighbor ip link",
    ],
    [
      "joins the internet's likewise",
      { world: "internet" },
      "nsenter -t 200 -U --preserve-credentials --net=/proc/100/root/run/netns/internet ip link",
    ],
    [
      "joins the router's, which is that of the lab's first process",
      { world: "router" },
      "nsenter -t 200 -U --preserve-credentials --net=/proc/100/ns/net ip link",
    ],
  ])("%s", (_, place, expected) => {
    expect(command(place)).toBe(expected);
  });

  test.each<[Privilege, string]>([
    ["mapped-root", "nsenter -t 200 -U -S 0 -G 0 -n ip link"],
    ["rootless", "nsenter -t 200 -U --preserve-credentials -n ip link"],
  ])("becomes the lab's root in a %s lab", (privilege, expected) => {
    expect(command({}, privilege)).toBe(expected);
  });

  test("reaches the host's files through its init", () => {
    expect(hostPath(reach("rootless"), "/root/docker")).toBe("/proc/200/root/root/docker");
  });
});
