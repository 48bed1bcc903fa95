import { describe, expect, test } from "vitest";
import { stepsWithChallenge } from "../../src/course/lesson.ts";
import type { Network, NftTable, Snapshot } from "../../src/kernel/snapshot.ts";
import {
  CONTAINER,
  courseSnapshot,
  forwardRule,
  HOST_NETWORK,
  natRule,
  withLink,
  withoutRules,
} from "../checks/course-network.ts";
import { aLink, aNetwork, aRule, aSnapshot, HOST, LO } from "../kernel/build-snapshot.ts";
import { courseLesson } from "../support/course-lesson.ts";

const host = (...links: readonly ReturnType<typeof aLink>[]): Network => aNetwork(HOST.net, { links: [LO, ...links] });
const ns1 = (...links: readonly ReturnType<typeof aLink>[]): Network => aNetwork(20, { names: ["ns1"], links: [LO, ...links] });
const of = (...networks: readonly Network[]): Snapshot => aSnapshot({ networks });
const hostWith = (...rules: Network["rules"]): Snapshot =>
  courseSnapshot({ ...HOST_NETWORK, rules: [...HOST_NETWORK.rules, ...rules] });
const inet = (address: string, prefix = 16) => ({ addresses: [{ family: "inet", address, prefix, scope: "global" } as const] });

const TO_SERVER = "-j DNAT --to-destination 172.17.0.2:3000";

const without = (text: string, ...rules: Network["rules"]): Snapshot => {
  const bare = withoutRules(HOST_NETWORK, text);
  return courseSnapshot({ ...bare, rules: [...bare.rules, ...rules] });
};
const postrouting = (rule: string) => natRule("POSTROUTING", rule);
const prerouting = (rule: string) => natRule("PREROUTING", rule);
const output = (rule: string) => natRule("OUTPUT", rule);
/** ns1 with what belongs on the host. */
const strayed = (facts: Partial<Network>, onHost: Network = HOST_NETWORK): Snapshot =>
  courseSnapshot(onHost, { ...CONTAINER, ...facts });
const gateway = (address: string | null): Snapshot =>
  strayed({ routes: [{ destination: "default", device: "veth1", gateway: address, source: null, type: "unicast" }] });
const ns2 = (...links: readonly ReturnType<typeof aLink>[]): Network => aNetwork(21, { names: ["ns2"], links: [LO, ...links] });
const policies = (chain: string): Network["policies"] => new Map([[`filter/${chain}`, "DROP"]]);

const SNAT = "-s 172.17.0.0/16 -o enp0s3 -j SNAT --to-source";
const WITH_200 = withLink(HOST_NETWORK, "enp0s3", inet("192.168.102.200"));
const TCP = "-p tcp -m tcp";

/** A firewall made with nft. */
const WALL: NftTable = {
  family: "inet",
  name: "wall",
  chains: [{ name: "through", base: { type: "filter", hook: "forward", priority: 0, policy: "DROP" }, rules: [] }],
};

type Case = readonly [lesson: string, step: string, lab: Snapshot, state: string | null];

/** What the lab looks like, and the state whose text is shown. */
const CASES: readonly Case[] = [
  ["veth", "pair", of(host(aLink(3, "veth0"), aLink(5, "vet1")), ns1()), "other-name"],
  ["veth", "pair", of(host(aLink(3, "veth0")), ns1(aLink(4, "veth1"))), "moved-already"],
  ["veth", "pair", of(host(), ns1(aLink(3, "veth0"), aLink(4, "veth1"))), "inside"],
  ["veth", "pair", of(host(aLink(3, "veth0"), aLink(4, "veth1")), ns1()), null],
  ["veth", "pair", of(host(), ns1()), null],
  ["veth", "move", of(host(aLink(4, "veth1")), ns1(aLink(3, "veth0"))), "wrong-end"],
  ["veth", "move", of(host(aLink(3, "veth0")), ns1(), ns2(aLink(4, "veth1"))), "wrong-namespace"],
  ["veth", "move", of(host(aLink(3, "veth0"), aLink(4, "veth1")), ns1()), null],
  ["veth", "delete", of(host()), "namespace-gone"],
  ["veth", "delete", of(host(), ns1()), null],
  ["veth", "again", of(host(aLink(4, "veth1")), ns1(aLink(3, "veth0"))), "wrong-end"],
  ["veth", "again", of(host(aLink(3, "veth0"), aLink(4, "veth1")), ns1()), null],
  ["veth", "address", of(host(aLink(3, "veth0")), ns1(aLink(4, "veth1", inet("10.0.0.1")))), "wrong-side"],
  ["veth", "address", of(host(aLink(3, "veth0", inet("10.0.0.2"))), ns1()), "other-ends"],
  ["veth", "address", of(host(aLink(3, "veth0", inet("10.0.0.1"))), ns1()), null],
  ["veth", "address-inside", of(host(aLink(3, "veth0", inet("10.0.0.2"))), ns1()), "wrong-side"],
  ["veth", "address-inside", of(host(), ns1(aLink(4, "veth1", inet("10.0.0.1")))), "same-address"],
  ["veth", "address-inside", of(host(aLink(3, "veth0", inet("10.0.0.1"))), ns1()), null],
  ["veth", "challenge", of(host(), ns1(aLink(7, "a1", inet("10.0.1.2"))), ns2()), "swapped"],
  ["veth", "challenge", of(host(aLink(8, "a2", inet("10.0.1.2"))), ns1(), ns2()), "on-host"],
  ["veth", "challenge", of(host(), ns1()), null],
  ["bridge", "bridge", of(host(aLink(9, "docker0", { kind: "veth" })), ns1()), "no-bridge"],
  ["bridge", "bridge", of(host(), ns1(aLink(9, "docker0", { kind: "bridge" }))), "inside"],
  ["bridge", "bridge", of(host(aLink(9, "docker0", { kind: "bridge" })), ns1()), null],
  ["bridge", "port", courseSnapshot(withLink(HOST_NETWORK, "veth0", { master: "br0" })), "other-bridge"],
  ["bridge", "port", courseSnapshot(withLink(HOST_NETWORK, "enp0s3", { master: "docker0" })), "uplink"],
  ["bridge", "port", courseSnapshot(withLink(HOST_NETWORK, "veth0", { master: null })), null],
  ["bridge", "bridge-address", courseSnapshot(withLink(HOST_NETWORK, "veth0", inet("172.17.0.1"))), "on-port"],
  ["bridge", "bridge-address", courseSnapshot(withLink(HOST_NETWORK, "docker0", inet("172.17.0.2"))), "containers"],
  ["bridge", "bridge-address", courseSnapshot(withLink(HOST_NETWORK, "docker0", inet("172.17.0.1", 24))), "other-size"],
  ["bridge", "bridge-address", courseSnapshot(withLink(HOST_NETWORK, "docker0", { up: false })), null],
  ["bridge", "bridge-address", courseSnapshot(withLink(HOST_NETWORK, "docker0", { addresses: [] })), null],
  ["bridge", "container-address", courseSnapshot(withLink(HOST_NETWORK, "veth0", inet("172.17.0.2"))), "on-host"],
  ["bridge", "container-address", courseSnapshot(HOST_NETWORK, withLink(CONTAINER, "veth1", inet("172.17.0.1"))), "bridges"],
  [
    "bridge",
    "container-address",
    courseSnapshot(HOST_NETWORK, withLink(CONTAINER, "veth1", inet("172.17.0.2", 32))),
    "other-size",
  ],
  ["bridge", "container-address", courseSnapshot(HOST_NETWORK, withLink(CONTAINER, "veth1", { up: false })), null],
  ["bridge", "challenge", of(host(aLink(8, "veth2", inet("172.17.0.3"))), ns1(), ns2()), "on-host"],
  ["bridge", "challenge", of(host(aLink(8, "veth3")), ns1(), ns2(aLink(9, "veth2"))), "wrong-end"],
  ["bridge", "challenge", of(host(aLink(8, "veth2", { master: "br0" })), ns1(), ns2()), "other-bridge"],
  ["bridge", "challenge", of(host(aLink(8, "veth2")), ns1(), ns2()), null],
  ["bridge", "challenge", courseSnapshot(), null],
  ["snat", "gateway", gateway("172.17.0.2"), "own-address"],
  ["snat", "gateway", gateway(null), "no-gateway"],
  ["snat", "gateway", gateway("172.17.0.1"), null],
  ["snat", "gateway", strayed({ routes: [] }), null],
  ["snat", "forward", strayed({ forwarding: true }, { ...HOST_NETWORK, forwarding: false }), "in-container"],
  ["snat", "forward", strayed({ forwarding: true }), null],
  [
    "snat",
    "forward",
    strayed({ forwarding: true, forwardingAtFirst: true }, { ...HOST_NETWORK, forwarding: false }),
    null, // as on every machine with Docker: nobody has switched it on there
  ],
  ["snat", "masquerade", without("MASQUERADE", postrouting("-s 172.17.0.0/16 -o docker0 -j MASQUERADE")), "not-negated"],
  ["snat", "masquerade", without("MASQUERADE", postrouting("-s 172.17.0.0/16 -o enp0s3 -j MASQUERADE")), "one-device"],
  ["snat", "masquerade", hostWith(postrouting("-s 172.17.0.0/16 -o enp0s3 -j MASQUERADE")), null],
  [
    "snat",
    "masquerade",
    strayed({ rules: [postrouting("-s 172.17.0.0/16 ! -o docker0 -j MASQUERADE")] }, withoutRules(HOST_NETWORK, "MASQUERADE")),
    "in-container",
  ],
  ["snat", "masquerade", courseSnapshot(), null],
  ["snat", "to-source", hostWith(postrouting(`${SNAT} 192.168.102.253`)), "behind"],
  ["snat", "to-source", without("MASQUERADE", postrouting(`${SNAT} 192.168.102.9`)), "not-owned"],
  ["snat", "to-source", without("MASQUERADE", postrouting(`${SNAT} 192.168.102.253`)), null],
  ["snat", "firewall", courseSnapshot({ ...HOST_NETWORK, policies: policies("INPUT") }), "input"],
  ["snat", "firewall", courseSnapshot({ ...HOST_NETWORK, policies: new Map(), rules: [forwardRule("-j DROP")] }), "rule-instead"],
  ["snat", "firewall", strayed({ policies: policies("FORWARD") }, { ...HOST_NETWORK, policies: new Map() }), "in-container"],
  ["snat", "firewall", courseSnapshot(), null],
  ["snat", "firewall", courseSnapshot({ ...HOST_NETWORK, policies: new Map(), nftTables: [WALL] }), null],
  ["snat", "accept-out", courseSnapshot({ ...HOST_NETWORK, policies: new Map(), nftTables: [WALL] }), null],
  ...["accept-out", "accept-between", "accept-back"].flatMap((step): readonly Case[] => [
    ["snat", step, courseSnapshot({ ...HOST_NETWORK, policies: new Map() }), "open-policy"],
    ["snat", step, hostWith(forwardRule("-o docker0 -j ACCEPT")), "open-rule"],
    ["snat", step, hostWith(forwardRule("-j ACCEPT")), "open-rule"],
    ["snat", step, courseSnapshot(), null],
  ]),
  ["snat", "challenge", hostWith(postrouting(`${SNAT} 192.168.102.200`)), "behind"],
  ["snat", "challenge", without("MASQUERADE", postrouting(`${SNAT} 192.168.102.200`)), "no-address"],
  [
    "snat",
    "challenge",
    courseSnapshot({ ...WITH_200, rules: [postrouting("-o enp0s3 -j SNAT --to-source 192.168.102.200")] }),
    "host-too",
  ],
  ["snat", "challenge", courseSnapshot({ ...WITH_200, rules: [postrouting(`${SNAT} 192.168.102.200`)] }), null],
  ["snat", "challenge", courseSnapshot(), null],
  ["dnat", "dnat", hostWith(output(`${TCP} --dport 3033 ${TO_SERVER}`)), "wrong-chain"],
  ["dnat", "dnat", hostWith(prerouting(`${TCP} --dport 3000 ${TO_SERVER}`)), "reversed"],
  ["dnat", "dnat", hostWith(prerouting(`${TCP} --dport 3033 -j DNAT --to-destination 172.17.0.2`)), "no-port"],
  ["dnat", "dnat", hostWith(prerouting(`${TCP} --dport 3033 ${TO_SERVER}`), output(`${TCP} --dport 3033 ${TO_SERVER}`)), null],
  ["dnat", "dnat", courseSnapshot(), null],
  ["dnat", "forward-port", hostWith(forwardRule(`${TCP} --dport 3033 -j ACCEPT`)), "outer-port"],
  [
    "dnat",
    "forward-port",
    hostWith(forwardRule(`${TCP} --dport 3033 -j ACCEPT`), forwardRule(`${TCP} --dport 3000 -j ACCEPT`)),
    null,
  ],
  ["dnat", "forward-port", hostWith(aRule(`${TCP} --dport 3000 -j ACCEPT`, { table: "filter", chain: "INPUT" })), "input"],
  ["dnat", "forward-port", courseSnapshot(), null],
  ["dnat", "output", hostWith(output(`${TCP} --dport 3033 ${TO_SERVER}`)), "everywhere"],
  ["dnat", "output", hostWith(output(`-d 127.0.0.1/32 ${TCP} --dport 3033 ${TO_SERVER}`)), "one-address"],
  ["dnat", "output", hostWith(output(`${TCP} --dport 3033 -m addrtype --dst-type LOCAL ${TO_SERVER}`)), null],
  ["dnat", "hairpin", hostWith(postrouting(`-d 172.17.0.2/32 -o docker0 ${TCP} --dport 3033 -j MASQUERADE`)), "outer-port"],
  ["dnat", "hairpin", hostWith(postrouting("-o docker0 -j MASQUERADE")), "everybody"],
  ["dnat", "hairpin", hostWith(postrouting("-s 127.0.0.0/8 -o docker0 -j MASQUERADE")), null],
  ["dnat", "hairpin", hostWith(postrouting("-o docker0 -m addrtype --src-type LOCAL -j MASQUERADE")), null],
  ["dnat", "hairpin", courseSnapshot(), null],
  ["dnat", "challenge", hostWith(prerouting(`${TCP} --dport 8080 ${TO_SERVER}`)), "for-everybody"],
  [
    "dnat",
    "challenge",
    hostWith(
      prerouting(`${TCP} --dport 8080 ${TO_SERVER}`),
      forwardRule("! -s 192.168.102.10/32 -m conntrack --ctorigdstport 8080 -j DROP"),
    ),
    null,
  ],
  ["dnat", "challenge", hostWith(prerouting(`-d 192.168.102.10/32 ${TCP} --dport 8080 ${TO_SERVER}`)), "as-destination"],
  [
    "dnat",
    "challenge",
    hostWith(prerouting(`-s 192.168.102.10/32 ${TCP} --dport 8080 -j DNAT --to-destination 172.17.0.2:8080`)),
    "other-port",
  ],
  ["dnat", "challenge", hostWith(prerouting(`-s 192.168.102.10/32 ${TCP} --dport 8080 ${TO_SERVER}`)), null],
];

/** Chosen by a process or a file of a lab: test/lessons/mistakes meets them there. */
const IN_LABS = [
  "enter-netns/unnamed",
  "unshare/net-too",
  "resolv-conf/etc-is-a-file",
  "resolv-conf/own-loopback",
  "server/on-host",
  "server/loopback",
];

describe("hints that depend on the state of the lab, in the lessons on networks", () => {
  test.each(CASES)("%s, %s", async (id, step, snapshot, state) => {
    const lesson = await courseLesson(id);
    const definition = stepsWithChallenge(lesson.definition).find((each) => each.id === step);
    expect(definition?.hint?.(snapshot, { snapshot, cgroup: "v1", has: () => true, front: () => 0 })).toBe(state);
    if (state !== null) expect([...(lesson.text.steps.get(step)?.states.keys() ?? [])]).toContain(state);
  });

  test.each(["veth", "bridge", "snat", "dnat"])("no text in %s is without a case here", async (id) => {
    const lesson = await courseLesson(id);
    const texts = [...lesson.text.steps].flatMap(([step, text]) => [...text.states.keys()].map((state) => `${step}/${state}`));
    const shown = CASES.filter(([lessonId]) => lessonId === id).map(([, step, , state]) => `${step}/${state}`);
    expect(texts.filter((text) => !shown.includes(text) && !IN_LABS.includes(text))).toEqual([]);
  });
});
