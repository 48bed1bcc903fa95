import { describe, expect, test } from "vitest";
import { parseIpAnswers, parseLinks, parseNeighbours, parseRoutes } from "../../src/kernel/parse-ip-json.ts";
import { fixture } from "./fixture.ts";

describe("parseIpAnswers", () => {
  const host = parseIpAnswers(fixture("ip-host.txt"));
  const link = (name: string) => host?.links.find((each) => each.name === name);

  test("reads the links of a host with a bridge", () => {
    expect(host?.links.map(({ name, kind, up }) => ({ name, kind, up }))).toEqual([
      { name: "lo", kind: "loopback", up: true },
      { name: "enp0s3", kind: "veth", up: true },
      { name: "docker0", kind: "bridge", up: true },
      { name: "veth1", kind: "veth", up: true },
      { name: "veth2", kind: "veth", up: true },
      { name: "here1", kind: "veth", up: false },
      { name: "here0", kind: "veth", up: false },
    ]);
  });

  test("reads a port of the bridge whose other end is in another namespace", () => {
    expect(link("veth1")).toEqual({
      index: 4,
      name: "veth1",
      kind: "veth",
      up: true,
      carrier: true,
      state: "UP",
      mac: "ae:fa:b1:48:54:ac",
      mtu: 1500,
      master: "docker0",
      peerIndex: 2,
      peerNamespaceId: 1,
      addresses: [{ family: "inet6", address: "fe80::acfa:b1ff:fe48:54ac", prefix: 64, scope: "link" }],
      hairpin: true,
    });
  });

  test("finds the index of an end in the same namespace by its name", () => {
    const [one, other] = [link("here0"), link("here1")];
    expect(one).toMatchObject({ peerIndex: other?.index, peerNamespaceId: null, carrier: false, state: "DOWN" });
    expect(other).toMatchObject({ peerIndex: one?.index, peerNamespaceId: null });
  });

  test("reads addresses", () => {
    expect(link("docker0")?.addresses[0]).toEqual({ family: "inet", address: "172.17.0.1", prefix: 16, scope: "global" });
  });

  test("reads routes, those that lead nowhere too", () => {
    expect(host?.routes).toEqual([
      { destination: "default", gateway: "192.168.102.1", device: "enp0s3", source: null, type: "unicast" },
      { destination: "10.9.0.0/16", gateway: null, device: "", source: null, type: "blackhole" },
      { destination: "172.17.0.0/16", gateway: null, device: "docker0", source: "172.17.0.1", type: "unicast" },
      { destination: "192.168.102.0/24", gateway: null, device: "enp0s3", source: "192.168.102.253", type: "unicast" },
    ]);
  });

  test("reads neighbours", () => {
    expect(host?.neighbours[0]).toEqual({
      address: "192.168.102.10",
      device: "enp0s3",
      mac: "5a:a7:5a:1f:8e:92",
      state: "REACHABLE",
    });
  });

  test("reads a container", () => {
    const container = parseIpAnswers(fixture("ip-ns1.txt"));
    expect(container?.links.map(({ name, peerIndex }) => [name, peerIndex])).toEqual([
      ["lo", null],
      ["eth0", 4],
    ]);
    expect(container?.routes[0]).toMatchObject({ destination: "default", gateway: "172.17.0.1" });
  });

  test.each(["", "[]\n[]\n", 'Object "address" is unknown\n'])("says that %j is no full answer", (text) => {
    expect(parseIpAnswers(text)).toBeNull();
  });
});

describe("what ip leaves out", () => {
  test("a link without details is still a link", () => {
    expect(parseLinks('[{},{"ifindex":7,"ifname":"wg0","flags":["NOARP"],"link_type":"none"}]')).toEqual([
      {
        index: 7,
        name: "wg0",
        kind: "none",
        up: false,
        carrier: false,
        state: "UNKNOWN",
        mac: "",
        mtu: 0,
        master: null,
        peerIndex: null,
        peerNamespaceId: null,
        addresses: [],
        hairpin: false,
      },
    ]);
  });

  test("a neighbour that did not answer has no hardware address", () => {
    expect(parseNeighbours('[{"dst":"172.17.0.9","dev":"docker0","state":["FAILED"]}]')).toEqual([
      { address: "172.17.0.9", device: "docker0", mac: null, state: "FAILED" },
    ]);
  });

  test("a namespace without routes has none", () => {
    expect(parseRoutes("[ ]")).toEqual([]);
  });
});

describe("names that a learner chose", () => {
  const names = (json: string) => parseLinks(json)?.map(({ name }) => name);

  test("may hold control characters, which ip prints as they are", () => {
    expect(names('[{"ifname":"e\u001b]2;LNK\u0007","master":"\u009bm"}]')).toEqual(["e␛]2;LNK␇"]);
    expect(parseLinks('[{"ifname":"v","master":"\u009b\u202em"}]')?.[0]?.master).toBe("\ufffd\ufffdm");
  });

  test("may hold apostrophes, which old versions of ip escape; and backslashes and quotes", () => {
    expect(names(String.raw`[{"ifname":"it\'s"},{"ifname":"a\\'b"},{"ifname":"\"q\""}]`)).toEqual([
      "it's",
      String.raw`a\'b`,
      '"q"',
    ]);
  });

  test("are on one line, and no longer than a name is", () => {
    expect(names(`[{"ifname":"a\\nb"},{"ifname":"${"x".repeat(300)}"}]`)).toEqual(["a␊b", `${"x".repeat(255)}…`]);
  });

  test("find the other end of a pair all the same", () => {
    const [one, other] =
      parseLinks(
        '[{"ifindex":3,"ifname":"e\u001b","link":"zz","linkinfo":{"info_kind":"veth"}},{"ifindex":4,"ifname":"zz","link":"e\u001b","linkinfo":{"info_kind":"veth"}}]',
      ) ?? [];
    expect([one?.peerIndex, other?.peerIndex]).toEqual([4, 3]);
  });
});

test.each(["", "{}", "null", "[", '"x"', "[1,null,[]]x"])("what is no list of objects, as %j, is not understood", (text) => {
  expect(parseLinks(text)).toBeNull();
});

test("fields of another kind than expected are missing ones", () => {
  expect(parseLinks('[1,null,[],{"ifname":7,"flags":"UP","linkinfo":[],"addr_info":{"a":1},"mtu":"9"}]')).toMatchObject([
    { name: "", up: false, kind: "", addresses: [], mtu: 0 },
  ]);
});
