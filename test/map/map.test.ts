import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import { parseIptablesSave } from "../../src/kernel/parse-iptables-save.ts";
import type { Link } from "../../src/kernel/snapshot.ts";
import { aLink, aNetwork, aProcess, aSnapshot, HOST } from "../kernel/build-snapshot.ts";
import { fixture } from "../kernel/fixture.ts";
import { nftTablesOf } from "../kernel/nft-tables.ts";
import { aContainer, BRIDGE, linesFor, mapFor, NS1, VETH0, VETH1, WAY_OUT } from "./maps.ts";
import { say, verbatim } from "../../src/say/message.ts";
import { TEXTS } from "../../src/ui/texts/texts.ts";

describe("a container in a bridge", () => {
  test("is drawn as a box at a cable below the host", () => {
    expect(mapFor(aContainer())).toBe(
      `   LAN 192.168.102.0/24 and the internet
   │
┌──┼─ host ────────────────────────────────────────────────────┐
│  │ enp0s3  192.168.102.253/24                                │
│  route            default via 192.168.102.1                  │
│  ip_forward       1, packets are passed on                   │
│  filter FORWARD   policy DROP                                │
│  nat POSTROUTING  -s 172.17.0.0/16 ! -o docker0 → MASQUERADE │
│                                                              │
│  docker0  bridge  172.17.0.1/16                              │
│ ═╤═════════════════════                                      │
│  │ veth0                                                     │
└──┼───────────────────────────────────────────────────────────┘
   │
┌──┼─ ns1 ─────────────────────────────────────────────────────┐
│  │ veth1  172.17.0.2/16                                      │
│  namespaces: mnt net pid uts ipc                             │
│  bash  PID 20, inside 1                                      │
└──────────────────────────────────────────────────────────────┘
┌─ cgroup /box ────────────────────────────────────────────────┐
│  at most 20 % of one CPU                                     │
│  bash  PID 20 in ns1                                         │
└──────────────────────────────────────────────────────────────┘`,
    );
  });

  test("has the bridge name those of its ports that are not drawn at it", () => {
    const ports = (veth0: string | null) => [
      { ...WAY_OUT, master: "docker0" },
      aLink(9, "dummy0", { kind: "dummy", up: true, master: "docker0" }),
      { ...VETH0, master: veth0 },
    ];
    const lab = (veth0: string | null, columns: number) => {
      const host = aNetwork(HOST.net, { links: [...ports(veth0), BRIDGE] });
      return mapFor(aSnapshot({ networks: [host, aNetwork(NS1, { names: ["ns1"], links: [VETH1] })] }), { columns });
    };
    const words = (text: string) => text.replaceAll(/[^\w ,]/g, "").replaceAll(/ +/g, " ");
    expect(lab("docker0", 80)).toMatch(/ docker0 {2}bridge {2}172\.17\.0\.1\/16 {2}with enp0s3, dummy0 .*\n.*╤═.*\n.* veth0/);
    expect(lab(null, 80)).toContain("with enp0s3, dummy0");
    expect(words(lab("docker0", 20))).toContain("with enp0s3, dummy0, veth0");
    for (const columns of [20, 80]) expect(lab("docker0", columns)).toContain("│ enp0s3");
  });

  test("tells of other ports of that bridge, the host's own cable first", () => {
    const [host, ...others] = aContainer().networks.values();
    const pluggedIn = (host?.links ?? []).map((link) => (link === WAY_OUT ? { ...link, master: "docker0" } : link));
    const text = mapFor(aSnapshot({ networks: [aNetwork(HOST.net, { links: pluggedIn }), ...others] }));
    expect(text).toContain("docker0  bridge  172.17.0.1/16  with enp0s3 ");
    expect(text).toContain("│  │ veth0 ");
  });

  test("needs nothing but ASCII where that is asked for", () => {
    const text = mapFor(aContainer(), { ascii: true });
    expect(text).toMatch(/^[ -~\n]*$/);
    expect(text).toContain("| =+=====");
    expect(text).toContain("! -o docker0 -> MASQUERADE");
  });

  test("says where the other end of a cable is when there is no room to draw two", () => {
    const text = mapFor(aContainer(), { columns: 20 });
    expect(text.replaceAll(/[^\w\n ]/g, "").replaceAll(/\s+/g, " ")).toContain("veth0 on the host");
  });
});

test("chains of nft stand below those of iptables, with what the kernel asks them for", () => {
  const nftTables = nftTablesOf(fixture("nft-beside-iptables.json"), parseIptablesSave(fixture("iptables-save-beside-nft.txt")));
  const networks = [aNetwork(HOST.net, { links: [WAY_OUT], nftTables })];
  const lines = mapFor(aSnapshot({ networks }))
    .split("\n")
    .map((line) => line.replace(/ *│$/, ""));
  expect(lines.slice(lines.findIndex((line) => line.includes("nft ")))).toEqual([
    "│  nft ip docker out  nat, hook postrouting, policy ACCEPT",
    '│    ip saddr 172.17.0.0/16 oifname != "docker0" masquerade',
    "│  nft inet fw forward  filter, hook forward, policy DROP",
    "│    ct state established,related accept",
    '│    iifname "docker0" jump web',
    "│    meta mark 1 accept",
    "│  nft inet fw web",
    '│    tcp dport { 80, 443 } accept comment "web only"',
    expect.stringMatching(/^└/),
  ]);
});

describe("who is shown", () => {
  const inside = { ...HOST, mnt: 11 };
  const shell = aProcess(1010);

  test("no shells of the host, but what they run", () => {
    const text = mapFor(aSnapshot({ processes: [shell, aProcess(1011, { name: "sleep", command: ["sleep", "60"] })] }));
    expect(text).toContain("sleep 60  PID 11");
    expect(text).not.toContain("bash");
  });

  test("a container is called by the terminal whose foreground is in it", () => {
    const front = aProcess(1012, { parentMachinePid: 1010, namespaces: inside, terminal: 0, group: 1012 });
    const waiting = { ...shell, terminal: 0, foreground: 1012 };
    expect(mapFor(aSnapshot({ processes: [waiting, front] }), { terminals: { container: 10 } })).toContain(
      "─ terminal container ─",
    );
  });

  test("a shell that waits for one elsewhere is left out, and so is unshare", () => {
    const waiting = aProcess(1011, { namespaces: inside, command: ["bash"] });
    const unshare = aProcess(1012, { parentMachinePid: 1011, name: "unshare", namespaces: { ...inside, uts: 12 } });
    const deeper = aProcess(1013, { parentMachinePid: 1012, pids: [13, 1], namespaces: { ...inside, uts: 12, pid: 13 } });
    const text = mapFor(aSnapshot({ processes: [waiting, unshare, deeper] }));
    expect(text).toContain("PID 13, inside 1");
    expect(text).not.toMatch(/PID 1[12]/);
  });

  test("a root directory of its own makes a box even in the host's namespaces", () => {
    const text = mapFor(aSnapshot({ processes: [aProcess(1011, { root: "/root/docker" })] }));
    expect(text).toMatch(/namespaces: the host's.*\n.*root  \/root\/docker/);
  });

  test("a PID namespace in another is a box in the other", () => {
    const outer = aProcess(1011, { pids: [11, 1], namespaces: { ...HOST, pid: 12 } });
    const inner = aProcess(1012, { parentMachinePid: 1011, pids: [12, 2, 1], namespaces: { ...HOST, pid: 13 } });
    expect(mapFor(aSnapshot({ processes: [outer, inner] }))).toMatch(/│ ┌─ bash, PID 12 ─+┐ │\n.*\n.*PID 12, inside 2 and 1/);
  });

  test("a zombie stands where its PID namespace is", () => {
    const init = aProcess(1011, { pids: [11, 1], name: "sleep", command: ["sleep", "9"], namespaces: { ...HOST, pid: 12 } });
    const zombie = aProcess(1012, {
      pids: [12, 2],
      name: "sleep",
      command: [],
      state: "Z",
      root: "",
      namespaces: { mnt: 0, net: 0, pid: 12, uts: 0, ipc: 0, cgroup: 0, user: 0 },
    });
    expect(mapFor(aSnapshot({ processes: [init, zombie] }))).toContain("PID 12, inside 2, zombie");
  });
});

describe("a map for a window that is too low", () => {
  const many = aSnapshot({
    processes: Array.from({ length: 5 }, (_, index) =>
      aProcess(1020 + index, {
        pids: [20 + index, 1 + index],
        name: "sleep",
        command: ["sleep", String(index)],
        namespaces: { ...HOST, pid: 13 },
      }),
    ),
  });

  test("counts processes rather than listing them", () => {
    expect(mapFor(many)).toContain("sleep 3");
    const text = mapFor(many, { folds: true });
    expect(text).toContain("5 processes");
    expect(text).not.toContain("sleep 3");
  });

  test("says that their number has changed", () => {
    const fewer = { ...many, processes: many.processes.slice(0, -1) };
    expect(mapFor(fewer, { folds: true, before: many })).toContain("│~ 4 processes");
  });
});

describe("what is so by default, and told only where it matters", () => {
  const host = (links: readonly Link[], forwarding: boolean) =>
    aSnapshot({ networks: [aNetwork(HOST.net, { links: [WAY_OUT, ...links], forwarding })] });

  test("is no change where what it matters to comes", () => {
    const text = mapFor(host([BRIDGE], false), { before: host([], false) });
    expect(text).toContain("│+ docker0     bridge");
    expect(text).toContain("│  ip_forward  0, packets are not passed on");
  });

  test("is no change where that goes", () => {
    const text = mapFor(host([], false), { before: host([BRIDGE], false) });
    expect(text).toMatch(/^- docker0 .*\(host\)$/m);
    expect(text).not.toContain("ip_forward");
  });

  test("is a change once it is otherwise", () => {
    expect(mapFor(host([BRIDGE], true), { before: host([BRIDGE], false) })).toContain("│~ ip_forward  1");
    expect(mapFor(host([], true), { before: host([], false) })).toContain("│+ ip_forward  1");
    expect(mapFor(host([], false), { before: host([], true) })).toMatch(/^- ip_forward {2}1/m);
  });

  test("is not told of a namespace that forwards from its beginning, but that it has been switched off there", () => {
    const ns1 = (forwarding: boolean) =>
      aSnapshot({ networks: [aNetwork(HOST.net), aNetwork(12, { names: ["ns1"], forwarding, forwardingAtFirst: true })] });
    expect(mapFor(ns1(true))).not.toContain("ip_forward");
    expect(mapFor(ns1(false))).toContain("ip_forward  0, packets are not passed on");
  });
});

describe("names are the learner's, who may choose any", () => {
  test("wide characters keep the borders straight", () => {
    const lines = linesFor(aContainer({ name: "网络一", command: "小程序" }), { columns: 80 });
    expect(lines.join("\n")).toContain("网络一");
    expect(new Set(lines.map((line) => stringWidth(line))).size).toBe(1);
  });

  test("escape sequences and control characters never get through", () => {
    const text = mapFor(aContainer({ name: "ns\u001b[31m1\u0007\u202e", command: "ba\u009bsh\r\n\u001b]0;x\u0007" }));
    expect(text).toMatch(/^[\P{C}\n]*$/u);
    expect(text).toContain("ns1");
  });
});

describe("what a look did not take in", () => {
  const TOO_MUCH = { tooMuch: true, complaint: verbatim("it has more than 500 rules") } as const;

  test("is said below the map, each reason once", () => {
    const why = "it has more than 500 mounts";
    const unread = [1, 2].map((namespace) => ({ part: "mounts", namespace, why: verbatim(why) }) as const);
    const processes = { part: "processes", namespace: null, why: verbatim("there are more than 1024") } as const;
    const lines = linesFor(aSnapshot({ unread: [...unread, processes] })).map((line) => line.trim());
    expect(lines.slice(-2)).toEqual([
      `not all mounts could be read: ${why}`,
      "not all processes could be read: there are more than 1024",
    ]);
    expect(mapFor(aSnapshot({ unread }), { before: aSnapshot() })).toContain("not all mounts could be read");
  });

  test("is said in Chinese, too", () => {
    const unread = [
      { part: "mounts", namespace: 1, why: say`it has more than ${{ most: 500 }} mounts, or very long ones` },
    ] as const;
    const networks = [
      aNetwork(HOST.net, { tooMuch: true, complaint: say`it has more than ${{ most: 500 }} rules`, rulesReadable: false }),
    ];
    const text = mapFor(aSnapshot({ unread, networks }), { words: TEXTS.zh.map });
    expect(text).toContain("没能读全挂载：挂载超过 500 个，或者有的很长");
    expect(text).toContain("读不到它的规则：规则超过 500 条");
  });

  test("is said in the box of the network namespace that it is about", () => {
    const networks = [
      aNetwork(HOST.net, { ...TOO_MUCH, rulesReadable: false }),
      aNetwork(12, { ...TOO_MUCH, linksReadable: false, names: ["ns1"], links: [] }),
    ];
    const text = mapFor(aSnapshot({ networks }), { columns: 100 });
    expect(text).toContain("its rules could not be read: it has more than 500 rules");
    expect(text).toContain("its links could not be read: it has more than 500 rules");
  });
});
