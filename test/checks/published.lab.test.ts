import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sawTranslation } from "../../checks/conntrack.ts";
import { answersHttp, noHttp, seenAs, silentHttp } from "../../checks/http.ts";
import { NEIGHBOR, netns, ROUTER } from "../../checks/networks.ts";
import { listensOn } from "../../checks/ports.ts";
import { APP } from "../../lessons/09-dnat/app.ts";
import { CheckRig } from "../support/check-rig.ts";
import { NETWORK } from "../support/container-network.ts";

// One lab: the way in is built stage by stage, as in lesson 9.
const rig = await CheckRig.start();
beforeAll(async () => {
  await rig.type(
    "host",
    Object.values(NETWORK).join("; "),
    `printf '%s\\n' ${APP.map((line) => `'${line}'`).join(" ")} > app.js`,
  );
});
afterAll(() => rig.down());

const NS1 = netns("ns1");
const PUBLISHED = "192.168.102.253:3033/news/all";
const LOOPBACK = "127.0.0.1:3033/news/all";
const TO_SERVER = "-j DNAT --to-destination 172.17.0.2:3000";
const pass = { type: "pass" };
const failing = (cause: string) => ({ type: "fail", cause: expect.stringContaining(cause) });

describe("a server in a container", () => {
  test("does not listen before it runs, nor when it runs on the host", async () => {
    expect(await rig.look(listensOn(NS1, 3000))).toMatchObject({ type: "fail", observed: "no program runs in ns1" });
    await rig.leave("host", "node app.js");
    expect(await rig.judge(listensOn("host", 3000))).toMatchObject(pass);
    expect(await rig.look(listensOn(NS1, 3000))).toMatchObject(failing("in another network namespace"));
    await rig.type("host", { key: "Ctrl-C" });
  });

  test("listens once it runs in the namespace, on its port", async () => {
    await rig.type("container", "ip netns exec ns1 bash");
    expect(await rig.look(listensOn(NS1, 3000))).toMatchObject({ type: "fail", observed: "the ports listened on there: none" });
    await rig.leave("container", "node app.js");
    expect(await rig.judge(listensOn(NS1, 3000))).toMatchObject(pass);
    expect(await rig.look(listensOn(NS1, 3033))).toMatchObject({ type: "fail", observed: "the ports listened on there: 3000" });
    expect(await rig.look(seenAs("host", "172.17.0.2:3000/news/all", "172.17.0.1"))).toMatchObject(pass);
  });
});

describe("its published port", () => {
  test("names the hop that is missing, one after the other", async () => {
    const check = answersHttp(NEIGHBOR, PUBLISHED);
    expect(await rig.explained(check)).toMatchObject(failing("No rule of PREROUTING sends port 3033 on"));
    await rig.type("host", `iptables -t nat -A PREROUTING -p tcp --dport 3033 ${TO_SERVER}`);
    expect(await rig.look(check)).toMatchObject(failing("The host's firewall stops the request"));
    expect(await rig.look(silentHttp(NEIGHBOR, PUBLISHED))).toMatchObject(pass);
    await rig.type("host", "iptables -A FORWARD -p tcp --dport 3000 -j ACCEPT");
    expect(await rig.judge(check)).toMatchObject(pass);
  });

  test("shows the server who asks", async () => {
    expect(await rig.judge(seenAs(NEIGHBOR, PUBLISHED, "192.168.102.10"))).toMatchObject(pass);
    expect(await rig.judge(seenAs(ROUTER, PUBLISHED, "192.168.102.1"))).toMatchObject(pass);
    expect(await rig.look(seenAs(NEIGHBOR, PUBLISHED, "172.17.0.1"))).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("the server saw 192.168.102.10"),
    });
  });

  test("needs a rule of its own for the host, and more for localhost", async () => {
    expect(await rig.explained(answersHttp("host", PUBLISHED))).toMatchObject(failing("No rule of OUTPUT sends port 3033 on"));
    await rig.type("host", `iptables -t nat -A OUTPUT -p tcp --dport 3033 -m addrtype --dst-type LOCAL ${TO_SERVER}`);
    expect(await rig.judge(answersHttp("host", PUBLISHED))).toMatchObject(pass);
    expect(await rig.look(answersHttp("host", LOOPBACK))).toMatchObject(failing("with the source 127.0.0.1"));
    expect(await rig.look(silentHttp("host", LOOPBACK))).toMatchObject(pass);
    await rig.type("host", "iptables -t nat -A POSTROUTING -s 127.0.0.0/8 -o docker0 -j MASQUERADE");
    expect(await rig.look(answersHttp("host", LOOPBACK))).toMatchObject(failing("route_localnet of docker0 is 0"));
    await rig.type("host", "echo 1 > /proc/sys/net/ipv4/conf/docker0/route_localnet");
    expect(await rig.judge(answersHttp("host", LOOPBACK))).toMatchObject(pass);
  });

  test("is a hairpin for its own container", async () => {
    expect(await rig.look(answersHttp(NS1, PUBLISHED))).toMatchObject(failing("claims to come from itself"));
    await rig.type(
      "host",
      "iptables -t nat -A POSTROUTING -s 172.17.0.0/16 -d 172.17.0.2 -o docker0 -p tcp --dport 3000 -j MASQUERADE",
    );
    expect(await rig.judge(seenAs(NS1, PUBLISHED, "172.17.0.1"))).toMatchObject(pass);
  });

  test("can be for one guest only", async () => {
    const port = PUBLISHED.replace("3033", "8080");
    await rig.type("host", `iptables -t nat -A PREROUTING -s 192.168.102.10 -p tcp --dport 8080 ${TO_SERVER}`);
    expect(await rig.judge(answersHttp(NEIGHBOR, port))).toMatchObject(pass);
    expect(await rig.look(noHttp(ROUTER, port))).toMatchObject(pass);
    expect(await rig.look(noHttp(NEIGHBOR, port))).toMatchObject({ type: "fail" });
  });
});

describe("the kernel's memory of a rewritten connection", () => {
  const check = sawTranslation("host", {
    source: "192.168.102.10",
    sentTo: "192.168.102.253:3033",
    answeredBy: "172.17.0.2:3000",
  });
  const LIST = "conntrack -L -p tcp 2>/dev/null || cat /proc/net/nf_conntrack";

  test("fails while it was not seen, although it is there", async () => {
    await rig.type("neighbor", `curl -s ${PUBLISHED}`);
    rig.forget();
    expect(await rig.look(check)).toMatchObject({ type: "fail", observed: expect.stringContaining("no such line was printed") });
  });

  test("fails on a line that was made up", async () => {
    rig.forget();
    await rig.type(
      "host",
      "echo tcp 6 119 TIME_WAIT src=192.168.102.10 dst=192.168.102.253 sport=1 dport=3033 src=172.17.0.2 dst=192.168.102.10 sport=3000 dport=1",
    );
    expect(await rig.look(check)).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("that the kernel does not have"),
    });
  });

  test("fails on connections of other machines", async () => {
    rig.forget();
    await rig.type("host", `(${LIST}) | grep src=192.168.102.1' '`);
    expect(await rig.look(check)).toMatchObject({ type: "fail" });
  });

  test("passes once it was seen", async () => {
    rig.forget();
    await rig.type("host", LIST);
    expect(await rig.look(check)).toMatchObject({
      type: "pass",
      observed: expect.stringContaining("answered by 172.17.0.2:3000"),
    });
  });

  test("is known only while it was seen in this process", async () => {
    expect(await rig.look(sawTranslation("container2", { source: "", sentTo: "", answeredBy: "" }))).toMatchObject({
      type: "error",
    });
  });
});
