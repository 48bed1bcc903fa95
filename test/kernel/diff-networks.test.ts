import { describe, expect, test } from "vitest";
import { diffNetworks } from "../../src/kernel/diff-networks.ts";
import type { Link, Network, Route } from "../../src/kernel/snapshot.ts";
import { aLink, aNetwork, aRule, aSnapshot, HOST, LO } from "./build-snapshot.ts";

const veth1 = aLink(4, "veth1", { peerIndex: 3 });
const address = { family: "inet", address: "172.17.0.2", prefix: 16, scope: "global" } as const;
const linkLocal = { family: "inet6", address: "fe80::1", prefix: 64, scope: "link" } as const;
const loopback = [
  { family: "inet", address: "127.0.0.1", prefix: 8, scope: "host" },
  { family: "inet6", address: "::1", prefix: 128, scope: "host" },
] as const;
const route: Route = { destination: "default", gateway: "172.17.0.1", device: "eth0", source: null, type: "unicast" };

/** Two snapshots of the host's network alone. */
function changed(before: Partial<Network>, after: Partial<Network>) {
  const network = aNetwork(HOST.net, after);
  return {
    network,
    changes: diffNetworks(aSnapshot({ networks: [aNetwork(HOST.net, before)] }), aSnapshot({ networks: [network] })),
  };
}

describe("links", () => {
  test("appear and go", () => {
    const made = changed({}, { links: [LO, veth1] });
    expect(made.changes).toEqual([{ type: "link-appeared", network: made.network, link: veth1 }]);
    const deleted = changed({ links: [LO, veth1] }, {});
    expect(deleted.changes).toEqual([{ type: "link-gone", network: aNetwork(HOST.net, { links: [LO, veth1] }), link: veth1 }]);
  });

  test("appear with what was set at once", () => {
    const link = { ...veth1, up: true, master: "docker0", addresses: [address, linkLocal] };
    expect(changed({}, { links: [LO, link] }).changes.map(({ type }) => type)).toEqual([
      "link-appeared",
      "link-master",
      "link-up",
      "address-added",
    ]);
  });

  test("of the same name are different links after one was deleted", () => {
    const again = { ...veth1, index: 9, mac: "02:00:00:00:00:99" };
    expect(changed({ links: [veth1] }, { links: [again] }).changes.map(({ type }) => type)).toEqual([
      "link-gone",
      "link-appeared",
    ]);
  });

  const SETTINGS: readonly [string, Partial<Link>, Partial<Link>, object][] = [
    ["go up", { up: false }, { up: true, carrier: true, state: "UP" }, { type: "link-up" }],
    ["go down", { up: true }, { up: false }, { type: "link-down" }],
    ["get another name", {}, { name: "eth0" }, { type: "link-renamed", before: "veth1" }],
    ["become a port", {}, { master: "docker0" }, { type: "link-master", before: null }],
    ["leave a bridge", { master: "docker0" }, {}, { type: "link-master", before: "docker0" }],
    ["get hairpin mode", {}, { hairpin: true }, { type: "link-hairpin" }],
    ["get another MTU", {}, { mtu: 1400 }, { type: "link-mtu", before: 1500 }],
    ["get an address", {}, { addresses: [address] }, { type: "address-added", address }],
    ["lose an address", { addresses: [address] }, {}, { type: "address-removed", address }],
  ];
  test.each(SETTINGS)("%s", (_, before, after, change) => {
    const link = { ...veth1, ...after };
    const { network, changes } = changed({ links: [{ ...veth1, ...before }] }, { links: [link] });
    expect(changes).toEqual([{ network, link, ...change }]);
  });

  test.each([
    ["a carrier", [veth1], [{ ...veth1, carrier: true, state: "UP" }]],
    ["an address IPv6 gave itself", [veth1], [{ ...veth1, addresses: [linkLocal] }]],
    ["a bridge that took a port's hardware address", [veth1], [{ ...veth1, mac: "02:00:00:00:00:77" }]],
    ["a tunnel that a module put into every namespace", [], [aLink(2, "sit0", { kind: "sit", mac: "0.0.0.0" })]],
  ])("%s is no change", (_, before, after) => {
    expect(changed({ links: before }, { links: after }).changes).toEqual([]);
  });

  test("lo going up brings its own addresses untold", () => {
    const up = { ...LO, up: true, addresses: [...loopback] };
    const { network, changes } = changed({}, { links: [up] });
    expect(changes).toEqual([{ type: "link-up", network, link: up }]);
  });
});

describe("links that change their namespace", () => {
  const ns1 = (links: readonly Link[]) => aNetwork(12, { names: ["ns1"], links });

  test("move, and lose what they had", () => {
    const [host, empty] = [aNetwork(HOST.net, { links: [LO, { ...veth1, up: true, addresses: [address] }] }), ns1([LO])];
    const moved = { ...veth1, index: 2, peerNamespaceId: 0 };
    const there = ns1([LO, moved]);
    const changes = diffNetworks(aSnapshot({ networks: [host, empty] }), aSnapshot({ networks: [aNetwork(HOST.net), there] }));
    expect(changes).toEqual([
      { type: "link-moved", from: host, before: host.links[1], network: there, link: moved },
      { type: "link-down", network: there, link: moved },
      { type: "address-removed", network: there, link: moved, address },
    ]);
  });

  test("move into a namespace made in the same step, and may be renamed", () => {
    const there = ns1([LO, { ...veth1, name: "eth0" }]);
    const changes = diffNetworks(
      aSnapshot({ networks: [aNetwork(HOST.net, { links: [LO, veth1] })] }),
      aSnapshot({ networks: [aNetwork(HOST.net), there] }),
    );
    expect(changes.map(({ type }) => type)).toEqual(["link-moved", "link-renamed"]);
  });

  test("have not moved when another was made there", () => {
    const there = ns1([LO, { ...veth1, mac: "02:00:00:00:00:66" }]);
    const changes = diffNetworks(
      aSnapshot({ networks: [aNetwork(HOST.net, { links: [LO, veth1] })] }),
      aSnapshot({ networks: [aNetwork(HOST.net), there] }),
    );
    expect(changes.map(({ type }) => type)).toEqual(["link-gone", "link-appeared"]);
  });
});

describe("routes, rules and switches", () => {
  test("routes come and go, in whatever order they are listed", () => {
    const other = { ...route, destination: "172.17.0.0/16", gateway: null };
    const { network, changes } = changed({ routes: [other] }, { routes: [route, other] });
    expect(changes).toEqual([{ type: "route-added", network, route }]);
    expect(changed({ routes: [route, other] }, { routes: [other, route] }).changes).toEqual([]);
    expect(changed({ routes: [route] }, {}).changes).toEqual([{ type: "route-removed", network: aNetwork(HOST.net), route }]);
  });

  const [first, second] = [aRule("-j RETURN"), aRule("-j MASQUERADE")];

  test("rules come with the number they have in their chain", () => {
    const forward = aRule("-j ACCEPT", { table: "filter", chain: "FORWARD" });
    const { network, changes } = changed({ rules: [forward, first] }, { rules: [forward, first, second] });
    expect(changes).toEqual([{ type: "rule-added", network, rule: second, position: 2 }]);
    const removed = changed({ rules: [forward, first, second] }, { rules: [forward, second] });
    expect(removed.changes).toEqual([{ type: "rule-removed", network: removed.network, rule: first, position: 1 }]);
  });

  test("a rule that changed its place is told", () => {
    const { changes } = changed({ rules: [first, second] }, { rules: [second, first] });
    expect(changes.map(({ type }) => type).toSorted()).toEqual(["rule-added", "rule-removed"]);
  });

  test("counters are no change", () => {
    expect(changed({ rules: [first] }, { rules: [{ ...first, packets: 9, bytes: 756 }] }).changes).toEqual([]);
  });

  test("a policy changes from ACCEPT, also where there was no table", () => {
    const { network, changes } = changed(
      {},
      {
        policies: new Map([
          ["filter/FORWARD", "DROP"],
          ["filter/INPUT", "ACCEPT"],
        ]),
      },
    );
    expect(changes).toEqual([{ type: "policy", network, chain: "filter/FORWARD", before: "ACCEPT", policy: "DROP" }]);
  });

  test("forwarding is switched on and off", () => {
    const { network, changes } = changed({}, { forwarding: true });
    expect(changes).toEqual([{ type: "forwarding", network, on: true }]);
    expect(changed({ forwarding: true }, {}).changes).toEqual([{ type: "forwarding", network: aNetwork(HOST.net), on: false }]);
  });

  test("neighbours are no change", () => {
    expect(
      changed({}, { neighbours: [{ address: "172.17.0.2", device: "docker0", mac: null, state: "FAILED" }] }).changes,
    ).toEqual([]);
  });

  test("a namespace that lost its name is told", () => {
    const { network, changes } = changed({ names: ["ns1"] }, {});
    expect(changes).toEqual([{ type: "network-names", network, before: ["ns1"] }]);
  });
});

describe("what could not be read", () => {
  const full = {
    links: [LO, veth1],
    routes: [route],
    rules: [aRule("-j MASQUERADE")],
    policies: new Map([["filter/FORWARD", "DROP"]]),
    forwarding: true,
  };
  const unreadable = { linksReadable: false, rulesReadable: false, links: [] };

  test("has not gone, and has not come back", () => {
    expect(changed(full, unreadable).changes).toEqual([]);
    expect(changed(unreadable, full).changes).toEqual([]);
  });
});

test("a new namespace is told by what it has beyond a lo that is down", () => {
  const network = aNetwork(12, { routes: [route], rules: [aRule("-j MASQUERADE")] });
  const host = aNetwork(HOST.net);
  expect(diffNetworks(aSnapshot(), aSnapshot({ networks: [host, aNetwork(12)] }))).toEqual([]);
  expect(diffNetworks(aSnapshot(), aSnapshot({ networks: [host, network] })).map(({ type }) => type)).toEqual([
    "route-added",
    "rule-added",
  ]);
});
