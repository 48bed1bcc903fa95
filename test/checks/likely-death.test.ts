import { describe, expect, test } from "vitest";
import type { ProbePlace } from "../../checks/network-places.ts";
import type { Network, Snapshot } from "../../src/kernel/snapshot.ts";
import { aLink, aNetwork, LO } from "../kernel/build-snapshot.ts";
import { CONTAINER, courseSnapshot, HOST_NETWORK, likelyDeathIn, NS1, withLink, withoutRules } from "./course-network.ts";
import { inEnglish } from "../../src/say/words.ts";

const WEB = "203.0.113.80";

interface Broken {
  readonly host?: Network;
  readonly container?: Network;
  readonly destination?: string;
}

async function causeOf(snapshot: Snapshot, from: ProbePlace, destination: string): Promise<string | null> {
  const death = await likelyDeathIn(snapshot, { from, destination, protocol: "icmp", port: null });
  return death === null ? null : inEnglish(death.cause);
}

/** The likely cause when the container pings. */
function causeFor({ host = HOST_NETWORK, container = CONTAINER, destination = WEB }: Broken): Promise<string | null> {
  return causeOf(courseSnapshot(host, container), { named: "ns1" }, destination);
}

describe("by the snapshot alone, the hop at which a container's packets end", () => {
  test("is none where everything is right", async () => {
    for (const destination of [WEB, "172.17.0.1", "192.168.102.253", "192.168.102.10", "127.0.0.1", "172.17.0.2"])
      expect(await causeFor({ destination }), destination).toBeNull();
  });

  test.each<[string, Broken, RegExp]>([
    [
      "without a default route",
      { container: { ...CONTAINER, routes: CONTAINER.routes.slice(1) } },
      /^No route leads from ns1 to 203\.0\.113\.80/,
    ],
    [
      "without an address",
      { container: { ...withLink(CONTAINER, "veth1", { addresses: [] }), routes: [] } },
      /^veth1 of ns1 has no address/,
    ],
    ["with its link down", { container: withLink(CONTAINER, "veth1", { up: false }) }, /^The link veth1 of ns1 is down/],
    [
      "with its link down, and so without routes",
      { container: { ...withLink(CONTAINER, "veth1", { up: false }), routes: [] } },
      /^The link veth1 of ns1 is down/,
    ],
    ["with the host's end down", { host: withLink(HOST_NETWORK, "veth0", { up: false }) }, /^The link veth0 of the host is down/],
    ["with the bridge down", { host: withLink(HOST_NETWORK, "docker0", { up: false }) }, /^The link docker0 of the host is down/],
    [
      "with the cable plugged into nothing",
      { host: withLink(HOST_NETWORK, "veth0", { master: null }) },
      /^No cable leads on from veth0 of the host: it is plugged into no bridge/,
    ],
    [
      "with the cable in another bridge",
      {
        host: {
          ...withLink(HOST_NETWORK, "veth0", { master: "docker1" }),
          links: [
            ...withLink(HOST_NETWORK, "veth0", { master: "docker1" }).links,
            aLink(6, "docker1", { kind: "bridge", up: true }),
          ],
        },
      },
      /^No cable leads on from veth0 of the host: it is plugged into docker1, not into docker0\.$/,
    ],
    [
      "with a bridge without an address",
      { host: withLink(HOST_NETWORK, "docker0", { addresses: [] }) },
      /^Packets from ns1 to 172\.17\.0\.1 find nobody/,
    ],
    ["without forwarding", { host: { ...HOST_NETWORK, forwarding: false } }, /ip_forward is 0/],
    ["with a firewall that stops requests", { host: withoutRules(HOST_NETWORK, "! -o docker0 -j ACCEPT") }, /stops the request/],
    ["with a firewall that stops answers", { host: withoutRules(HOST_NETWORK, "RELATED") }, /stops the answer/],
    [
      "without a source that can be answered",
      { host: withoutRules(HOST_NETWORK, "MASQUERADE") },
      /leaves the host with the source 172\.17\.0\.2/,
    ],
    [
      "with a host that knows no way out",
      { host: { ...HOST_NETWORK, routes: HOST_NETWORK.routes.slice(1) } },
      /^No route leads from the host to 203\.0\.113\.80/,
    ],
    [
      "with lo down, to itself",
      { container: withLink(CONTAINER, "lo", { up: false }), destination: "127.0.0.1" },
      /^lo is down in ns1/,
    ],
    [
      "with lo down, to its own address",
      { container: withLink(CONTAINER, "lo", { up: false }), destination: "172.17.0.2" },
      /^lo is down in ns1/,
    ],
    ["to an address nobody has", { destination: "172.17.0.9" }, /nothing has this address/],
  ])("is named: %s", async (_, broken, cause) => {
    expect(await causeFor(broken)).toMatch(cause);
  });

  test("forwarding, rules and rewriting do not matter for the host's own addresses", async () => {
    const host = { ...withoutRules(HOST_NETWORK, ""), forwarding: false };
    expect(await causeFor({ host, destination: "172.17.0.1" })).toBeNull();
    expect(await causeFor({ host, destination: "192.168.102.253" })).toBeNull();
  });
});

describe("the hop at which the host's packets end", () => {
  const fromHost = (host: Network, container: Network, destination: string) =>
    causeOf(courseSnapshot(host, container), "host", destination);

  test("is none to a container, nor to the world, which the snapshot does not hold", async () => {
    expect(await fromHost(HOST_NETWORK, CONTAINER, "172.17.0.2")).toBeNull();
    expect(await fromHost(HOST_NETWORK, CONTAINER, WEB)).toBeNull();
    expect(await fromHost(HOST_NETWORK, CONTAINER, "192.168.102.10")).toBeNull();
  });

  test("is the container's link when that is down", async () => {
    expect(await fromHost(HOST_NETWORK, withLink(CONTAINER, "veth1", { up: false }), "172.17.0.2")).toBe(
      "The link veth1 of ns1 is down.",
    );
  });

  test("is the container when that has no route back", async () => {
    const stranger = { ...CONTAINER, routes: [] };
    expect(await fromHost(HOST_NETWORK, stranger, "172.17.0.2")).toBe(
      "The packet arrives; its answer does not come back. ns1 has no route back to 172.17.0.1.",
    );
  });
});

describe("two containers on one bridge", () => {
  const second = aNetwork(NS1 + 1, {
    names: ["ns2"],
    links: [
      LO,
      aLink(7, "veth3", {
        up: true,
        carrier: true,
        peerIndex: 8,
        peerNamespaceId: 0,
        addresses: [{ family: "inet", address: "172.17.0.3", prefix: 16, scope: "global" }],
      }),
    ],
    routes: [{ destination: "172.17.0.0/16", gateway: null, device: "veth3", source: null, type: "unicast" }],
  });
  const hostWith = (facts: object): Network => ({
    ...HOST_NETWORK,
    links: [
      ...HOST_NETWORK.links,
      aLink(8, "veth2", { up: true, carrier: true, peerIndex: 7, peerNamespaceId: 2, master: "docker0", ...facts }),
    ],
  });
  const cause = (host: Network) => causeOf(courseSnapshot(host, CONTAINER, second), { named: "ns1" }, "172.17.0.3");

  test("reach each other", async () => {
    expect(await cause(hostWith({}))).toBeNull();
  });

  test("do not when one cable is plugged into nothing", async () => {
    expect(await cause(hostWith({ master: null }))).toBe(
      "No cable leads on from veth2 of the host: it is plugged into no bridge.",
    );
  });
});
