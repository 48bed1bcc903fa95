import { afterAll, describe, expect, test } from "vitest";
import { hasAddress } from "../../checks/addresses.ts";
import { hasCarrier, linkUp, onlyDeadLoopback } from "../../checks/links.ts";
import { namespaceNamed } from "../../checks/network-namespaces.ts";
import { netns } from "../../checks/networks.ts";
import { pings } from "../../checks/ping.ts";
import { showsNamespaces, showsOnlyLoopback } from "../../checks/shown-network.ts";
import { linksGone, pairBetween, vethPair } from "../../checks/veth.ts";
import { CheckRig } from "../support/check-rig.ts";

// One lab, built up test by test as the lessons do.
const rig = await CheckRig.start();
afterAll(() => rig.down());

const NS1 = netns("ns1");
const PAIR = vethPair({ place: "host", name: "veth0" }, { place: NS1, name: "veth1" });
const pass = { type: "pass" };
const fail = (observed: string, cause?: string) => ({
  type: "fail",
  observed: expect.stringContaining(observed),
  ...(cause === undefined ? {} : { cause: expect.stringContaining(cause) }),
});

describe("a network namespace with a name", () => {
  test("fails before it is made", async () => {
    expect(await rig.look(namespaceNamed("ns1"))).toMatchObject(fail("there is no named network namespace"));
  });

  test("fails when it is only a file of that name", async () => {
    await rig.type("host", "mkdir -p /run/netns; touch /run/netns/ns1");
    expect(await rig.look(namespaceNamed("ns1"))).toMatchObject(fail("there is no named network namespace"));
    await rig.type("host", "rm /run/netns/ns1");
  });

  test("fails when another was made", async () => {
    await rig.type("host", "ip netns add other");
    expect(await rig.look(namespaceNamed("ns1"))).toMatchObject(fail("the named network namespaces are other"));
  });

  test("fails when it is the host's own under another name", async () => {
    await rig.type("host", "ip netns attach ns1 $$");
    expect(await rig.look(namespaceNamed("ns1"))).toMatchObject(fail("another name for the host's own"));
    await rig.type("host", "ip netns del ns1");
  });

  test("passes once it is made", async () => {
    await rig.type("host", "ip netns add ns1");
    expect(await rig.look(namespaceNamed("ns1"))).toMatchObject(pass);
  });

  test("its number must be seen beside the host's", async () => {
    rig.forget();
    expect(await rig.look(showsNamespaces("host", "ns1"))).toMatchObject(fail("nothing was printed"));
    await rig.type("host", "ls -i /run/netns");
    expect(await rig.look(showsNamespaces("host", "ns1"))).toMatchObject({ type: "fail" });
    await rig.type("host", "readlink /proc/self/ns/net");
    expect(await rig.look(showsNamespaces("host", "ns1"))).toMatchObject(pass);
  });

  test("holds a dead lo alone at first, and that must be seen there", async () => {
    expect(await rig.look(onlyDeadLoopback(NS1))).toMatchObject(pass);
    expect(await rig.look(onlyDeadLoopback("host"))).toMatchObject(fail("enp0s3 is up"));
    rig.forget();
    await rig.type("host", "ip addr show lo");
    expect(await rig.look(showsOnlyLoopback("host"))).toMatchObject(fail("lo (up)"));
    await rig.type("host", "ip addr");
    expect(await rig.look(showsOnlyLoopback("host"))).toMatchObject(fail("lo (up), enp0s3 (up)"));
    await rig.type("host", "ip netns exec ns1 ip addr");
    expect(await rig.look(showsOnlyLoopback("host"))).toMatchObject(pass);
    rig.forget();
    await rig.type("host", "ip -br addr");
    expect(await rig.look(showsOnlyLoopback("host"))).toMatchObject(fail("lo (up), enp0s3 (up)"));
    await rig.type("host", "ip -n ns1 -br link");
    expect(await rig.look(showsOnlyLoopback("host"))).toMatchObject(pass);
  });
});

describe("a link that is up", () => {
  test("fails where it is down, although it is up elsewhere", async () => {
    expect(await rig.look(linkUp("host", "lo"))).toMatchObject(pass);
    expect(await rig.look(linkUp(NS1, "lo"))).toMatchObject(fail("lo is down"));
    await rig.type("host", "ip -n ns1 link set lo up");
    expect(await rig.look(linkUp(NS1, "lo"))).toMatchObject(pass);
  });

  test("fails in a namespace that is not there", async () => {
    expect(await rig.look(linkUp(netns("ns9"), "lo"))).toMatchObject(fail("ns1, other", "No network namespace has the name ns9"));
  });
});

describe("a veth pair between the host and a namespace", () => {
  test("fails before it is made", async () => {
    expect(await rig.look(PAIR)).toMatchObject(fail("there is no link veth0 on the host", "no veth0 in any network namespace"));
  });

  test("fails half made: both ends on the host", async () => {
    await rig.type("host", "ip link add veth0 type veth peer name veth1");
    expect(await rig.look(vethPair({ place: "host", name: "veth0" }, { place: "host", name: "veth1" }))).toMatchObject(pass);
    expect(await rig.look(PAIR)).toMatchObject(fail("there is no link veth1 in ns1", "veth1 is still on the host"));
  });

  test("fails with the end in another namespace", async () => {
    await rig.type("host", "ip link set veth1 netns other");
    expect(await rig.look(PAIR)).toMatchObject(fail("there is no link veth1 in ns1", "veth1 is in the network namespace other"));
    await rig.type("host", "ip link del veth0");
  });

  test("fails with links of those names that are no pair, or belong to two", async () => {
    await rig.type("host", "ip link add veth0 type bridge", "ip -n ns1 link add veth1 type bridge");
    expect(await rig.look(PAIR)).toMatchObject(fail("veth0 is a bridge"));
    await rig.type("host", "ip link del veth0; ip -n ns1 link del veth1");
    await rig.type("host", "ip link add veth0 type veth peer name x0; ip link add veth1 netns ns1 type veth peer name x1");
    expect(await rig.look(PAIR)).toMatchObject({
      type: "fail",
      cause: "Each of the two belongs to another pair, or is no veth at all.",
    });
    await rig.type("host", "ip link del veth0; ip link del x1");
  });

  test("fails with ends of two pairs that have each other's numbers", async () => {
    await rig.type(
      "host",
      "ip link add veth0 index 40 type veth peer name y index 41; ip -n other link add z index 40 type veth peer name veth1 index 41 netns ns1",
    );
    expect(await rig.look(PAIR)).toMatchObject({
      type: "fail",
      cause: "Each of the two belongs to another pair, or is no veth at all.",
    });
    await rig.type("host", "ip link del veth0; ip -n other link del z");
  });

  test.each([
    ["none of it is there", "true"],
    ["both ends are on the host", "ip link add veth0 type veth peer name veth1"],
    ["the wrong end was moved", "ip link add veth1 type veth peer name veth0 netns ns1"],
    ["the far end is in another namespace", "ip link add veth0 type veth peer name veth1 netns other"],
    ["the far end has another name", "ip link add veth0 type veth peer name veth9 netns ns1"],
    ["each end is of another kind", "ip link add veth0 type bridge; ip -n ns1 link add veth1 type bridge"],
  ])("says what leads to it when %s", async (_, state) => {
    await rig.type("host", state);
    for (let steps = 0; steps < 2; steps += 1) {
      const verdict = await rig.look(PAIR);
      if (verdict.type !== "fail") break;
      await rig.type("host", verdict.next.replace(/^.*Type in the terminal host: /, ""));
    }
    expect(await rig.look(PAIR)).toMatchObject(pass);
    await rig.type("host", "ip link del veth0");
  });

  test("passes, and is gone with either end", async () => {
    await rig.type("host", "ip link add veth0 type veth peer name veth1 netns ns1");
    expect(await rig.look(PAIR)).toMatchObject(pass);
    expect(await rig.look(linksGone(["veth0", "veth1"], NS1))).toMatchObject(fail("still there: veth0, veth1"));
    await rig.type("host", "ip -n ns1 link del veth1");
    expect(await rig.look(linksGone(["veth0", "veth1"], NS1))).toMatchObject(pass);
  });

  test("cannot be gone with the namespace it was in", async () => {
    expect(await rig.look(linksGone(["veth0", "veth1"], netns("ns9")))).toMatchObject({ type: "fail" });
  });

  test("has a carrier only when both ends are up", async () => {
    await rig.type("host", "ip link add veth0 type veth peer name veth1 netns ns1; ip link set veth0 up");
    expect(await rig.look(linkUp("host", "veth0"))).toMatchObject(pass);
    expect(await rig.look(hasCarrier("host", "veth0"))).toMatchObject(fail("its state is", "Its other end"));
    await rig.type("host", "ip -n ns1 link set veth1 up");
    expect(await rig.judge(hasCarrier("host", "veth0"))).toMatchObject(pass);
  });
});

describe("an address", () => {
  const check = hasAddress("host", "veth0", "10.0.0.1/24");

  test("fails before it is given, and in another namespace", async () => {
    expect(await rig.look(check)).toMatchObject(fail("veth0 has no IPv4 address", "was not given"));
    await rig.type("host", "ip -n ns1 addr add 10.0.0.1/24 dev veth1");
    expect(await rig.look(check)).toMatchObject(fail("veth0 has no IPv4 address"));
    await rig.type("host", "ip -n ns1 addr flush dev veth1");
  });

  test("fails without its prefix length, which then is 32", async () => {
    await rig.type("host", "ip addr add 10.0.0.1 dev veth0");
    expect(await rig.look(check)).toMatchObject({
      type: "fail",
      observed: "veth0 has 10.0.0.1/32",
      next: expect.stringContaining("ip addr del 10.0.0.1/32 dev veth0"),
    });
    await rig.type("host", "ip addr flush dev veth0");
  });

  test("fails on another link", async () => {
    await rig.type("host", "ip addr add 10.0.0.1/24 dev lo");
    expect(await rig.look(check)).toMatchObject(fail("veth0 has no IPv4 address", "Another link, lo, has this address"));
    await rig.type("host", "ip addr del 10.0.0.1/24 dev lo");
  });

  test("fails on the host where it should be inside, and a ping to oneself does not count", async () => {
    await rig.type("host", "ip addr add 10.0.0.2/24 dev veth0");
    expect(await rig.look(hasAddress(NS1, "veth1", "10.0.0.2/24"))).toMatchObject({
      ...fail("veth1 has no IPv4 address", "given to veth0, on the host"),
      next: expect.stringContaining("on the host (ip addr del 10.0.0.2/24 dev veth0)"),
    });
    expect(await rig.look(pings("host", "10.0.0.2"))).toMatchObject(fail("an address of the host itself, on veth0"));
    await rig.type("host", "ip addr del 10.0.0.2/24 dev veth0");
  });

  test("fails for a link that is not there", async () => {
    expect(await rig.look(hasAddress("host", "veth9", "10.0.0.1/24"))).toMatchObject(fail("there is no link veth9 on the host"));
  });

  test("passes by whatever tool it was given", async () => {
    await rig.type("host", "ip addr add 10.0.0.1/24 dev veth0");
    expect(await rig.look(check)).toMatchObject(pass);
  });

  test("two of them on one pair join two namespaces", async () => {
    const joined = pairBetween({ place: "host", address: "10.0.0.1/24" }, { place: NS1, address: "10.0.0.2/24" });
    expect(await rig.look(joined)).toMatchObject(fail("no link in ns1 has the address 10.0.0.2/24"));
    await rig.type("host", "ip -n ns1 addr add 10.0.0.2/24 dev lo");
    expect(await rig.look(joined)).toMatchObject({ type: "fail", cause: expect.stringContaining("not the ends of one pair") });
    await rig.type("host", "ip -n ns1 addr del 10.0.0.2/24 dev lo; ip -n ns1 addr add 10.0.0.2/24 dev veth1");
    expect(await rig.look(joined)).toMatchObject(pass);
  });
});
