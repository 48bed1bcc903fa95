import { describe, expect, test } from "vitest";
import { type Packet, packetFate } from "../../src/kernel/packet-fate.ts";
import { parseLinks } from "../../src/kernel/parse-ip-json.ts";
import { parseIptablesSave } from "../../src/kernel/parse-iptables-save.ts";
import type { Network } from "../../src/kernel/snapshot.ts";
import { aNetwork } from "./build-snapshot.ts";
import { computedMs } from "../support/cpu-time.ts";
import { OUT } from "./packets.ts";

/** A network namespace with these rules, in the form of `iptables-save` without counters. */
function networkWith(table: string, ...lines: readonly string[]): Network {
  const text = [`*${table}`, ...lines.map((line) => (line.startsWith(":") ? line : `[0:0] -A ${line}`)), "COMMIT"].join("\n");
  const links = parseLinks(
    JSON.stringify([{ ifindex: 2, ifname: "enp0s3", addr_info: [{ family: "inet", local: "192.168.102.253", prefixlen: 24 }] }]),
  );
  return aNetwork(1, { links: links ?? [], forwarding: true, ...parseIptablesSave(text) });
}

const BACK: Packet = {
  in: "enp0s3",
  out: "docker0",
  source: "203.0.113.80",
  destination: "172.17.0.2",
  protocol: "tcp",
  sourcePort: 80,
  destinationPort: 40000,
  state: "ESTABLISHED",
};

const forward = (packet: Packet, ...lines: readonly string[]) =>
  packetFate(networkWith("filter", ...lines), "filter", "FORWARD", packet).target;

describe("the fate of a packet in a chain", () => {
  test("without rules the policy decides, and without a policy it is accepted", () => {
    expect(forward(OUT, ":FORWARD DROP [0:0]")).toBe("DROP");
    expect(forward(OUT)).toBe("ACCEPT");
  });

  test("the first rule that fits decides", () => {
    expect(forward(OUT, "FORWARD -i docker0 -j DROP", "FORWARD -i docker0 -j ACCEPT")).toBe("DROP");
    expect(forward(OUT, "FORWARD -i docker1 -j DROP", "FORWARD -i docker0 -j ACCEPT", ":FORWARD DROP [0:0]")).toBe("ACCEPT");
  });

  test.each<[string, Packet, boolean]>([
    ["-i docker0 ! -o docker0", OUT, true],
    ["-i docker0 ! -o docker0", BACK, false],
    ["-o docker0 -m conntrack --ctstate RELATED,ESTABLISHED", BACK, true],
    ["-o docker0 -m conntrack --ctstate RELATED,ESTABLISHED", { ...BACK, state: "NEW" }, false],
    ["-m state --state ESTABLISHED", BACK, true],
    ["-s 172.17.0.0/16", OUT, true],
    ["! -s 172.17.0.0/16", OUT, false],
    ["-d 203.0.113.80/32", OUT, true],
    ["-p tcp -m tcp --dport 80", OUT, true],
    ["-p udp -m udp --dport 80", OUT, false],
    ["-p tcp -m tcp --dport 79:81", OUT, true],
    ["-p tcp -m tcp --dport 81:90", OUT, false],
    ["-p tcp -m multiport --dports 22,80", OUT, true],
    ["-p tcp -m tcp --sport 80", OUT, false],
    ["-p tcp -m tcp --dport 80", { ...OUT, protocol: "icmp" }, false],
    ["-i docker+", OUT, true],
    ["-i veth+", OUT, false],
    ["-m addrtype --dst-type LOCAL", OUT, false],
    ["-m addrtype --dst-type LOCAL", { ...OUT, destination: "192.168.102.253" }, true],
    ["-m addrtype --dst-type LOCAL", { ...OUT, destination: "127.0.0.1" }, true],
    ["-m addrtype ! --src-type LOCAL", OUT, true],
    ['-m comment --comment "out"', OUT, true],
    ["-m limit --limit 3/sec", OUT, false],
    ["! -i docker0 -m limit ! --limit 3/sec", BACK, false],
  ])("%s fits %j: %s", (match, packet, fits) => {
    expect(forward(packet, ":FORWARD DROP [0:0]", `FORWARD ${match} -j ACCEPT`)).toBe(fits ? "ACCEPT" : "DROP");
  });

  test("a chain of one's own is walked, and left again at RETURN or its end", () => {
    expect(forward(OUT, "FORWARD -j OWN", "FORWARD -j DROP", "OWN -i docker0 -j ACCEPT")).toBe("ACCEPT");
    expect(forward(OUT, "FORWARD -j OWN", "FORWARD -j DROP", "OWN -j RETURN", "OWN -j ACCEPT")).toBe("DROP");
    expect(forward(OUT, "FORWARD -j OWN", "FORWARD -j DROP", "OWN -i docker1 -j ACCEPT")).toBe("DROP");
  });

  test("rules that only count or log let the packet go on", () => {
    expect(forward(OUT, "FORWARD -i docker0", "FORWARD -j LOG", "FORWARD -j REJECT --reject-with icmp-port-unreachable")).toBe(
      "REJECT",
    );
  });

  test("chains that call each other in all ways are walked once each", () => {
    const chains = Array.from({ length: 16 }, (_, at) => `C${at}`);
    const rules = chains.flatMap((chain, at) =>
      Array.from({ length: 30 }, () => (at === 15 ? `${chain} -p udp -j DROP` : `${chain} -j C${at + 1}`)),
    );
    const started = computedMs();
    expect(forward(OUT, ...chains.map((chain) => `:${chain} - [0:0]`), "FORWARD -j C0", ...rules)).toBe("ACCEPT");
    expect(computedMs() - started).toBeLessThan(2000);
  });

  test("rules of another table or chain do not count", () => {
    expect(forward(OUT, "INPUT -j DROP")).toBe("ACCEPT");
    expect(packetFate(networkWith("nat", "FORWARD -j DROP"), "filter", "FORWARD", OUT).target).toBe("ACCEPT");
  });

  test("an address that is rewritten is told, with the rule that does it", () => {
    const network = networkWith("nat", "POSTROUTING -s 172.17.0.0/16 -o enp0s3 -j SNAT --to-source 192.168.102.253");
    const fate = packetFate(network, "nat", "POSTROUTING", OUT);
    expect(fate).toMatchObject({ target: "SNAT", to: "192.168.102.253" });
    expect(fate.rule).toBe(network.rules[0]);
  });
});
