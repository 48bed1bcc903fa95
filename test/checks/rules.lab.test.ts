import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { keepsOut, letsAnswersBack, letsBetween, letsIn, letsOut } from "../../checks/firewall.ts";
import {
  masquerades,
  masqueradesContainers,
  masqueradesOnly,
  publishes,
  publishesLocally,
  rewritesNoSource,
  rewritesSourceTo,
} from "../../checks/nat.ts";
import { netns } from "../../checks/networks.ts";
import { policy } from "../../checks/rules.ts";
import { CheckRig } from "../support/check-rig.ts";

const rig = await CheckRig.start();
afterAll(() => rig.down());

const HOST = "192.168.102.253";
const SERVER = "172.17.0.2:3000";

/** Types rules in the host's terminal, after throwing away all there are. */
const rules = (...lines: readonly string[]) =>
  rig.type(
    "host",
    "iptables -t nat -F; iptables -t nat -X; iptables -F; iptables -X; iptables -P FORWARD ACCEPT",
    ...lines.map((line) => `iptables ${line}`),
  );
const nat = (...lines: readonly string[]) => rules(...lines.map((line) => `-t nat -A ${line}`));

beforeEach(() => rules());

const pass = { type: "pass" };

describe("what leaves the containers' network gets another source", () => {
  test.each<[string, string]>([
    ["as the article writes it", "POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE"],
    ["with a mask", "POSTROUTING -s 172.17.0.0/255.255.0.0 ! -o docker0 -j MASQUERADE"],
    ["with a comment", "POSTROUTING -s 172.17.0.0/16 ! -o docker0 -m comment --comment 'way out' -j MASQUERADE"],
    ["by SNAT", `POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j SNAT --to-source ${HOST}`],
  ])("passes %s", async (_, rule) => {
    await nat(rule);
    expect(await rig.look(masquerades())).toMatchObject(pass);
    expect(await rig.look(rewritesNoSource())).toMatchObject({ type: "fail" });
  });

  test("passes in a chain of one's own", async () => {
    await rules("-t nat -N OUT", "-t nat -A POSTROUTING -j OUT", "-t nat -A OUT -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE");
    expect(await rig.look(masquerades())).toMatchObject(pass);
  });

  test.each<[string, string, string]>([
    [
      "without the exclamation mark",
      "POSTROUTING -s 172.17.0.0/16 -o docker0 -j MASQUERADE",
      "no rule of POSTROUTING rewrites it",
    ],
    [
      "for one device alone",
      "POSTROUTING -s 172.17.0.0/16 -o enp0s3 -j MASQUERADE",
      "leaving by another device, such as tun0: no rule",
    ],
    ["for one container alone", "POSTROUTING -s 172.17.0.2 ! -o docker0 -j MASQUERADE", "172.17.255.254"],
    ["for another network", "POSTROUTING -s 172.18.0.0/16 ! -o docker0 -j MASQUERADE", "no rule"],
    [
      "for everything, also between containers",
      "POSTROUTING -j MASQUERADE",
      "MASQUERADE, by the rule -A POSTROUTING -j MASQUERADE",
    ],
    ["for TCP alone", "POSTROUTING -s 172.17.0.0/16 -p tcp ! -o docker0 -j MASQUERADE", "icmp from 172.17.0.2"],
  ])("fails %s", async (_, rule, observed) => {
    await nat(rule);
    expect(await rig.look(masquerades())).toMatchObject({ type: "fail", observed: expect.stringContaining(observed) });
  });

  test("fails without a rule, and with one in another namespace", async () => {
    expect(await rig.look(masquerades())).toMatchObject({ type: "fail" });
    expect(await rig.look(rewritesNoSource())).toMatchObject(pass);
    await rig.type(
      "host",
      "ip netns add ns1; ip netns exec ns1 iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE",
    );
    expect(await rig.look(masquerades())).toMatchObject({ type: "fail" });
  });

  test("an earlier rule may spoil it", async () => {
    await nat("POSTROUTING -s 172.17.0.0/16 -j ACCEPT", "POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE");
    expect(await rig.look(masquerades())).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("ACCEPT, by the rule"),
    });
  });

  test("for one device is told from all devices", async () => {
    await nat("POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE");
    expect(await rig.look(masqueradesOnly("enp0s3"))).toMatchObject({ type: "fail" });
    await nat("POSTROUTING -s 172.17.0.0/16 -o enp0s3 -j MASQUERADE");
    expect(await rig.look(masqueradesOnly("enp0s3"))).toMatchObject(pass);
  });

  test.each<[string, readonly string[]]>([
    ["by whichever device but the bridge", ["-s 172.17.0.0/16 ! -o docker0 -j MASQUERADE"]],
    ["by the device that leads out", ["-s 172.17.0.0/16 -o enp0s3 -j MASQUERADE"]],
    ["whatever its source", ["-o enp0s3 -j MASQUERADE"]],
    ["by where it goes", ["-s 172.17.0.0/16 ! -d 172.17.0.0/16 -j MASQUERADE"]],
    ["by SNAT", [`-s 172.17.0.0/16 -o enp0s3 -j SNAT --to-source ${HOST}`]],
    ["by a smaller network that holds both containers", ["-s 172.17.0.0/29 -o enp0s3 -j MASQUERADE"]],
    ["a rule a container", ["-s 172.17.0.2 -o enp0s3 -j MASQUERADE", "-s 172.17.0.3 ! -o docker0 -j MASQUERADE"]],
    ["after an exception for what stays", ["-s 172.17.0.0/16 -d 172.17.0.0/16 -j RETURN", "-s 172.17.0.0/16 -j MASQUERADE"]],
  ])("where only the two containers count, it passes %s", async (_, written) => {
    await nat(...written.map((rule) => `POSTROUTING ${rule}`));
    expect(await rig.look(masqueradesContainers())).toMatchObject(pass);
  });

  test.each<[string, string, string]>([
    ["for one container alone", "-s 172.17.0.2 -o enp0s3 -j MASQUERADE", "icmp from 172.17.0.3 leaving by enp0s3: no rule"],
    ["for TCP alone", "-p tcp -o enp0s3 -j MASQUERADE", "icmp from 172.17.0.2"],
    ["for the bridge", "-s 172.17.0.0/16 -o docker0 -j MASQUERADE", "no rule of POSTROUTING rewrites it"],
    [
      "also between containers",
      "-s 172.17.0.0/16 -j MASQUERADE",
      "from 172.17.0.2 to 172.17.0.3, leaving by docker0: MASQUERADE",
    ],
    ["for another network", "-s 172.18.0.0/16 -o enp0s3 -j MASQUERADE", "no rule of POSTROUTING rewrites it"],
  ])("where only the two containers count, it fails %s", async (_, rule, observed) => {
    await nat(`POSTROUTING ${rule}`);
    expect(await rig.look(masqueradesContainers())).toMatchObject({ type: "fail", observed: expect.stringContaining(observed) });
  });

  test("SNAT states the address; MASQUERADE and another address are something else", async () => {
    const check = rewritesSourceTo(HOST);
    await nat("POSTROUTING -s 172.17.0.0/16 -o enp0s3 -j MASQUERADE");
    expect(await rig.look(check)).toMatchObject({ type: "fail" });
    await nat("POSTROUTING -s 172.17.0.0/16 -o enp0s3 -j SNAT --to-source 192.168.102.200");
    expect(await rig.look(check)).toMatchObject({ type: "fail", observed: expect.stringContaining("SNAT to 192.168.102.200") });
    await nat(`POSTROUTING -s 172.17.0.0/16 -o enp0s3 -j SNAT --to-source ${HOST}`);
    expect(await rig.look(check)).toMatchObject(pass);
  });
});

describe("a port of the host is sent on", () => {
  const check = publishes(3033, SERVER);

  test.each<[string, string]>([
    ["as the article writes it", `PREROUTING -p tcp -m tcp --dport 3033 -j DNAT --to-destination ${SERVER}`],
    ["for the host's address alone", `PREROUTING -d ${HOST} -p tcp --dport 3033 -j DNAT --to-destination ${SERVER}`],
    ["as Docker writes it", `PREROUTING -p tcp --dport 3033 -m addrtype --dst-type LOCAL -j DNAT --to-destination ${SERVER}`],
    ["for one interface alone", `PREROUTING -i enp0s3 -p tcp --dport 3033 -j DNAT --to-destination ${SERVER}`],
  ])("passes %s", async (_, rule) => {
    await nat(rule);
    expect(await rig.look(check)).toMatchObject(pass);
  });

  test.each<[string, string]>([
    ["to another container", "PREROUTING -p tcp --dport 3033 -j DNAT --to-destination 172.8.0.8:3000"],
    ["to another port", "PREROUTING -p tcp --dport 3033 -j DNAT --to-destination 172.17.0.2:80"],
    ["for another port", `PREROUTING -p tcp --dport 3000 -j DNAT --to-destination ${SERVER}`],
    ["for every port", `PREROUTING -p tcp -j DNAT --to-destination ${SERVER}`],
    ["for UDP", `PREROUTING -p udp --dport 3033 -j DNAT --to-destination ${SERVER}`],
    ["in OUTPUT alone", `OUTPUT -p tcp --dport 3033 -j DNAT --to-destination ${SERVER}`],
  ])("fails %s", async (_, rule) => {
    await nat(rule);
    expect(await rig.look(check)).toMatchObject({ type: "fail" });
  });

  test("for the host itself only in OUTPUT", async () => {
    const locally = publishesLocally(3033, SERVER);
    await nat(`PREROUTING -p tcp --dport 3033 -j DNAT --to-destination ${SERVER}`);
    expect(await rig.look(locally)).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("no rule of OUTPUT rewrites it"),
    });
    await nat(`OUTPUT -p tcp --dport 3033 -m addrtype --dst-type LOCAL -j DNAT --to-destination ${SERVER}`);
    expect(await rig.look(locally)).toMatchObject(pass);
  });

  test.each<[string, string, string]>([
    ["to one of its addresses alone", `-d ${HOST}`, "to 127.0.0.1:3033: no rule of OUTPUT"],
    ["to any machine in the world", "", "to 203.0.113.80:3033: DNAT"],
  ])("for the host itself, fails %s", async (_, condition, observed) => {
    await nat(`OUTPUT ${condition} -p tcp --dport 3033 -j DNAT --to-destination ${SERVER}`);
    expect(await rig.look(publishesLocally(3033, SERVER))).toMatchObject({
      type: "fail",
      observed: expect.stringContaining(observed),
    });
  });

  test("for containers too only where no rule names the LAN's interface", async () => {
    const everywhere = publishes(3033, SERVER, { alsoFromContainers: true });
    await nat(`PREROUTING -i enp0s3 -p tcp --dport 3033 -j DNAT --to-destination ${SERVER}`);
    expect(await rig.look(everywhere)).toMatchObject({ type: "fail", observed: expect.stringContaining("from a container") });
    await nat(`PREROUTING -p tcp --dport 3033 -j DNAT --to-destination ${SERVER}`);
    expect(await rig.look(everywhere)).toMatchObject(pass);
  });

  test("not where an older rule decides first, which is then the one to delete", async () => {
    await nat("PREROUTING -p tcp --dport 3033 -j DNAT --to-destination 172.17.0.2");
    expect(await rig.look(check)).toMatchObject({
      type: "fail",
      next: expect.stringContaining(
        "iptables -t nat -D PREROUTING -p tcp -m tcp --dport 3033 -j DNAT --to-destination 172.17.0.2; ",
      ),
    });
  });
});

describe("the firewall of the host", () => {
  const OUT = "-A FORWARD -i docker0 ! -o docker0 -j ACCEPT";
  const BETWEEN = "-A FORWARD -i docker0 -o docker0 -j ACCEPT";
  const BACK = "-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT";
  const PORT = "-A FORWARD -p tcp -m tcp --dport 3000 -j ACCEPT";
  const firewall = (...lines: readonly string[]) => rules("-P FORWARD DROP", ...lines);

  test("has a policy, each chain its own, each namespace too", async () => {
    expect(await rig.look(policy("host", "FORWARD", "DROP"))).toMatchObject({ type: "fail", observed: "it is ACCEPT" });
    await rules("-P FORWARD DROP");
    expect(await rig.look(policy("host", "FORWARD", "DROP"))).toMatchObject(pass);
    expect(await rig.look(policy("host", "INPUT", "DROP"))).toMatchObject({ type: "fail" });
    expect(await rig.look(policy(netns("ns1"), "FORWARD", "DROP"))).toMatchObject({ type: "fail" });
  });

  test("each of the three rules makes its own check pass, and no other", async () => {
    const checks = [letsOut(), letsBetween(), letsAnswersBack()];
    for (const [own, rule] of [OUT, BETWEEN, BACK].entries()) {
      await firewall(rule);
      const verdicts = await Promise.all(checks.map((check) => rig.look(check)));
      expect(verdicts.map((verdict) => verdict.type)).toEqual(checks.map((_, index) => (index === own ? "pass" : "fail")));
    }
  });

  test("a rule that lets everybody in is no answer", async () => {
    await firewall("-A FORWARD -j ACCEPT");
    for (const check of [letsOut(), letsBetween(), letsAnswersBack(), letsIn("172.17.0.2", 3000), keepsOut("172.17.0.2", 3000)]) {
      expect(await rig.look(check)).toMatchObject({ type: "fail" });
    }
  });

  test("one port is opened by its inner number", async () => {
    const check = letsIn("172.17.0.2", 3000);
    await firewall(OUT, BETWEEN, BACK);
    expect(await rig.look(check)).toMatchObject({ type: "fail" });
    expect(await rig.look(keepsOut("172.17.0.2", 3000))).toMatchObject(pass);
    await firewall(OUT, BETWEEN, BACK, PORT.replace("3000", "3033"));
    expect(await rig.look(check)).toMatchObject({
      type: "fail",
      observed: expect.stringContaining("the policy of FORWARD is DROP"),
    });
    await firewall(OUT, BETWEEN, BACK, PORT);
    expect(await rig.look(check)).toMatchObject(pass);
    expect(await rig.look(keepsOut("172.17.0.2", 3000))).toMatchObject({ type: "fail" });
  });
});
