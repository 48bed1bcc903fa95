import { expect } from "vitest";
import type { Check } from "../../checks/check.ts";
import { answersHttp } from "../../checks/http.ts";
import { NEIGHBOR, netns } from "../../checks/networks.ts";
import { pings } from "../../checks/ping.ts";
import { APP } from "../../lessons/09-dnat/app.ts";
import { CheckRig } from "./check-rig.ts";
import { NETWORK } from "./container-network.ts";
import type { VerdictInEnglish } from "./in-english.ts";

export const NS1 = netns("ns1");
export const WEB = "203.0.113.80";
const PUBLISHED = "192.168.102.253:3033/news/all";
export const TO_SERVER = "-p tcp -m tcp --dport 3033 -j DNAT --to-destination 172.17.0.2:3000";

/** What is sent in a network that works, until something of it is broken. */
export const PROBES = {
  out: pings(NS1, WEB),
  toBridge: pings(NS1, "172.17.0.1"),
  toContainer: pings("host", "172.17.0.2"),
  published: answersHttp(NEIGHBOR, PUBLISHED),
  publishedFromHost: answersHttp("host", PUBLISHED),
  publishedFromItself: answersHttp(NS1, PUBLISHED),
  fetch: answersHttp(NS1, `${WEB}/`),
} as const;

/** Something that is broken on purpose. */
export interface Break {
  readonly name: string;
  /** Typed on the host. */
  readonly break: string;
  /** It passes until then, and once what is told was done. */
  readonly check: Check;
  /** In the cause. */
  readonly cause: RegExp;
  /** In the place. */
  readonly at: RegExp;
  /** Typed on the host afterwards: puts right what a cure need not. */
  readonly restore?: string;
}

/** A lab with the network of lesson 9; whoever uses it ends it. */
export async function networkToBreak(): Promise<CheckRig> {
  const rig = await CheckRig.start();
  await rig.session.lab.worldReady();
  await rig.type(
    "host",
    Object.values(NETWORK).join("; "),
    `iptables -t nat -A PREROUTING ${TO_SERVER}; iptables -A FORWARD -p tcp -m tcp --dport 3000 -j ACCEPT`,
    `printf '%s\\n' ${APP.map((line) => `'${line}'`).join(" ")} > app.js`,
  );
  await rig.type("container", "ip netns exec ns1 bash");
  await rig.leave("container", "node app.js");
  return rig;
}

/** Breaks it, reads what is told, does just that, and gives the verdict after it. Whatever comes of it, the network is whole again. */
export async function breakAndCure(
  rig: CheckRig,
  { break: broken, check, cause, at, restore }: Break,
): Promise<VerdictInEnglish> {
  expect((await rig.judge(check)).type, "before anything is broken").toBe("pass");
  try {
    await rig.type("host", broken);
    let verdict = await rig.explained(check);
    expect(verdict).toMatchObject({ type: "fail", cause: expect.stringMatching(cause), at: { text: expect.stringMatching(at) } });
    // a link that goes down takes its routes with it, so one cure may show the next thing to do
    for (let cures = 0; verdict.type === "fail" && cures < 3; cures += 1) {
      await rig.type("host", commandsOf(verdict.next));
      verdict = await rig.explained(check);
    }
    return verdict;
  } finally {
    await rig.type("host", restore === undefined ? RESTORE : `${restore}; ${RESTORE}`);
  }
}

/** The commands of a `Type in the terminal host: …` sentence. */
function commandsOf(next: string): string {
  const commands = [...next.matchAll(/ype in the terminal host: (.+?)(?=; then type in|$)/g)].map(([, line]) => line ?? "");
  expect(commands.length, next).toBeGreaterThan(0);
  return commands.join("; ");
}

/** The network as it was. */
const RESTORE =
  "ip route del unreachable 203.0.113.0/24 2>&-; ip -n ns1 route replace default via 172.17.0.1; iptables -F; iptables -X; iptables -t nat -F; iptables -t raw -F; iptables -t mangle -F; ip netns exec ns1 iptables -F; " +
  `iptables -P INPUT ACCEPT; ${NETWORK.masquerade}; ${NETWORK.firewall}; iptables -t nat -A PREROUTING ${TO_SERVER}; iptables -A FORWARD -p tcp -m tcp --dport 3000 -j ACCEPT`;
