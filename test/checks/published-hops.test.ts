import { describe, expect, test } from "vitest";
import { brokenFromContainer, brokenFromHost, brokenFromLan } from "../../checks/published-hops.ts";
import type { Network } from "../../src/kernel/snapshot.ts";
import { CONTAINER, courseSnapshot, forwardRule, HOST_NETWORK, natRule, withoutRules } from "./course-network.ts";

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

describe("a published port asked from the LAN", () => {
  const cause = (host: Network, container = CONTAINER) => brokenFromLan(courseSnapshot(host, container), 3033)?.cause ?? null;

  test("has no broken hop where everything is right", () => {
    expect(cause(PUBLISHED)).toBeNull();
  });

  test.each<[string, Network, RegExp]>([
    ["no rule", withoutRules(PUBLISHED, "DNAT"), /^No rule of PREROUTING sends port 3033 on/],
    [
      "a rule to an address the host has no network for",
      { ...PUBLISHED, rules: [natRule("PREROUTING", DNAT.replace("172.17.0.2", "172.8.0.8"))] },
      /^The rule sends port 3033 on to 172\.8\.0\.8/,
    ],
    ["no forwarding", { ...PUBLISHED, forwarding: false }, /ip_forward is 0/],
    ["a firewall", withoutRules(PUBLISHED, "--dport 3000 -j ACCEPT"), /firewall stops it/],
    [
      "a firewall opened for the outer port",
      {
        ...withoutRules(PUBLISHED, "--dport 3000 -j ACCEPT"),
        rules: [...withoutRules(PUBLISHED, "--dport 3000 -j ACCEPT").rules, forwardRule("-p tcp -m tcp --dport 3033 -j ACCEPT")],
      },
      /firewall stops it/,
    ],
  ])("names the hop: %s", (_, host, expected) => {
    expect(cause(host)).toMatch(expected);
  });

  test("names the container when that has no gateway for the answer, or is not there", () => {
    expect(cause(PUBLISHED, { ...CONTAINER, routes: CONTAINER.routes.slice(1) })).toBe(
      "The packet arrives, but ns1 has no route back to 192.168.102.10.",
    );
    expect(cause(PUBLISHED, { ...CONTAINER, links: [] })).toBe("Nothing has the address 172.17.0.2.");
  });
});

describe("a published port asked from the host itself", () => {
  const cause = (host: Network, address: string) => brokenFromHost(courseSnapshot(host), address, 3033)?.cause ?? null;

  test("needs a rule in OUTPUT", () => {
    expect(cause(PUBLISHED, "192.168.102.253")).toBeNull();
    expect(cause({ ...PUBLISHED, rules: PUBLISHED.rules.filter((rule) => rule.chain !== "OUTPUT") }, "192.168.102.253")).toMatch(
      /^No rule of OUTPUT/,
    );
  });

  test("by 127.0.0.1 needs another source as well", () => {
    expect(cause(PUBLISHED, "127.0.0.1")).toMatch(/with the source 127\.0\.0\.1/);
    expect(cause(withRule("POSTROUTING", LOOPBACK), "127.0.0.1")).toMatch(/route_localnet of docker0 is 0/);
  });
});

describe("a published port asked from its own container", () => {
  const cause = (host: Network) => brokenFromContainer(courseSnapshot(host), CONTAINER, 3033)?.cause ?? null;

  test("needs another source, or it meets itself", () => {
    expect(cause(PUBLISHED)).toMatch(/ns1 drops a packet that claims to come from itself/);
    expect(cause(withRule("POSTROUTING", HAIRPIN))).toBeNull();
  });

  test("from another container the answer would go past the host", () => {
    const other = {
      ...CONTAINER,
      inode: 21,
      names: ["ns2"],
      links: CONTAINER.links.map((link) => ({
        ...link,
        addresses: link.addresses.map((each) => ({ ...each, address: each.address.replace("172.17.0.2", "172.17.0.3") })),
      })),
    };
    expect(brokenFromContainer(courseSnapshot(PUBLISHED, CONTAINER, other), other, 3033)?.cause).toMatch(
      /the answer goes straight to that address/,
    );
  });
});
