import { describe, expect, test } from "vitest";
import {
  cgroupAt,
  descendants,
  frontProcess,
  hostNetwork,
  mountsOf,
  networkNamed,
  networkOf,
  peerOf,
  processByHostPid,
  processByMachinePid,
} from "../../src/kernel/queries.ts";
import { aCgroup, aLink, aMount, aNetwork, aProcess, aSnapshot, HOST, INIT } from "./build-snapshot.ts";

describe("processes", () => {
  const container = aProcess(1020, { pids: [20, 1] });
  const snapshot = aSnapshot({
    processes: [aProcess(1010), container, aProcess(1021, { pids: [21, 2], parentMachinePid: 1020 })],
  });

  test("are found by the PID they have on the host, not by their own", () => {
    expect(processByHostPid(snapshot, 20)).toBe(container);
    expect(processByHostPid(snapshot, 1)).toBe(INIT);
    expect(processByHostPid(snapshot, 2)).toBeUndefined();
    expect(processByMachinePid(snapshot, 1020)).toBe(container);
  });

  test("know their descendants, near ones first", () => {
    expect(descendants(snapshot, INIT).map(({ machinePid }) => machinePid)).toEqual([1010, 1020, 1021]);
    expect(descendants(snapshot, container).map(({ machinePid }) => machinePid)).toEqual([1021]);
  });
});

describe("the process in front in a terminal", () => {
  const shell = (foreground: number | null) => aProcess(1010, { terminal: 0, foreground });
  const member = (pid: number, group: number, state = "S") => aProcess(pid, { group, state, parentMachinePid: 1010 });

  test.each([
    ["the shell itself at its prompt", [shell(1010), member(1011, 1011)], 1010],
    ["the leader of a pipeline", [shell(1011), member(1012, 1011), member(1011, 1011)], 1011],
    ["what is left of a pipeline whose leader has ended", [shell(1011), member(1012, 1011), member(1013, 1011)], 1012],
    ["what is left when the leader is a zombie", [shell(1011), member(1011, 1011, "Z"), member(1012, 1011)], 1012],
  ])("is %s", (_, processes, front) => {
    expect(frontProcess(aSnapshot({ processes }), 1010)?.machinePid).toBe(front);
  });

  test.each([
    ["the shell has ended", []],
    ["it has no terminal", [shell(null)]],
    ["the group in front has ended", [shell(1011)]],
  ])("is nobody when %s", (_, processes) => {
    expect(frontProcess(aSnapshot({ processes }), 1010)).toBeUndefined();
  });
});

describe("networks and mounts", () => {
  const inside = aProcess(1010, { namespaces: { ...HOST, net: 12, mnt: 11 } });
  const zombie = aProcess(1011, { state: "Z", namespaces: { ...HOST, net: 0, mnt: 0 } });
  const ns1 = aNetwork(12, { names: ["ns1", "also"] });
  const table = [aMount(20, "/")];
  const snapshot = aSnapshot({ processes: [inside, zombie], networks: [aNetwork(HOST.net), ns1], mounts: { 11: table } });

  test("are found by process and by name", () => {
    expect(networkOf(snapshot, inside)).toBe(ns1);
    expect(networkNamed(snapshot, "also")).toBe(ns1);
    expect(networkNamed(snapshot, "ns2")).toBeUndefined();
    expect(hostNetwork(snapshot)?.inode).toBe(HOST.net);
    expect(mountsOf(snapshot, inside)).toBe(table);
  });

  test("a zombie has neither", () => {
    expect(networkOf(snapshot, zombie)).toBeUndefined();
    expect(mountsOf(snapshot, zombie)).toEqual([]);
  });
});

describe("the other end of a veth pair", () => {
  const veth = aLink(4, "veth1", { peerIndex: 2, peerNamespaceId: 0 });
  const eth0 = aLink(2, "eth0", { peerIndex: 4, peerNamespaceId: 0 });

  test("is found in another namespace", () => {
    const [host, ns1] = [aNetwork(HOST.net, { links: [veth] }), aNetwork(12, { links: [eth0] })];
    const snapshot = aSnapshot({ networks: [host, ns1] });
    expect(peerOf(snapshot, host, veth)).toEqual({ network: ns1, link: eth0 });
    expect(peerOf(snapshot, ns1, eth0)).toEqual({ network: host, link: veth });
  });

  test("is found beside it", () => {
    const [one, other] = [aLink(4, "a", { peerIndex: 5 }), aLink(5, "b", { peerIndex: 4 })];
    const host = aNetwork(HOST.net, { links: [one, other] });
    const ns1 = aNetwork(12, { links: [{ ...one }, { ...other }] });
    expect(peerOf(aSnapshot({ networks: [host, ns1] }), host, one)?.link).toBe(other);
  });

  test("is not looked for among links of the same indexes that pair with their own namespace", () => {
    const host = aNetwork(HOST.net, { links: [veth] });
    const ns1 = aNetwork(12, { links: [aLink(2, "a", { peerIndex: 4 }), aLink(4, "b", { peerIndex: 2 })] });
    expect(peerOf(aSnapshot({ networks: [host, ns1] }), host, veth)).toBeUndefined();
  });

  test("is not guessed when two may be it", () => {
    const host = aNetwork(HOST.net, { links: [veth] });
    const networks = [host, aNetwork(12, { links: [eth0] }), aNetwork(13, { links: [{ ...eth0 }] })];
    expect(peerOf(aSnapshot({ networks }), host, veth)).toBeUndefined();
  });

  test("is not guessed when it may belong to another", () => {
    // enp0s3 leads out of the snapshot; ns1 and ns2 have a pair with the same indexes
    const enp0s3 = aLink(2, "enp0s3", { peerIndex: 3, peerNamespaceId: 0 });
    const host = aNetwork(HOST.net, { links: [enp0s3] });
    const ns1 = aNetwork(12, { links: [aLink(3, "a", { peerIndex: 2, peerNamespaceId: 0 })] });
    const ns2 = aNetwork(13, { links: [aLink(2, "b", { peerIndex: 3, peerNamespaceId: 0 })] });
    expect(peerOf(aSnapshot({ networks: [host, ns1, ns2] }), host, enp0s3)).toBeUndefined();
  });

  test("does not exist for a bridge", () => {
    const host = aNetwork(HOST.net, { links: [aLink(3, "docker0", { kind: "bridge" })] });
    expect(peerOf(aSnapshot({ networks: [host] }), host, aLink(3, "docker0"))).toBeUndefined();
  });
});

test("a cgroup is found by path in the hierarchy of its controller", () => {
  const [cpu, memory] = [aCgroup("/docker"), aCgroup("/docker", { controllers: ["memory"] })];
  const snapshot = aSnapshot({ cgroups: [cpu, memory] });
  expect(cgroupAt(snapshot, "memory", "/docker")).toBe(memory);
  expect(cgroupAt(snapshot, "cpu", "/docker")).toBe(cpu);
  expect(cgroupAt(snapshot, "pids", "/docker")).toBeUndefined();
  expect(cgroupAt(snapshot, "cpu", "/")).toBeUndefined();
});
