import { describe, expect, test } from "vitest";
import { parseLinks, parseRoutes } from "../../src/kernel/parse-ip-json.ts";
import { firstAddress, linkWithAddress, routeTo } from "../../src/kernel/routing.ts";
import { aNetwork } from "./build-snapshot.ts";

const NETWORK = aNetwork(1, {
  links:
    parseLinks(
      JSON.stringify([
        { ifindex: 1, ifname: "lo" },
        {
          ifindex: 3,
          ifname: "veth1",
          addr_info: [
            { family: "inet6", local: "fe80::1", prefixlen: 64 },
            { family: "inet", local: "172.17.0.2", prefixlen: 16 },
          ],
        },
      ]),
    ) ?? [],
  routes:
    parseRoutes(
      JSON.stringify([
        { dst: "default", gateway: "172.17.0.1", dev: "veth1" },
        { dst: "172.17.0.0/16", dev: "veth1" },
        { dst: "172.17.9.9", dev: "veth9" },
      ]),
    ) ?? [],
});

describe("routing", () => {
  test.each<[string, string]>([
    ["172.17.0.1", "172.17.0.0/16"],
    ["172.17.9.9", "172.17.9.9"],
    ["203.0.113.80", "default"],
  ])("%s goes by the route %s: the longest prefix wins", (destination, route) => {
    expect(routeTo(NETWORK, destination)?.destination).toBe(route);
  });

  test("without a default route the outside is unreachable", () => {
    const closed = { ...NETWORK, routes: NETWORK.routes.filter((route) => route.destination !== "default") };
    expect(routeTo(closed, "203.0.113.80")).toBeUndefined();
  });

  test("a link is found by its address, and its first IPv4 address by the link", () => {
    expect(linkWithAddress(NETWORK, "172.17.0.2")?.name).toBe("veth1");
    expect(linkWithAddress(NETWORK, "172.17.0.1")).toBeUndefined();
    expect(NETWORK.links.map(firstAddress)).toEqual([null, "172.17.0.2"]);
  });
});
