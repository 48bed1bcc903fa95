import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { doesNotForward, forwards } from "../../checks/forwarding.ts";
import { isBridge, isPort } from "../../checks/links.ts";
import { containerIn, inNamespace } from "../../checks/network-namespaces.ts";
import { netns } from "../../checks/networks.ts";
import { defaultRoute, hasRoute, noRoute } from "../../checks/routes.ts";
import { CheckRig } from "../support/check-rig.ts";

// One lab with ns1 at the end of a cable; what stands on it is built up test by test as the lessons do.
const rig = await CheckRig.start();
beforeAll(() =>
  rig.type(
    "host",
    "ip netns add other; ip netns add ns1; ip -n ns1 link set lo up; ip link add veth0 type veth peer name veth1 netns ns1",
    "ip link set veth0 up; ip -n ns1 link set veth1 up",
  ),
);
afterAll(() => rig.down());

const NS1 = netns("ns1");
const pass = { type: "pass" };
const fail = (observed: string, cause?: string) => ({
  type: "fail",
  observed: expect.stringContaining(observed),
  ...(cause === undefined ? {} : { cause: expect.stringContaining(cause) }),
});

describe("a bridge and its port", () => {
  test("fail before they are made", async () => {
    expect(await rig.look(isBridge("host", "docker0"))).toMatchObject(fail("there is no link docker0 on the host"));
    expect(await rig.look(isPort("host", "veth0", "docker0"))).toMatchObject(fail("veth0 is a port of no bridge"));
  });

  test("fail when docker0 is something else, or in a namespace", async () => {
    await rig.type("host", "ip link add docker0 type veth peer name x0");
    expect(await rig.look(isBridge("host", "docker0"))).toMatchObject(fail("a link of the kind veth"));
    await rig.type("host", "ip link del docker0; ip -n ns1 link add docker0 type bridge");
    expect(await rig.look(isBridge("host", "docker0"))).toMatchObject(
      fail("there is no link docker0", "docker0 is in the network namespace ns1"),
    );
    await rig.type("host", "ip -n ns1 link del docker0");
  });

  test("pass when made, and the port only in that bridge", async () => {
    await rig.type("host", "ip link add docker0 type bridge; ip link add docker1 type bridge; ip link set veth0 master docker1");
    expect(await rig.look(isBridge("host", "docker0"))).toMatchObject(pass);
    expect(await rig.look(isPort("host", "veth0", "docker0"))).toMatchObject(fail("veth0 is a port of docker1"));
    await rig.type("host", "ip link set veth0 master docker0");
    expect(await rig.look(isPort("host", "veth0", "docker0"))).toMatchObject(pass);
  });
});

describe("routes", () => {
  test("of a network come with its address, once the link is up", async () => {
    await rig.type("host", "ip addr add 172.17.0.1/16 dev docker0");
    expect(await rig.look(hasRoute("host", "172.17.0.2", "docker0"))).toMatchObject(
      fail("take the route default via 192.168.102.1"),
    );
    await rig.type("host", "ip link set docker0 up");
    expect(await rig.look(hasRoute("host", "172.17.0.2", "docker0"))).toMatchObject(pass);
  });

  test("a default route fails before it is there, and where another namespace has it", async () => {
    const check = defaultRoute(NS1, "172.17.0.1");
    await rig.type("host", "ip -n ns1 addr add 172.17.0.2/16 dev veth1");
    expect(await rig.look(noRoute(NS1, "203.0.113.80"))).toMatchObject(pass);
    expect(await rig.look(noRoute("host", "203.0.113.80"))).toMatchObject(fail("take the route default"));
    expect(await rig.look(check)).toMatchObject(fail("the routes are:", "was not added"));
    expect(await rig.look(defaultRoute("host", "172.17.0.1"))).toMatchObject(fail("default via 192.168.102.1"));
  });

  test("a default route by the wrong gateway fails", async () => {
    await rig.type("host", "ip -n ns1 route add default via 172.17.0.9");
    expect(await rig.look(defaultRoute(NS1, "172.17.0.1"))).toMatchObject(fail("default via 172.17.0.9"));
    expect(await rig.look(defaultRoute(NS1, "10.9.9.9"))).toMatchObject({ type: "fail" });
    await rig.type("host", "ip -n ns1 route replace default via 172.17.0.1");
    expect(await rig.look(defaultRoute(NS1, "172.17.0.1"))).toMatchObject(pass);
    expect(await rig.look(noRoute(NS1, "203.0.113.80"))).toMatchObject(fail("take the route default via 172.17.0.1"));
  });

  test("a namespace cannot be its own gateway, nor use one it has no network for", async () => {
    await rig.type("host", "ip -n ns1 route del default");
    expect(await rig.look(defaultRoute(NS1, "172.17.0.2"))).toMatchObject({
      type: "fail",
      cause: expect.stringContaining("address of ns1 itself"),
    });
    expect(await rig.look(defaultRoute(NS1, "192.168.102.1"))).toMatchObject({
      type: "fail",
      cause: expect.stringContaining("in no network that ns1 is attached to"),
    });
  });
});

describe("forwarding", () => {
  test("belongs to a network namespace", async () => {
    expect(await rig.look(doesNotForward("host"))).toMatchObject(pass);
    await rig.type("host", "ip netns exec ns1 sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'");
    expect(await rig.look(forwards("host"))).toMatchObject(fail("net.ipv4.ip_forward is 0 on the host"));
    await rig.type("host", "echo 1 > /proc/sys/net/ipv4/ip_forward");
    expect(await rig.look(forwards("host"))).toMatchObject(pass);
    expect(await rig.look(doesNotForward("host"))).toMatchObject(fail("net.ipv4.ip_forward is 1"));
  });
});

describe("the shell in a namespace", () => {
  test("cannot be told while its terminal is not open", async () => {
    expect(await rig.look(inNamespace("container", "ns1"))).toMatchObject({
      type: "error",
      observed: "the terminal container is not open",
    });
  });

  test("fails on the host, and in another namespace", async () => {
    await rig.type("container", "true");
    expect(await rig.look(inNamespace("container", "ns1"))).toMatchObject(fail("its network namespace is the host's"));
    await rig.type("container", "ip netns exec other bash");
    expect(await rig.look(inNamespace("container", "ns1"))).toMatchObject(fail("its network namespace is other"));
    await rig.type("container", "exit", "unshare -n bash");
    expect(await rig.look(inNamespace("container", "ns1"))).toMatchObject(fail("which has no name"));
    await rig.type("container", "exit");
  });

  test("passes inside, and a container's needs other namespaces as well", async () => {
    await rig.type("container", "ip netns exec ns1 bash");
    expect(await rig.look(inNamespace("container", "ns1"))).toMatchObject(pass);
    expect(await rig.look(containerIn("container", "ns1"))).toMatchObject({ type: "fail" });
    await rig.type("container", "unshare -fpmuin --mount-proc bash");
    expect(await rig.look(containerIn("container", "ns1"))).toMatchObject(fail("which has no name"));
    await rig.type("container", "exit", "unshare -fpmui --mount-proc bash");
    expect(await rig.look(containerIn("container", "ns1"))).toMatchObject(pass);
  });
});
