import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hostNetwork, mountsOf, networkNamed, networkOf, peerOf } from "../../src/kernel/queries.ts";
import type { Lab } from "../../src/lab/lab.ts";
import { startTestLab } from "../support/test-lab.ts";
import { changesBy, onHost, printed } from "./lab-changes.ts";

let lab: Lab;

beforeAll(async () => {
  lab = await startTestLab();
});

afterAll(() => lab.down());

describe("a network built by hand", () => {
  test("shows as it is built", async () => {
    const named = await changesBy(lab, "ip netns add ns1");
    expect(named.changes).toContainEqual(
      expect.objectContaining({ type: "namespace-appeared", kind: "net", names: ["ns1"], processes: [] }),
    );
    expect(named.changes).toContainEqual(
      expect.objectContaining({
        type: "mount-added",
        mount: expect.objectContaining({ mountPoint: "/run/netns/ns1", type: "nsfs" }),
      }),
    );

    const pair = await changesBy(lab, "ip link add veth0 type veth peer name veth1");
    expect(pair.types).toEqual(["link-appeared", "link-appeared"]);

    const moved = await changesBy(lab, "ip link set veth1 netns ns1");
    expect(moved.changes).toEqual([
      expect.objectContaining({
        type: "link-moved",
        from: expect.objectContaining({ names: [] }),
        network: networkNamed(moved.after, "ns1"),
      }),
    ]);
    const host = hostNetwork(moved.after);
    const veth0 = host?.links.find(({ name }) => name === "veth0");
    if (host === undefined || veth0 === undefined) throw new Error("the host has veth0");
    expect(peerOf(moved.after, host, veth0)).toMatchObject({ network: { names: ["ns1"] }, link: { name: "veth1" } });
  });

  test("shows its bridge, addresses and routes", async () => {
    const { changes, after } = await changesBy(
      lab,
      `
      ip link add docker0 type bridge
      ip addr add 172.17.0.1/16 dev docker0
      ip link set docker0 up
      ip link set veth0 master docker0 up
      bridge link set dev veth0 hairpin on
      ip -n ns1 addr add 172.17.0.2/16 dev veth1
      ip -n ns1 link set lo up
      ip -n ns1 link set veth1 up
      ip -n ns1 route add default via 172.17.0.1`,
    );
    const told = changes.map((change) => ("link" in change ? `${change.type} ${change.link.name}` : change.type));
    expect(told.toSorted()).toEqual([
      "address-added docker0",
      "address-added veth1",
      "link-appeared docker0",
      "link-hairpin veth0",
      "link-master veth0",
      "link-up docker0",
      "link-up lo",
      "link-up veth0",
      "link-up veth1",
      "route-added",
      "route-added",
      "route-added",
    ]);
    const ns1 = networkNamed(after, "ns1");
    expect(ns1?.links.find(({ name }) => name === "veth1")?.addresses).toContainEqual({
      family: "inet",
      address: "172.17.0.2",
      prefix: 16,
      scope: "global",
    });
    expect(ns1?.routes[0]).toMatchObject({ destination: "default", gateway: "172.17.0.1", device: "veth1" });
    expect(hostNetwork(after)?.links.find(({ name }) => name === "veth0")).toMatchObject({
      master: "docker0",
      hairpin: true,
      kind: "veth",
    });
  });

  test("shows forwarding, rules with their numbers, and policies", async () => {
    const { changes, after } = await changesBy(
      lab,
      `
      echo 1 >/proc/sys/net/ipv4/ip_forward
      iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
      iptables -A FORWARD -i docker0 -j ACCEPT
      iptables -A FORWARD -o docker0 -m comment --comment $'two\\nlines' -j ACCEPT
      iptables -P FORWARD DROP`,
    );
    const host = hostNetwork(after);
    expect(changes).toHaveLength(5);
    expect(changes).toEqual(
      expect.arrayContaining([
        { type: "forwarding", network: host, on: true },
        { type: "policy", network: host, chain: "filter/FORWARD", before: "ACCEPT", policy: "DROP" },
        expect.objectContaining({
          type: "rule-added",
          position: 1,
          rule: expect.objectContaining({ table: "nat", chain: "POSTROUTING" }),
        }),
        expect.objectContaining({
          type: "rule-added",
          position: 1,
          rule: expect.objectContaining({ rule: "-i docker0 -j ACCEPT" }),
        }),
        expect.objectContaining({ type: "rule-added", position: 2 }),
      ]),
    );
    const undone = await changesBy(lab, "iptables -F FORWARD; iptables -P FORWARD ACCEPT");
    expect(undone.types).toEqual(["rule-removed", "rule-removed", "policy"]);
  });

  test("is quiet when only packets flow", async () => {
    const { changes } = await changesBy(lab, "ping -c 1 -W 5 172.17.0.2 >/dev/null");
    expect(changes).toEqual([]);
  });
});

describe("a container built by hand", () => {
  let pid: string;

  test("shows its namespaces, its PIDs inside and outside, its mounts and its network", async () => {
    const { changes, types, after, stdout } = await changesBy(
      lab,
      `
      ip netns exec ns1 unshare -fpmui --mount-proc sleep 600 >/dev/null 2>&1 </dev/null &
      until child=$(pgrep -P $! -x sleep); do sleep 0.01; done
      echo $child`,
    );
    pid = stdout;
    const container = printed(after, pid);
    expect(container).toMatchObject({ pids: [Number(pid), 1], name: "sleep", command: ["sleep", "600"], root: "/", state: "S" });
    expect(networkOf(after, container)?.names).toEqual(["ns1"]);
    const appeared = changes.flatMap((change) => (change.type === "namespace-appeared" ? [change.kind] : []));
    expect([...new Set(appeared)].toSorted()).toEqual(["ipc", "mnt", "pid", "uts"]);
    expect(changes).toContainEqual(
      expect.objectContaining({
        type: "mount-added",
        mount: expect.objectContaining({ mountPoint: "/proc", type: "proc" }),
        namespaces: [container.namespaces.mnt],
      }),
    );
    expect(types.filter((type) => type === "process-started")).toHaveLength(2);
  });

  test("shows a mount as only there", async () => {
    const { changes, after } = await changesBy(
      lab,
      `mkdir -p /data1 /root/docker/data; nsenter -t ${pid} -m mount --bind /data1 /root/docker/data`,
    );
    const container = printed(after, pid);
    expect(changes).toEqual([
      expect.objectContaining({
        type: "mount-added",
        mount: expect.objectContaining({ mountPoint: "/root/docker/data", root: "/data1" }),
        namespaces: [container.namespaces.mnt],
      }),
    ]);
    expect(mountsOf(after, after.host).some(({ mountPoint }) => mountPoint === "/root/docker/data")).toBe(false);
  });

  test("goes, with its namespaces, when its PID 1 is killed", async () => {
    const { changes, types } = await changesBy(lab, `kill -9 ${pid}; while kill -0 ${pid} 2>/dev/null; do sleep 0.01; done`);
    expect(changes).toContainEqual(
      expect.objectContaining({ type: "process-ended", process: expect.objectContaining({ pids: [Number(pid), 1] }) }),
    );
    const gone = changes.flatMap((change) => (change.type === "namespace-gone" ? [change.kind] : []));
    expect(new Set(gone)).toEqual(new Set(["mnt", "pid", "uts", "ipc"]));
    expect(types).not.toContain("mount-removed");
  });

  test("in its own network namespace without a name is found by its process", async () => {
    const { after, stdout } = await changesBy(
      lab,
      `
      unshare -n sleep 600 >/dev/null 2>&1 </dev/null &
      until [ "$(readlink /proc/$!/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.01; done
      echo $!`,
    );
    const network = networkOf(after, printed(after, stdout));
    expect(network).toMatchObject({
      names: [],
      linksReadable: true,
      links: [expect.objectContaining({ name: "lo", up: false })],
    });
    await onHost(lab, `kill -9 ${stdout}`);
  });
});

describe("cgroups", () => {
  test("show limits and members, where the lab has cgroups", async () => {
    const v1 = lab.cgroup === "v1";
    const script = v1
      ? "cd /sys/fs/cgroup/cpu; mkdir docker; echo 20000 >docker/cpu.cfs_quota_us; echo 100000 >docker/cpu.cfs_period_us"
      : "cd /sys/fs/cgroup; mkdir docker; echo '20000 100000' >docker/cpu.max";
    const { types, after, stdout } = await changesBy(
      lab,
      lab.cgroup === "none" ? "true" : `${script}; sleep 600 >/dev/null 2>&1 </dev/null & echo $! >docker/cgroup.procs; echo $!`,
    );
    if (lab.cgroup === "none") {
      expect(after.cgroups).toEqual([]);
      return;
    }
    expect(types).toEqual(["process-started", "cgroup-made", "cgroup-limit", "cgroup-joined"]);
    const sleeper = printed(after, stdout);
    expect(sleeper.cgroups[v1 ? "cpu" : ""]).toBe("/docker");
    const docker = after.cgroups.find(({ path }) => path === "/docker");
    expect(docker).toMatchObject({ cpuQuota: 0.2, members: [sleeper.machinePid] });
    await onHost(lab, `kill -9 ${stdout}`);
  });
});
