import { describe, expect, test } from "vitest";
import type { Network, Snapshot } from "../../src/kernel/snapshot.ts";
import { aCgroup, aLink, aNetwork, aProcess, aSnapshot, HOST } from "../kernel/build-snapshot.ts";
import { TEXTS } from "../../src/ui/texts/texts.ts";
import { aContainer, mapFor, NS1, WAY_OUT } from "./maps.ts";

describe("what differs from an earlier look", () => {
  test("nothing is highlighted when nothing does", () => {
    expect(mapFor(aContainer(), { before: aContainer() })).toBe(mapFor(aContainer()));
  });

  test("new boxes and rows have a plus", () => {
    const text = mapFor(aContainer(), { before: aSnapshot() });
    expect(text).toContain("┼─ + ns1 ─");
    expect(text).toContain("│+ nat POSTROUTING");
    expect(text).toContain("─ + cgroup /box ─");
  });

  test("a network namespace that got a name, or lost its own, is the same one with a tilde", () => {
    const named = (...names: readonly string[]) => aSnapshot({ networks: [aNetwork(HOST.net), aNetwork(NS1, { names })] });
    expect(mapFor(named("ns1"), { before: named() })).toContain("─ ~ ns1 ─");
    expect(mapFor(named(), { before: named("ns1") })).not.toMatch(/^- |\+/m);
    expect(mapFor(named(), { before: named("ns1") })).toMatch(/─ ~ \w/);
  });

  test("a process with another command, and a cable plugged into a bridge, have a tilde", () => {
    const text = mapFor(aContainer(), { before: aContainer({ command: "sh", bridge: null }) });
    expect(text).toContain("│~ bash  PID 20, inside 1");
    expect(text).toContain("│~ │ veth0");
  });

  test("what is gone is listed with a minus", () => {
    const text = mapFor(aSnapshot(), { before: aContainer() });
    expect(text).toMatch(/^- ns1$/m);
    expect(text).toMatch(/^- cgroup \/box$/m);
    expect(text).toMatch(/^- nat POSTROUTING {2}-s 172\.17\.0\.0\/16 ! -o docker0 → MASQUERADE \(host\)$/m);
  });
});

describe("the note of what is gone", () => {
  const host = aNetwork(HOST.net, { links: [WAY_OUT] });
  const veth0 = aLink(4, "veth0", { peerIndex: 3, peerNamespaceId: 1 });
  const veth1 = aLink(3, "veth1", { peerIndex: 4, peerNamespaceId: 0 });
  const before = aSnapshot({
    networks: [{ ...host, links: [WAY_OUT, veth0] }, aNetwork(NS1, { names: ["ns1"], links: [veth1] })],
  });
  const after = aSnapshot({ networks: [host, aNetwork(NS1, { names: ["ns1"], links: [veth1, veth0] })] });

  test("tells where it was: the end of a cable that has left the host was on the host", () => {
    const text = mapFor(after, { before });
    expect(text).toMatch(/^- veth0 .*\(host\)$/m);
    expect(text).not.toMatch(/^- veth0 .*\(ns1\)$/m);
  });

  test("has marks of full width in Chinese", () => {
    expect(mapFor(after, { before, words: TEXTS.zh.map })).toMatch(/^- veth0 .*（宿主机）$/m);
    expect(mapFor(aContainer(), { terminals: { container: 1020 }, words: TEXTS.zh.map })).not.toMatch(
      /\p{Script=Han} ?[(),:]|[(),:] ?\p{Script=Han}/u,
    );
  });

  test("says nothing of a group that was empty, and is so no more", () => {
    const empty = aSnapshot({ cgroups: [aCgroup("/box", { controllers: ["cpu"] })] });
    const joined = aSnapshot({
      processes: [aProcess(1020)],
      cgroups: [aCgroup("/box", { controllers: ["cpu"], members: [1020] })],
    });
    expect(mapFor(joined, { before: empty })).not.toMatch(/^- /m);
  });
});

describe("what could not be read", () => {
  const unread = (before: Snapshot): Snapshot => ({
    ...before,
    networks: new Map([...before.networks].map(([inode, network]) => [inode, inode === NS1 ? unreadable(network) : network])),
  });
  const unreadable = (network: Network): Network => ({
    ...network,
    links: [],
    routes: [],
    rules: [],
    linksReadable: false,
    rulesReadable: false,
  });

  test("is no change, neither when it comes nor when it goes", () => {
    for (const columns of [40, 80, 120]) {
      expect(mapFor(unread(aContainer()), { before: aContainer(), columns })).toBe(mapFor(unread(aContainer()), { columns }));
      expect(mapFor(aContainer(), { before: unread(aContainer()), columns })).toBe(mapFor(aContainer(), { columns }));
    }
  });

  test("keeps nothing else from being marked", () => {
    const text = mapFor(unread(aContainer({ command: "sh" })), { before: aContainer() });
    expect(text).toContain("│~ sh  PID 20, inside 1");
  });
});

describe("the loopback, which every network has", () => {
  const withLo = (up: boolean) =>
    aSnapshot({
      networks: [
        aNetwork(HOST.net, { links: [WAY_OUT] }),
        aNetwork(NS1, { names: ["ns1"], links: [aLink(1, "lo", { kind: "loopback", up })] }),
      ],
    });

  test("has come up where it is shown no more, and is not gone", () => {
    const text = mapFor(withLo(true), { before: withLo(false) });
    expect(text).toMatch(/^~ lo {2}up \(ns1\)$/m);
    expect(text).not.toMatch(/^- /m);
  });

  test("is no new link where it is down again", () => {
    expect(mapFor(withLo(false), { before: withLo(true) })).toContain("│~ lo  down");
  });
});

describe("the sign of a change", () => {
  test("stands in the same column for a row, for a bridge and for a cable", () => {
    const before = aSnapshot({ networks: [aNetwork(HOST.net, { links: [WAY_OUT] }), aNetwork(NS1, { names: ["ns1"] })] });
    const signs = mapFor(aContainer(), { before })
      .split("\n")
      .filter((line) => /^│.*[+~]/.test(line) && !line.includes("bash"));
    expect(signs.length).toBeGreaterThan(3);
    for (const line of signs) expect(line).toMatch(/^│[+~] /);
  });
});
