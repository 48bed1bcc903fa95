import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { knowsNoNameServer, resolves } from "../../checks/dns.ts";
import { farEndSaw } from "../../checks/far-end.ts";
import { answersHttp, noHttp, refusesHttp, seenAs, silentHttp } from "../../checks/http.ts";
import { NEIGHBOR, netns, ROUTER } from "../../checks/networks.ts";
import { pings } from "../../checks/ping.ts";
import { CheckRig } from "../support/check-rig.ts";
import { NETWORK } from "../support/container-network.ts";

// One lab: the way out of ns1 is built stage by stage, as in lesson 8.
const rig = await CheckRig.start();
beforeAll(() => rig.session.lab.worldReady());
afterAll(() => rig.down());

const NS1 = netns("ns1");
const WEB = "203.0.113.80";
const HOST = "192.168.102.253";
const pass = { type: "pass" };
const failing = (cause: string) => ({ type: "fail", cause: expect.stringContaining(cause) });

describe("a ping from a container", () => {
  test("fails where there is no such namespace", async () => {
    expect(await rig.look(pings(NS1, "172.17.0.1"))).toMatchObject(failing("No network namespace has the name ns1"));
  });

  test("reaches the bridge, and says why it gets no further", async () => {
    await rig.type("host", NETWORK.bridge);
    expect(await rig.judge(pings(NS1, "172.17.0.1"))).toMatchObject({ type: "pass", observed: "172.17.0.1 answers" });
    expect(await rig.look(pings(NS1, WEB))).toMatchObject({
      type: "fail",
      observed: "ping: connect: Network is unreachable",
      cause: expect.stringContaining("No route leads from ns1"),
    });
  });

  test("gets an answer only from somebody who is there", async () => {
    expect(await rig.look(pings("host", "172.17.0.9"))).toMatchObject(failing("nothing has this address"));
    expect(await rig.look(pings("host", "172.17.0.2"))).toMatchObject(pass);
  });

  test("leaves no question open that would make the learner's own ping wait", async () => {
    expect(await rig.look(pings("host", "172.17.0.3"))).toMatchObject({ type: "fail" });
    await rig.type("host", "ip -n ns1 addr add 172.17.0.3/16 dev veth1");
    rig.forget();
    await rig.type("host", "ping -c 1 -W 0.5 172.17.0.3");
    expect(rig.session.terminals.get("host")?.lastCode).toBe(0);
  });

  test("names the next hop as each is put right", async () => {
    await rig.type("host", NETWORK.gateway);
    expect(await rig.look(pings(NS1, WEB))).toMatchObject(failing("ip_forward is 0"));
    await rig.type("host", NETWORK.forward);
    expect(await rig.look(pings(NS1, WEB))).toMatchObject(failing("with the source 172.17.0.2"));
    await rig.type("host", "iptables -P FORWARD DROP");
    expect(await rig.look(pings(NS1, WEB))).toMatchObject(failing("stops the request"));
  });

  test("from the world needs nothing of the snapshot", async () => {
    expect(await rig.look(pings(NEIGHBOR, HOST))).toMatchObject(pass);
    expect(await rig.look(pings(ROUTER, HOST))).toMatchObject(pass);
    expect(await rig.look(pings(NEIGHBOR, "172.17.0.2"))).toMatchObject({ type: "fail" });
  });
});

describe("what the far end saw", () => {
  test("fails while nothing has arrived, although others have sent", async () => {
    await rig.type("host", "iptables -P FORWARD ACCEPT", `echo hello > /dev/udp/${WEB}/7`);
    expect(await rig.judge(farEndSaw(HOST))).toMatchObject(pass);
    expect(await rig.look(farEndSaw("172.17.0.2"))).toMatchObject({
      type: "fail",
      observed: expect.stringContaining(`udp ${HOST}:`),
    });
  });

  test("passes once a packet with a private source has arrived", async () => {
    await rig.type("container", "ip netns exec ns1 bash", `echo hello > /dev/udp/${WEB}/7`);
    expect(await rig.judge(farEndSaw("172.17.0.2"))).toMatchObject(pass);
  });

  test("is the host's address behind masquerading", async () => {
    const check = seenAs(NS1, `${WEB}/`, HOST);
    expect(await rig.look(check)).toMatchObject(failing("with the source 172.17.0.2"));
    await rig.type("host", NETWORK.masquerade);
    expect(await rig.judge(check)).toMatchObject({ type: "pass", observed: `HTTP status 200; the server saw ${HOST}` });
    expect(await rig.judge(pings(NS1, WEB))).toMatchObject(pass);
    expect(await rig.look(seenAs(NS1, `${WEB}/`, "172.17.0.2"))).toMatchObject({
      type: "fail",
      observed: expect.stringContaining(HOST),
    });
  });
});

describe("HTTP", () => {
  test("that is refused, or not there, is told from an answer", async () => {
    expect(await rig.look(answersHttp("host", `${WEB}/`))).toMatchObject(pass);
    expect(await rig.look(answersHttp("host", `${WEB}/nowhere`))).toMatchObject({ type: "fail", observed: "HTTP status 404" });
    expect(await rig.look(answersHttp("host", `${WEB}:81/`))).toMatchObject(failing("no program listens on that port"));
    expect(await rig.look(refusesHttp("host", `${WEB}:81/`))).toMatchObject(pass);
    expect(await rig.look(refusesHttp("host", `${WEB}/`))).toMatchObject(failing("It is answered"));
    expect(await rig.look(noHttp("host", `${WEB}:81/`))).toMatchObject(pass);
    expect(await rig.look(noHttp("host", `${WEB}/`))).toMatchObject({ type: "fail" });
  });

  test("that nobody answers is silent, not refused", async () => {
    await rig.type("host", `iptables -A OUTPUT -p tcp -d ${WEB} --dport 82 -j DROP`);
    expect(await rig.look(silentHttp("host", `${WEB}:82/`))).toMatchObject(pass);
    expect(await rig.look(refusesHttp("host", `${WEB}:82/`))).toMatchObject({ type: "fail" });
    expect(await rig.look(silentHttp("host", `${WEB}:81/`))).toMatchObject({ type: "fail" });
  });
});

describe("a name in a container", () => {
  const check = resolves("container", "example.com", WEB);

  test("is resolved by the settings of the root directory the shell has", async () => {
    expect(await rig.judge(check)).toMatchObject(pass);
    expect(await rig.look(knowsNoNameServer("container"))).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("/etc/resolv.conf names 203.0.113.53"),
    });
    expect(await rig.look(resolves("container", "nowhere.example.com", WEB))).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("ENOTFOUND"),
    });
    expect(await rig.look(resolves("container", "example.com", "203.0.113.81"))).toMatchObject({ type: "fail" });
  });

  test("is not resolved in a chroot without settings, nor with the host's address for a name server", async () => {
    await rig.type(
      "container",
      "for d in usr bin sbin lib lib64; do if [ -L /$d ]; then cp -P /$d .; elif [ -d /$d ]; then mkdir -p $d && mount --rbind /$d $d; fi; done",
      "chroot . usr/bin/bash",
    );
    expect(await rig.look(check)).toMatchObject({
      type: "fail",
      observed: "its root directory is /root/docker, and there is no /root/docker/etc/resolv.conf",
    });
    expect(await rig.look(knowsNoNameServer("container"))).toMatchObject(pass);
    await rig.type("host", "mkdir etc; touch etc/resolv.conf");
    expect(await rig.look(check)).toMatchObject({ type: "fail", observed: "/root/docker/etc/resolv.conf names no name server" });
    await rig.type("host", "echo nameserver 172.17.0.1 > etc/resolv.conf");
    expect(await rig.look(check)).toMatchObject({
      type: "fail",
      observed: "no answer from the name server 172.17.0.1: ECONNREFUSED",
    });
  });

  test("is resolved with the host's settings", async () => {
    await rig.type("host", "cp /etc/resolv.conf etc/");
    expect(await rig.judge(check)).toMatchObject(pass);
  });
});
