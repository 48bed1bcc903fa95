import { describe, expect, test } from "vitest";
import type { Network } from "../../../src/kernel/snapshot.ts";
import { changesText } from "../../../src/ui/changes/changes-text.ts";
import { aLink, aNetwork, aProcess, aSnapshot, HOST, LO } from "../../kernel/build-snapshot.ts";
import { TEXTS } from "../../../src/ui/texts/texts.ts";
import { COLOUR, layoutFor, PLAIN } from "../layouts.ts";

const shell = aProcess(1010);
const contained = aProcess(1011, { pids: [11, 1], parentMachinePid: 1010, namespaces: { ...HOST, mnt: 21, pid: 23 } });
const veth1 = aLink(8, "veth1", { peerIndex: 7, peerNamespaceId: 0 });

function host(facts: Partial<Network> = {}): Network {
  return aNetwork(HOST.net, facts);
}

function ns1(facts: Partial<Network> = {}): Network {
  return aNetwork(12, { names: ["ns1"], ...facts });
}

describe("what changed, as a block of text", () => {
  const [before, after] = [aSnapshot({ processes: [shell] }), aSnapshot({ processes: [shell, contained] })];

  test("has a heading, and long lines go on below their beginning", async () => {
    expect(changesText(await layoutFor(PLAIN, 40), before, after)).toBe(
      [
        "What this step changed:",
        "",
        "  + mount and PID namespaces of bash 11:",
        "    mnt:[21] pid:[23]",
        "  + process bash, PID 11 on the host, 1",
        "    inside",
      ].join("\n"),
    );
  });

  test("is ASCII alone where nothing else can be shown, and coloured where colours are", async () => {
    const moved = [
      aSnapshot({ networks: [host({ links: [LO, veth1] }), ns1()] }),
      aSnapshot({ networks: [host(), ns1({ links: [LO, veth1] })] }),
    ] as const;
    expect(changesText(await layoutFor(PLAIN), ...moved)).toContain("~ veth1: host -> ns1");
    expect(changesText(await layoutFor(COLOUR), before, after)).toContain("\u001b[32m+\u001b[39m");
  });

  test("has marks of full width in Chinese", async () => {
    const text = changesText(
      await layoutFor(PLAIN, 80, () => TEXTS.zh),
      aSnapshot({ networks: [host({ links: [LO] }), ns1()] }),
      aSnapshot({ networks: [host({ links: [{ ...LO, up: !LO.up }] }), ns1()] }),
    );
    expect(text).toMatch(/（宿主机）$/m);
  });

  test("says so where nothing changed", async () => {
    expect(changesText(await layoutFor(PLAIN), before, before)).toMatch(/^Nothing has changed/);
  });
});
