import { describe, expect, test } from "vitest";
import { stepsWithChallenge } from "../../src/course/lesson.ts";
import type { Network, Snapshot } from "../../src/kernel/snapshot.ts";
import { CONTAINER, courseSnapshot, forwardRule, HOST_NETWORK, natRule, withLink } from "../checks/course-network.ts";
import { aLink, aNetwork, aSnapshot, HOST, LO } from "../kernel/build-snapshot.ts";
import { courseLesson } from "../support/course-lesson.ts";

const host = (...links: readonly ReturnType<typeof aLink>[]): Network => aNetwork(HOST.net, { links: [LO, ...links] });
const ns1 = (...links: readonly ReturnType<typeof aLink>[]): Network => aNetwork(20, { names: ["ns1"], links: [LO, ...links] });
const of = (...networks: readonly Network[]): Snapshot => aSnapshot({ networks });
const hostWith = (...rules: Network["rules"]): Snapshot =>
  courseSnapshot({ ...HOST_NETWORK, rules: [...HOST_NETWORK.rules, ...rules] });
const inet = (address: string) => ({ addresses: [{ family: "inet", address, prefix: 16, scope: "global" } as const] });

const TO_SERVER = "-j DNAT --to-destination 172.17.0.2:3000";

/** Lesson, step, what the lab looks like, and the state whose text is shown. */
const CASES: readonly (readonly [string, string, Snapshot, string | null])[] = [
  ["veth", "pair", of(host(aLink(3, "veth0")), ns1(aLink(4, "veth1"))), "taken"],
  ["veth", "pair", of(host(), ns1()), null],
  ["veth", "move", of(host(aLink(4, "veth1")), ns1(aLink(3, "veth0"))), "wrong-end"],
  ["veth", "move", of(host(aLink(3, "veth0"), aLink(4, "veth1")), ns1()), null],
  ["veth", "again", of(host(aLink(3, "veth0"), aLink(4, "veth1")), ns1()), "still-here"],
  ["veth", "again", of(host(), ns1()), null],
  ["veth", "address-inside", of(host(aLink(3, "veth0", inet("10.0.0.2"))), ns1()), "wrong-side"],
  ["veth", "address-inside", of(host(aLink(3, "veth0", inet("10.0.0.1"))), ns1()), null],
  ["veth", "challenge", of(host(), ns1()), "no-ns2"],
  ["bridge", "bridge-address", courseSnapshot(withLink(HOST_NETWORK, "docker0", { up: false })), "down"],
  ["bridge", "bridge-address", courseSnapshot(withLink(HOST_NETWORK, "docker0", { up: false, addresses: [] })), null],
  ["bridge", "container-address", courseSnapshot(HOST_NETWORK, withLink(CONTAINER, "veth1", { up: false })), "down"],
  ["bridge", "container-address", courseSnapshot(), null],
  ["bridge", "challenge", courseSnapshot(), "no-ns2"],
  ["bridge", "challenge", of(host(aLink(8, "veth2")), ns1(), aNetwork(21, { names: ["ns2"] })), "unplugged"],
  ["bridge", "challenge", of(host(aLink(8, "veth2", { master: "docker0" })), ns1(), aNetwork(21, { names: ["ns2"] })), null],
  ["snat", "masquerade", hostWith(natRule("POSTROUTING", "-s 172.17.0.0/16 -o docker0 -j MASQUERADE")), "not-negated"],
  ["snat", "masquerade", hostWith(natRule("POSTROUTING", "-s 172.17.0.0/16 -o enp0s3 -j MASQUERADE")), "one-device"],
  ["snat", "masquerade", courseSnapshot(), null],
  ["snat", "challenge", courseSnapshot(), "no-address"],
  ["snat", "challenge", courseSnapshot(withLink(HOST_NETWORK, "enp0s3", inet("192.168.102.200"))), null],
  ["dnat", "dnat", hostWith(natRule("OUTPUT", `-p tcp -m tcp --dport 3033 ${TO_SERVER}`)), "wrong-chain"],
  ["dnat", "dnat", courseSnapshot(), null],
  ["dnat", "forward-port", hostWith(forwardRule("-p tcp -m tcp --dport 3033 -j ACCEPT")), "outer-port"],
  ["dnat", "forward-port", courseSnapshot(), null],
  ["dnat", "route-localnet", hostWith(natRule("POSTROUTING", "-s 127.0.0.0/8 -o docker0 -j MASQUERADE")), "no-route-localnet"],
  ["dnat", "route-localnet", courseSnapshot(), null],
  ["dnat", "challenge", hostWith(natRule("PREROUTING", `-p tcp -m tcp --dport 8080 ${TO_SERVER}`)), "for-everybody"],
  ["dnat", "challenge", hostWith(natRule("PREROUTING", `-s 192.168.102.10/32 -p tcp -m tcp --dport 8080 ${TO_SERVER}`)), null],
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
    expect(texts.filter((text) => !shown.includes(text))).toEqual([]);
  });
});
