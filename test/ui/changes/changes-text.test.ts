import { describe, expect, test } from "vitest";
import type { Network, Snapshot } from "../../../src/kernel/snapshot.ts";
import { changeLines } from "../../../src/ui/changes/changes-text.ts";
import { ENGLISH } from "../../../src/ui/texts/english.ts";
import { createStyle } from "../../../src/ui/style.ts";
import {
  aCgroup,
  aLink,
  aMount,
  aNetwork,
  aProcess,
  aRule,
  aSnapshot,
  HOST,
  LO,
  ROOT_MOUNT,
} from "../../kernel/build-snapshot.ts";

const style = createStyle({ colour: 0, unicode: true, plain: false });

/** The lines that tell one snapshot from another, each with its sign. */
function lines(before: Snapshot, after: Snapshot): readonly string[] {
  return changeLines({ style, texts: ENGLISH }, before, after).map(({ sign, text }) => `${sign} ${text}`);
}

const shell = aProcess(1010);
const contained = aProcess(1011, { pids: [11, 1], parentMachinePid: 1010, namespaces: { ...HOST, mnt: 21, pid: 23 } });
const veth0 = aLink(7, "veth0", { peerIndex: 8, peerNamespaceId: 0 });
const veth1 = aLink(8, "veth1", { peerIndex: 7, peerNamespaceId: 0 });

function host(facts: Partial<Network> = {}): Network {
  return aNetwork(HOST.net, facts);
}

function ns1(facts: Partial<Network> = {}): Network {
  return aNetwork(12, { names: ["ns1"], ...facts });
}

describe("what changed is said for", () => {
  test.each<[string, Snapshot, Snapshot, readonly string[]]>([
    [
      "a network namespace that got a name",
      aSnapshot(),
      aSnapshot({
        networks: [host(), ns1()],
        mounts: {
          [HOST.mnt]: [ROOT_MOUNT, aMount(20, "/run/netns"), aMount(21, "/run/netns/ns1", { type: "nsfs", root: "net:[12]" })],
        },
      }),
      ["+ network namespace ns1, net:[12]"],
    ],
    [
      "a veth pair with its ends in two namespaces",
      aSnapshot({ networks: [host(), ns1()] }),
      aSnapshot({ networks: [host({ links: [LO, veth0] }), ns1({ links: [LO, veth1] })] }),
      ["+ veth pair veth0 (host) and veth1 (ns1)"],
    ],
    [
      "a link that moved",
      aSnapshot({ networks: [host({ links: [LO, veth1] }), ns1()] }),
      aSnapshot({ networks: [host(), ns1({ links: [LO, veth1] })] }),
      ["~ veth1: host → ns1"],
    ],
    [
      "an address, a route and a link that is up",
      aSnapshot({ networks: [host({ links: [veth0] })] }),
      aSnapshot({
        networks: [
          host({
            links: [{ ...veth0, up: true, addresses: [{ family: "inet", address: "10.0.0.1", prefix: 24, scope: "global" }] }],
            routes: [{ destination: "default", gateway: "10.0.0.2", device: "veth0", source: null, type: "unicast" }],
          }),
        ],
      }),
      ["~ veth0: down → up (host)", "+ address 10.0.0.1/24 on veth0 (host)", "+ route default via 10.0.0.2 dev veth0 (host)"],
    ],
    [
      "a rule of the firewall with its number, and a policy",
      aSnapshot({ networks: [host({ rules: [aRule("-j FIRST")] })] }),
      aSnapshot({
        networks: [
          host({
            rules: [aRule("-j FIRST", { packets: 99 }), aRule("-j MASQUERADE")],
            policies: new Map([["filter/FORWARD", "DROP"]]),
          }),
        ],
      }),
      ["~ policy of filter FORWARD: ACCEPT → DROP (host)", "+ nat POSTROUTING -j MASQUERADE (host, rule 2)"],
    ],
    ["forwarding", aSnapshot(), aSnapshot({ networks: [host({ forwarding: true })] }), ["~ IP forwarding: off → on (host)"]],
    [
      "the namespaces that one process got, and its PIDs",
      aSnapshot({ processes: [shell] }),
      aSnapshot({ processes: [shell, contained], mounts: { 21: [ROOT_MOUNT] } }),
      ["+ mount and PID namespaces of bash 11: mnt:[21] pid:[23]", "+ process bash, PID 11 on the host, 1 inside"],
    ],
    [
      "a mount namespace whose mounts are shared",
      aSnapshot({ processes: [shell] }),
      aSnapshot({
        processes: [shell, { ...contained, namespaces: { ...HOST, mnt: 21 } }],
        mounts: { 21: [{ ...ROOT_MOUNT, propagation: ["shared:1"] }] },
      }),
      [
        "+ mount namespace of bash 11: mnt:[21] (its mounts are shared with the namespace it was copied from)",
        "+ process bash, PID 11 on the host, 1 inside",
      ],
    ],
    [
      "a bind mount in one mount namespace",
      aSnapshot({ processes: [shell, contained], mounts: { 21: [ROOT_MOUNT] } }),
      aSnapshot({
        processes: [shell, contained],
        mounts: { 21: [ROOT_MOUNT, aMount(30, "/root/docker/data", { root: "/data1" })] },
      }),
      ["+ mount /root/docker/data showing /data1 (only in mnt:[21] of bash 11)"],
    ],
    [
      "a mount in two mount namespaces",
      aSnapshot({ processes: [contained], mounts: { 21: [ROOT_MOUNT] } }),
      aSnapshot({
        processes: [contained],
        mounts: { [HOST.mnt]: [ROOT_MOUNT, aMount(30, "/mnt")], 21: [ROOT_MOUNT, aMount(31, "/mnt")] },
      }),
      ["+ mount /mnt of type tmpfs (on the host and in mnt:[21] of bash 11)"],
    ],
    [
      "a mount in the place of another",
      aSnapshot({ mounts: { [HOST.mnt]: [ROOT_MOUNT, aMount(30, "/sys", { type: "sysfs", device: "0:1" })] } }),
      aSnapshot({ mounts: { [HOST.mnt]: [ROOT_MOUNT, aMount(31, "/sys", { type: "sysfs", device: "0:2" })] } }),
      ["~ mount /sys: another sysfs in place of the one that was there (host)"],
    ],
    [
      "mounts that all became private",
      aSnapshot({
        mounts: {
          [HOST.mnt]: [
            { ...ROOT_MOUNT, propagation: ["shared:1"] },
            aMount(30, "/a", { propagation: ["shared:2"] }),
            aMount(31, "/b", { propagation: ["shared:3"] }),
          ],
        },
      }),
      aSnapshot({ mounts: { [HOST.mnt]: [ROOT_MOUNT, aMount(30, "/a"), aMount(31, "/b")] } }),
      ["~ mount / and 2 mounts below it: shared → private (host)"],
    ],
    [
      "a mount that became read-only",
      aSnapshot({ mounts: { [HOST.mnt]: [ROOT_MOUNT, aMount(30, "/a")] } }),
      aSnapshot({ mounts: { [HOST.mnt]: [ROOT_MOUNT, aMount(30, "/a", { options: ["ro"] })] } }),
      ["~ mount /a: rw → ro (host)"],
    ],
    [
      "a limit and who is under it, on v1",
      aSnapshot({ processes: [shell], cgroups: [aCgroup("/", { members: [1010] })] }),
      aSnapshot({
        processes: [{ ...shell, cgroups: { cpu: "/docker" } }],
        cgroups: [aCgroup("/"), aCgroup("/docker", { cpuQuota: 0.2, members: [1010] })],
      }),
      [
        "+ cgroup /docker (cpu)",
        "~ cgroup /docker (cpu), CPU: no limit → 20 % of one CPU",
        "~ cgroup of bash 10: / → /docker (cpu)",
      ],
    ],
    [
      "memory in the units people use",
      aSnapshot({ cgroups: [aCgroup("/"), aCgroup("/docker", { controllers: ["memory"] })] }),
      aSnapshot({
        cgroups: [aCgroup("/"), aCgroup("/docker", { controllers: ["memory"], memoryLimit: 20 * 1024 * 1024, swapLimit: 0 })],
      }),
      ["~ cgroup /docker (memory), memory: no limit → 20 MiB", "~ cgroup /docker (memory), swap: no limit → none"],
    ],
    [
      "a kill",
      aSnapshot({ cgroups: [aCgroup("/docker", { controllers: ["memory"], oomKills: 0 })] }),
      aSnapshot({ cgroups: [aCgroup("/docker", { controllers: ["memory"], oomKills: 2 })] }),
      ["~ cgroup /docker (memory): the kernel killed 2 processes for using more memory than the limit"],
    ],
    [
      "a process in another root directory, by its command",
      aSnapshot({ processes: [shell] }),
      aSnapshot({
        processes: [shell, aProcess(1011, { command: ["usr/bin/bash"], parentMachinePid: 1010, root: "/root/docker" })],
      }),
      ["+ process bash, PID 11, with /root/docker as its / (usr/bin/bash)"],
    ],
    [
      "a process that became another",
      aSnapshot({ processes: [shell] }),
      aSnapshot({
        processes: [{ ...shell, name: "sleep", command: ["sleep", "9"], root: "/tiny", namespaces: { ...HOST, uts: 41 } }],
      }),
      [
        "+ UTS namespace of sleep 10: uts:[41]",
        "~ PID 10: bash → sleep 9",
        "~ / of sleep 10: / → /tiny",
        "~ UTS namespace of sleep 10: host → uts:[41]",
      ],
    ],
    [
      "a hostname, and a System V object",
      aSnapshot(),
      aSnapshot({
        hostnames: new Map([[HOST.uts, "web"]]),
        ipcObjects: new Map([[HOST.ipc, { segments: [{ id: 3, key: "0x0", size: 4096 }], queues: [], semaphores: [] }]]),
      }),
      ["~ hostname: host → web (on the host)", "+ shared memory segment 3 of 4096 bytes (on the host)"],
    ],
  ])("%s", (_, before, after, expected) => {
    expect(lines(before, after)).toEqual(expected);
  });
});

test("a process that joined a cgroup of v2 from another one moved, whatever is enabled in either", () => {
  const [before, after] = [
    { ...shell, cgroups: { "": "/one" } },
    { ...shell, cgroups: { "": "/two" } },
  ];
  const groups = (one: readonly number[], two: readonly number[]) => [
    aCgroup("/", { controllers: ["cpu", "memory"] }),
    aCgroup("/one", { controllers: [], members: one }),
    aCgroup("/two", { controllers: ["cpu"], members: two }),
  ];
  const was = aSnapshot({ processes: [before], cgroups: groups([1010], []) });
  expect(lines(was, aSnapshot({ processes: [after], cgroups: groups([], [1010]) }))).toEqual([
    "~ cgroup of bash 10: /one → /two (cpu)",
  ]);
});

test("the shells that terminals begin with are not told, what is started in them is", () => {
  const first = aProcess(1011, { parentMachinePid: 500 });
  const own = aProcess(1012, { parentMachinePid: 1011 });
  expect(lines(aSnapshot(), aSnapshot({ processes: [first] }))).toEqual([]);
  expect(lines(aSnapshot({ processes: [first] }), aSnapshot())).toEqual([]);
  expect(lines(aSnapshot({ processes: [first] }), aSnapshot({ processes: [first, own] }))).toEqual(["+ process bash, PID 12"]);
  // script(1) that a learner started himself
  const learners = [
    aProcess(1013, { name: "script", command: ["script"], parentMachinePid: 1011 }),
    aProcess(1014, { parentMachinePid: 1013 }),
  ];
  expect(lines(aSnapshot({ processes: [first] }), aSnapshot({ processes: [first, ...learners] }))).toHaveLength(2);
});

test("a namespace whose number was given again is a new one", () => {
  const other = { ...contained, machinePid: 1019, startTime: 1019, pids: [19, 1] };
  const mounts = { 21: [ROOT_MOUNT] };
  expect(lines(aSnapshot({ processes: [shell, contained], mounts }), aSnapshot({ processes: [shell, other], mounts }))).toEqual([
    "+ mount and PID namespaces of bash 19: mnt:[21] pid:[23]",
    "- mount and PID namespaces of bash 11: mnt:[21] pid:[23]",
    "+ process bash, PID 19 on the host, 1 inside",
    "- process bash, PID 11 on the host, 1 inside",
  ]);
});

test("names from the lab cannot act on the terminal, break a line or turn the text", () => {
  const evil = aProcess(1010, { name: "a\u001b[2J\u0007\nb\u202ec\u009b31m" });
  const [line = ""] = lines(aSnapshot(), aSnapshot({ processes: [evil] }));
  expect(line).toMatch(/^\+ process a\?\?\?b\?c\?31m, PID 10/);
});

test("a long list is cut, and the rest counted", () => {
  const many = Array.from({ length: 50 }, (_, index) => aProcess(1100 + index));
  const told = lines(aSnapshot(), aSnapshot({ processes: many }));
  expect(told).toHaveLength(20);
  expect(told.at(-1)).toBe("~ ... and 31 more");
});
