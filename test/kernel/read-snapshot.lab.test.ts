import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Change } from "../../src/kernel/changes.ts";
import { diffSnapshots } from "../../src/kernel/diff.ts";
import { frontProcess, hostNetwork, mountsOf, networkNamed, networkOf, peerOf, processByHostPid } from "../../src/kernel/queries.ts";
import { LabGone, readSnapshot } from "../../src/kernel/read-snapshot.ts";
import { NAMESPACE_KINDS, type Process, type Snapshot } from "../../src/kernel/snapshot.ts";
import type { Lab } from "../../src/lab/lab.ts";
import { createLab } from "../../src/lab/machine.ts";
import { runInLab } from "../../src/lab/run-in-lab.ts";
import { Terminal } from "../../src/terminal/terminal.ts";

const PACKAGE_ROOT = fileURLToPath(new URL("../..", import.meta.url));

let lab: Lab;

beforeAll(async () => {
  const made = await createLab({ packageRoot: PACKAGE_ROOT, uid: process.getuid?.() ?? 0, environment: process.env });
  if ("type" in made) throw new Error(`no lab: ${made.part}: ${made.complaint}`);
  lab = made;
});

afterAll(() => lab.down());

/** Runs a script on the lab's host and expects it to succeed. */
async function onHost(script: string): Promise<string> {
  const place = { namespaces: ["mnt", "net", "pid", "uts", "ipc", "cgroup"] as const };
  const ran = await runInLab(lab, place, ["bash", "-ec", script], { timeout: 10_000 });
  expect(ran, script).toMatchObject({ code: 0, stderr: "" });
  return ran.stdout.trim();
}

/** What a script changes, and the snapshot after it. */
async function changesBy(script: string): Promise<{ readonly changes: readonly Change[]; readonly after: Snapshot; readonly stdout: string }> {
  const before = await readSnapshot(lab);
  const stdout = await onHost(script);
  const after = await readSnapshot(lab);
  return { changes: diffSnapshots(before, after), after, stdout };
}

const typesOf = (changes: readonly Change[]) => changes.map(({ type }) => type);

/** The process behind a number that a script printed. */
function printed(snapshot: Snapshot, pid: string): Process {
  const found = processByHostPid(snapshot, Number(pid));
  if (found === undefined) throw new Error(`no process has PID ${pid} on the host`);
  return found;
}

describe("a lab in which nothing was done", () => {
  test("has its init and no other process: neither the world's nor our own", async () => {
    const snapshot = await readSnapshot(lab);
    expect(snapshot.processes).toEqual([snapshot.host]);
    expect(snapshot.host).toMatchObject({ machinePid: lab.hostPid, pids: [1], root: "/", terminal: null });
    for (const kind of NAMESPACE_KINDS) expect(snapshot.host.namespaces[kind], kind).toBeGreaterThan(0);
  });

  test("has one network namespace, with lo and the link to the world", async () => {
    const snapshot = await readSnapshot(lab);
    const host = hostNetwork(snapshot);
    expect([...snapshot.networks.values()]).toEqual([host]);
    expect(host).toMatchObject({ linksReadable: true, rulesReadable: true, complaint: "", forwarding: false });
    expect(host?.links.map(({ name, up }) => [name, up])).toEqual([
      ["lo", true],
      ["enp0s3", true],
    ]);
    expect(host?.routes).toContainEqual({ destination: "default", gateway: "192.168.102.1", device: "enp0s3", source: null, type: "unicast" });
  });

  test("has not changed when it is looked at again", async () => {
    expect(diffSnapshots(await readSnapshot(lab), await readSnapshot(lab))).toEqual([]);
  });

  test("shows no probe, not even one that runs in its PID namespace meanwhile", async () => {
    const place = { namespaces: ["mnt", "pid"] as const };
    const probe = runInLab(lab, place, ["bash", "-c", "echo $$ >/tmp/probe; until [ -e /tmp/seen ]; do sleep 0.01; done"], { timeout: 10_000 });
    await onHost("until [ -s /tmp/probe ]; do sleep 0.01; done");
    const snapshot = await readSnapshot(lab);
    await onHost("touch /tmp/seen");
    expect((await probe).code).toBe(0);
    expect(snapshot.processes).toEqual([snapshot.host]);
  });
});

describe("a network built by hand", () => {
  test("shows as it is built", async () => {
    const named = await changesBy("ip netns add ns1");
    expect(named.changes).toContainEqual(expect.objectContaining({ type: "namespace-appeared", kind: "net", names: ["ns1"], processes: [] }));
    expect(named.changes).toContainEqual(
      expect.objectContaining({ type: "mount-added", mount: expect.objectContaining({ mountPoint: "/run/netns/ns1", type: "nsfs" }) }),
    );

    const pair = await changesBy("ip link add veth0 type veth peer name veth1");
    expect(typesOf(pair.changes)).toEqual(["link-appeared", "link-appeared"]);

    const moved = await changesBy("ip link set veth1 netns ns1");
    expect(moved.changes).toEqual([
      expect.objectContaining({ type: "link-moved", from: expect.objectContaining({ names: [] }), network: networkNamed(moved.after, "ns1") }),
    ]);
    const host = hostNetwork(moved.after);
    const veth0 = host?.links.find(({ name }) => name === "veth0");
    if (host === undefined || veth0 === undefined) throw new Error("the host has veth0");
    expect(peerOf(moved.after, host, veth0)).toMatchObject({ network: { names: ["ns1"] }, link: { name: "veth1" } });
  });

  test("shows its bridge, addresses and routes", async () => {
    const { changes, after } = await changesBy(`
      ip link add docker0 type bridge
      ip addr add 172.17.0.1/16 dev docker0
      ip link set docker0 up
      ip link set veth0 master docker0 up
      bridge link set dev veth0 hairpin on
      ip -n ns1 addr add 172.17.0.2/16 dev veth1
      ip -n ns1 link set lo up
      ip -n ns1 link set veth1 up
      ip -n ns1 route add default via 172.17.0.1`);
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
    expect(hostNetwork(after)?.links.find(({ name }) => name === "veth0")).toMatchObject({ master: "docker0", hairpin: true, kind: "veth" });
  });

  test("shows forwarding, rules with their numbers, and policies", async () => {
    const { changes, after } = await changesBy(`
      echo 1 >/proc/sys/net/ipv4/ip_forward
      iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
      iptables -A FORWARD -i docker0 -j ACCEPT
      iptables -A FORWARD -o docker0 -m comment --comment $'two\\nlines' -j ACCEPT
      iptables -P FORWARD DROP`);
    const host = hostNetwork(after);
    expect(changes).toHaveLength(5);
    expect(changes).toEqual(
      expect.arrayContaining([
        { type: "forwarding", network: host, on: true },
        { type: "policy", network: host, chain: "filter/FORWARD", before: "ACCEPT", policy: "DROP" },
        expect.objectContaining({ type: "rule-added", position: 1, rule: expect.objectContaining({ table: "nat", chain: "POSTROUTING" }) }),
        expect.objectContaining({ type: "rule-added", position: 1, rule: expect.objectContaining({ rule: "-i docker0 -j ACCEPT" }) }),
        expect.objectContaining({ type: "rule-added", position: 2 }),
      ]),
    );
    const undone = await changesBy("iptables -F FORWARD; iptables -P FORWARD ACCEPT");
    expect(typesOf(undone.changes)).toEqual(["rule-removed", "rule-removed", "policy"]);
  });

  test("is quiet when only packets flow", async () => {
    const { changes } = await changesBy("ping -c 1 -W 5 172.17.0.2 >/dev/null");
    expect(changes).toEqual([]);
  });
});

describe("a container built by hand", () => {
  let pid: string;

  test("shows its namespaces, its PIDs inside and outside, its mounts and its network", async () => {
    const { changes, after, stdout } = await changesBy(`
      ip netns exec ns1 unshare -fpmui --mount-proc sleep 600 >/dev/null 2>&1 </dev/null &
      until child=$(pgrep -P $! -x sleep); do sleep 0.01; done
      echo $child`);
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
    expect(typesOf(changes).filter((type) => type === "process-started")).toHaveLength(2);
  });

  test("shows a mount as only there", async () => {
    const { changes, after } = await changesBy(`mkdir -p /data1 /root/docker/data; nsenter -t ${pid} -m mount --bind /data1 /root/docker/data`);
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
    const { changes } = await changesBy(`kill -9 ${pid}; while kill -0 ${pid} 2>/dev/null; do sleep 0.01; done`);
    expect(changes).toContainEqual(expect.objectContaining({ type: "process-ended", process: expect.objectContaining({ pids: [Number(pid), 1] }) }));
    const gone = changes.flatMap((change) => (change.type === "namespace-gone" ? [change.kind] : []));
    expect(new Set(gone)).toEqual(new Set(["mnt", "pid", "uts", "ipc"]));
    expect(typesOf(changes)).not.toContain("mount-removed");
  });

  test("in its own network namespace without a name is found by its process", async () => {
    const { after, stdout } = await changesBy(`
      unshare -n sleep 600 >/dev/null 2>&1 </dev/null &
      until [ "$(readlink /proc/$!/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.01; done
      echo $!`);
    const network = networkOf(after, printed(after, stdout));
    expect(network).toMatchObject({ names: [], linksReadable: true, links: [expect.objectContaining({ name: "lo", up: false })] });
    await onHost(`kill -9 ${stdout}`);
  });
});

describe("a chroot", () => {
  test("is told as a path in the mount namespace, and so are the mounts that only a chrooted process can show", async () => {
    const { after, stdout } = await changesBy(`
      mkdir -p /root/c/usr; ln -sf usr/lib usr/lib64 usr/bin /root/c/
      unshare -m bash -c 'mount --bind /usr /root/c/usr; exec chroot /root/c /usr/bin/sleep 600' >/dev/null 2>&1 </dev/null &
      until [ "$(tr -d '\\0' </proc/$!/cmdline)" = /usr/bin/sleep600 ]; do sleep 0.01; done
      echo $!`);
    const chrooted = printed(after, stdout);
    expect(chrooted).toMatchObject({ root: "/root/c", directory: "/root/c" });
    expect(mountsOf(after, chrooted).map(({ mountPoint }) => mountPoint)).toContain("/root/c/usr");
    await onHost(`kill -9 ${stdout}`);
  });
});

describe("a process that nobody reaped", () => {
  test("is a zombie without most of its namespaces, and keeps its place", async () => {
    const { after, stdout } = await changesBy(`
      bash -c 'sleep 600 & echo $! >/tmp/zombie; exec sleep 601' >/dev/null 2>&1 </dev/null &
      until [ "$(tr -d '\\0' </proc/$!/cmdline)" = sleep601 ]; do sleep 0.01; done
      kill -9 $(cat /tmp/zombie)
      until read -r stat </proc/$(cat /tmp/zombie)/stat && [[ $stat == *') Z '* ]]; do sleep 0.01; done
      cat /tmp/zombie; echo $!`);
    const [zombie = "", parent = ""] = stdout.split("\n");
    expect(printed(after, zombie)).toMatchObject({ state: "Z", command: [], root: "", namespaces: { net: 0, mnt: 0, pid: after.host.namespaces.pid } });
    expect(printed(after, zombie).parentMachinePid).toBe(printed(after, parent).machinePid);
    await onHost(`kill -9 ${parent}`);
  });
});

describe("a terminal", () => {
  test("shows who is in front: the shell, a nested shell, a pipeline", async () => {
    const terminal = await Terminal.open(lab, "host", "host", { rows: 24, columns: 80 });
    const front = async () => {
      const snapshot = await readSnapshot(lab);
      const root = printed(snapshot, String(terminal.rootPid));
      return { root, front: frontProcess(snapshot, root.machinePid) };
    };

    const prompt = await front();
    expect(prompt.root).toMatchObject({ name: "bash", terminal: 0 });
    expect(prompt.front).toEqual(prompt.root);

    await terminal.run("unshare -fpmui --mount-proc bash");
    const nested = await front();
    expect(nested.front).toMatchObject({ name: "bash", terminal: 0 });
    expect(nested.front?.pids.at(-1)).toBe(1);
    expect(nested.front?.pids).toHaveLength(2);

    const settled = terminal.run("sleep 600 | cat");
    await terminal.started();
    await expect.poll(async () => (await front()).front?.command).toEqual(["sleep", "600"]);
    terminal.write("\x03");
    await settled;
    await terminal.run("exit");
    await terminal.run("exit");
    await terminal.closed;
  });
});

describe("cgroups", () => {
  test("show limits and members, where the lab has cgroups", async () => {
    const v1 = lab.cgroup === "v1";
    const script = v1
      ? "cd /sys/fs/cgroup/cpu; mkdir docker; echo 20000 >docker/cpu.cfs_quota_us; echo 100000 >docker/cpu.cfs_period_us"
      : "cd /sys/fs/cgroup; mkdir docker; echo '20000 100000' >docker/cpu.max";
    const { changes, after, stdout } = await changesBy(
      lab.cgroup === "none" ? "true" : `${script}; sleep 600 >/dev/null 2>&1 </dev/null & echo $! >docker/cgroup.procs; echo $!`,
    );
    if (lab.cgroup === "none") {
      expect(after.cgroups).toEqual([]);
      return;
    }
    expect(typesOf(changes)).toEqual(["process-started", "cgroup-made", "cgroup-limit", "cgroup-joined"]);
    const sleeper = printed(after, stdout);
    expect(sleeper.cgroups[v1 ? "cpu" : ""]).toBe("/docker");
    const docker = after.cgroups.find(({ path }) => path === "/docker");
    expect(docker).toMatchObject({ cpuQuota: 0.2, members: [sleeper.machinePid] });
    await onHost(`kill -9 ${stdout}`);
  });
});

test("a lab that has ended cannot be looked at", async () => {
  const made = await createLab({ packageRoot: PACKAGE_ROOT, uid: process.getuid?.() ?? 0, environment: process.env });
  if ("type" in made) throw new Error(`no lab: ${made.part}: ${made.complaint}`);
  await made.down();
  await expect(readSnapshot(made)).rejects.toThrow(LabGone);
});
