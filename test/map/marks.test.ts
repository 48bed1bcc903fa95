import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import { layoutOf } from "../../src/map/build-layout.ts";
import { sheetOf } from "../../src/map/build-sheet.ts";
import { mapDocument } from "../../src/map/json.ts";
import { mermaidOf } from "../../src/map/mermaid.ts";
import { type Mark, UNICODE_SYMBOLS } from "../../src/map/sheet.ts";
import { drawSvg } from "../../src/map/svg.ts";
import type { Network } from "../../src/kernel/snapshot.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";
import { packetMark } from "../../src/ui/packet-mark.ts";
import { ENGLISH } from "../../src/ui/texts/english.ts";
import { TEXTS } from "../../src/ui/texts/texts.ts";
import { CONTAINER, courseSnapshot, HOST_NETWORK, likelyDeathIn, withLink, withoutRules } from "../checks/course-network.ts";
import { HOST } from "../kernel/build-snapshot.ts";
import { aContainer, drawingFor, linesFor, mapFor, MASQUERADE, NS1 } from "./maps.ts";

const POLICY = { table: "filter", chain: "FORWARD", rule: "" };
const at = (place: Pick<Mark, "network"> & Partial<Mark>): Mark => ({
  link: null,
  rule: null,
  leg: "request",
  reason: "forwarding is off",
  text: "veth1 of ns1, then docker0 of the host, forwarding is off",
  ...place,
});

describe("a mark where a packet ends", () => {
  test("is not there when nothing is lost", () => {
    expect(mapFor(aContainer(), { mark: null })).toBe(mapFor(aContainer()));
    expect(mapFor(aContainer())).not.toContain("✗");
  });

  test("stands below the policy that drops it", () => {
    const mark = at({ network: HOST.net, link: "docker0", rule: POLICY, reason: "FORWARD, policy DROP" });
    expect(mapFor(aContainer(), { mark })).toBe(
      `   LAN 192.168.102.0/24 and the internet
   │
┌──┼─ host ────────────────────────────────────────────────────┐
│  │ enp0s3  192.168.102.253/24                                │
│  route            default via 192.168.102.1                  │
│  ip_forward       1, packets are passed on                   │
│  filter FORWARD   policy DROP                                │
│✗ the packet ends here: FORWARD, policy DROP                  │
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

  test("stands below the rule, and says when it is the answer that ends", () => {
    const mark = at({ network: HOST.net, rule: MASQUERADE, leg: "answer", reason: "POSTROUTING rule 1" });
    expect(mapFor(aContainer(), { mark })).toMatch(/! -o docker0 → MASQUERADE.*\n│✗ the answer ends here: POSTROUTING rule 1 /);
  });

  test.each([
    ["the container's end", NS1, "veth1", /│ {2}│ veth1 .*\n│✗ +the packet ends here: forwarding is off|veth1 .*\n│✗/],
    ["the host's end", HOST.net, "veth0", /│ veth0 .*\n│ {2}│ ✗ the packet ends here: forwarding is off/],
    ["the bridge", HOST.net, "docker0", /✗ the packet ends here: forwarding is off.*\n.*docker0 {2}bridge/],
    ["the host's way out", HOST.net, "enp0s3", /│ enp0s3 .*\n│✗ +the packet ends here: forwarding is off/],
    ["a link that the map does not show: its network", NS1, "lo", /─ ns1 ─[^└]*│✗ the packet ends here: lo, forwarding is off/],
    ["a network", NS1, null, /─ ns1 ─[^└]*│✗ the packet ends here: forwarding is off/],
  ])("stands at %s", (_, network, link, wanted) => {
    expect(mapFor(aContainer(), { mark: at({ network, link }) })).toMatch(wanted);
  });

  test("stands below everything, with the place, when that is not on the map", () => {
    expect(mapFor(aContainer(), { mark: at({ network: 12345 }) })).toMatch(
      /\n✗ the packet ends here: veth1 of ns1, then docker0 of the host,\n {2}forwarding is off$/,
    );
  });

  test.each([28, 40, 80])("keeps borders straight at %i columns, with wide characters and in ASCII", (columns) => {
    for (const ascii of [false, true]) {
      for (const link of ["veth0", "docker0", "veth1", "enp0s3", null]) {
        for (const network of [HOST.net, NS1]) {
          const mark = at({ network, link, reason: "容器一 有 规则：FORWARD rule 1: -m comment --comment 全部丢弃 -j DROP" });
          const lines = linesFor(aContainer({ name: "容器一" }), { mark, columns, ascii });
          expect(new Set(lines.map((line) => stringWidth(line))).size, lines.join("\n")).toBe(1);
          expect(lines.join("\n"), `${link}`).toContain(ascii ? "X" : "✗");
        }
      }
    }
  });

  test.each<readonly [string, Network, string, string, RegExp]>([
    [
      "at its link",
      { ...HOST_NETWORK, forwarding: false },
      "203.0.113.80",
      "docker0",
      /✗ 数据包到此为止：没有打开转发.*\n.*docker0/,
    ],
    ["at its policy", withoutRules(HOST_NETWORK, "! -o"), "203.0.113.80", "docker0", /✗ 数据包到此为止：FORWARD，默认策略 DROP/],
    ["at a network, with its link", HOST_NETWORK, "127.0.0.1", "lo", /✗ 数据包到此为止：lo，没有启用/],
  ])("is told in the learner's language: %s", async (_, host, destination, link, wanted) => {
    const snapshot = courseSnapshot(host, withLink(CONTAINER, "lo", { up: false }));
    const lost = { from: { named: "ns1" }, destination, protocol: "icmp", port: null } as const;
    const mark = packetMark((await likelyDeathIn(snapshot, lost))?.at ?? null, CHINESE_WORDS);
    expect(mark?.link).toBe(link);
    expect(mapFor(aContainer(), { mark, words: TEXTS.zh.map })).toMatch(wanted);
  });

  test("has all its words at a bridge, too, where there is little room", () => {
    const text = mapFor(aContainer(), { mark: at({ network: HOST.net, link: "docker0" }), columns: 30 });
    expect(text.replaceAll(/[│\s]+/g, " ")).toContain("✗ the packet ends here: forwarding is off");
  });

  test("needs nothing but ASCII where that is asked for", () => {
    const text = mapFor(aContainer(), { ascii: true, mark: at({ network: HOST.net, rule: POLICY }) });
    expect(text).toMatch(/^[ -~\n]*$/);
    expect(text).toMatch(/^\|X the packet ends here: forwarding is off/m);
  });

  test("lets no escape sequence of a rule through", () => {
    const mark = at({ network: HOST.net, rule: MASQUERADE, reason: 'rule 1: --comment "\u001b[31mred\u0007"' });
    expect(mapFor(aContainer(), { mark })).toMatch(/^[\P{C}\n]*$/u);
  });
});

describe("the mark in documents", () => {
  const mark = at({ network: HOST.net, link: "docker0", rule: POLICY });
  const layout = layoutOf(aContainer());
  const mermaid = (given: Mark | null) =>
    mermaidOf(sheetOf(layout, { words: ENGLISH.map, symbols: UNICODE_SYMBOLS, cables: true, mark: given }));

  test("SVG has it in the colour of failures", () => {
    const words = /<text class="dies"[^>]*>the packet ends here: forwarding is off<\/text>/;
    expect(drawSvg(drawingFor(aContainer(), { mark }), "light", "The lab")).toMatch(words);
    expect(drawSvg(drawingFor(aContainer()), "light", "The lab")).not.toContain('<text class="dies"');
  });

  test("Mermaid has it behind the row, or as a note of its own", () => {
    expect(mermaid(mark)).toContain("policy DROP ✗ the packet ends here: forwarding is off");
    expect(mermaid(at({ network: 12345 }))).toMatch(/^ {2}note1\["✗ the packet ends here: .*"\]$/m);
    expect(mermaid(null)).not.toContain("✗");
  });

  test("JSON names the place, the link and the rule", () => {
    expect(mapDocument(layout, mark).packetEnds).toEqual({
      place: "host",
      link: "docker0",
      rule: POLICY,
      leg: "request",
      reason: "forwarding is off",
    });
    expect(mapDocument(layout, at({ network: 12345 })).packetEnds?.place).toBeNull();
    expect(mapDocument(layout).packetEnds).toBeNull();
  });
});
