import { describe, expect, test } from "vitest";
import { NEIGHBOR } from "../../checks/networks.ts";
import type { ProbePlace } from "../../checks/network-places.ts";
import type { Network, Snapshot } from "../../src/kernel/snapshot.ts";
import { aLink, LO } from "../kernel/build-snapshot.ts";
import { CONTAINER, courseSnapshot, forwardRule, HOST_NETWORK, likelyDeathIn, natRule, withoutRules } from "./course-network.ts";
import { inEnglish } from "../../src/say/words.ts";

const DNAT = "-p tcp -m tcp --dport 3033 -j DNAT --to-destination 172.17.0.2:3000";
const LOOPBACK = "-s 127.0.0.0/8 -o docker0 -j MASQUERADE";
const HAIRPIN = "-s 172.17.0.0/16 -d 172.17.0.2/32 -o docker0 -p tcp -m tcp --dport 3000 -j MASQUERADE";

const PUBLISHED: Network = {
  ...HOST_NETWORK,
  rules: [
    ...HOST_NETWORK.rules,
    natRule("PREROUTING", DNAT),
    natRule("OUTPUT", DNAT),
    forwardRule("-p tcp -m tcp --dport 3000 -j ACCEPT"),
  ],
};
const withRule = (chain: string, rule: string): Network => ({ ...PUBLISHED, rules: [...PUBLISHED.rules, natRule(chain, rule)] });

async function causeOf(snapshot: Snapshot, from: ProbePlace, destination: string): Promise<string | null> {
  const death = await likelyDeathIn(snapshot, { from, destination, protocol: "tcp", port: 3033 });
  return death === null ? null : inEnglish(death.cause);
}

describe("a published port asked from the LAN", () => {
  const cause = (host: Network, container = CONTAINER) => causeOf(courseSnapshot(host, container), NEIGHBOR, "192.168.102.253");

  test("has no broken hop where everything is right", async () => {
    expect(await cause(PUBLISHED)).toBeNull();
  });

  test.each<[string, Network, RegExp]>([
    [
      "a rule to an address the host has no network for",
      { ...PUBLISHED, rules: [natRule("PREROUTING", DNAT.replace("172.17.0.2", "172.8.0.8"))] },
      /172\.8\.0\.8/,
    ],
    ["no forwarding", { ...PUBLISHED, forwarding: false }, /ip_forward is 0/],
    ["a firewall", withoutRules(PUBLISHED, "--dport 3000 -j ACCEPT"), /firewall stops the request/],
    [
      "a firewall opened for the outer port",
      {
        ...withoutRules(PUBLISHED, "--dport 3000 -j ACCEPT"),
        rules: [...withoutRules(PUBLISHED, "--dport 3000 -j ACCEPT").rules, forwardRule("-p tcp -m tcp --dport 3033 -j ACCEPT")],
      },
      /firewall stops the request/,
    ],
  ])("names the hop: %s", async (_, host, expected) => {
    expect(await cause(host)).toMatch(expected);
  });

  test("names the container when that has no gateway for the answer, or is not there", async () => {
    expect(await cause(PUBLISHED, { ...CONTAINER, routes: CONTAINER.routes.slice(1) })).toBe(
      "The packet arrives; its answer does not come back. ns1 has no route back to 192.168.102.10.",
    );
    expect(await cause(PUBLISHED, { ...CONTAINER, links: [] })).toMatch(/172\.17\.0\.2 find nobody/);
  });
});

describe("a published port asked from the host itself", () => {
  const cause = (host: Network, address: string) => causeOf(courseSnapshot(host), "host", address);

  test("has no broken hop by the host's address", async () => {
    expect(await cause(PUBLISHED, "192.168.102.253")).toBeNull();
  });

  test("by 127.0.0.1 needs another source, and a setting", async () => {
    expect(await cause(PUBLISHED, "127.0.0.1")).toMatch(/with the source 127\.0\.0\.1/);
    expect(await cause(withRule("POSTROUTING", LOOPBACK), "127.0.0.1")).toMatch(/route_localnet of docker0 is 0/);
  });
});

describe("a published port asked from its own container", () => {
  const cause = (host: Network) => causeOf(courseSnapshot(host), { named: "ns1" }, "192.168.102.253");

  test("needs another source, or it meets itself", async () => {
    expect(await cause(PUBLISHED)).toMatch(/ns1 drops a packet that claims to come from itself/);
    expect(await cause(withRule("POSTROUTING", HAIRPIN))).toBeNull();
  });

  test("from another container the answer would go past the host", async () => {
    const other = {
      ...CONTAINER,
      inode: 21,
      names: ["ns2"],
      links: [
        LO,
        aLink(7, "veth3", {
          up: true,
          carrier: true,
          peerIndex: 8,
          peerNamespaceId: 2,
          addresses: [{ family: "inet", address: "172.17.0.3", prefix: 16, scope: "global" } as const],
        }),
      ],
      routes: CONTAINER.routes.map((route) => ({ ...route, device: "veth3" })),
    };
    const port = aLink(8, "veth2", { up: true, carrier: true, peerIndex: 7, peerNamespaceId: 2, master: "docker0" });
    const host = { ...PUBLISHED, links: [...PUBLISHED.links, port] };
    expect(await causeOf(courseSnapshot(host, CONTAINER, other), { named: "ns2" }, "192.168.102.253")).toMatch(
      /the answer goes straight to that address/,
    );
  });
});
