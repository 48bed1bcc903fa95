import { type Message, say } from "../src/say/message.ts";
import type { Snapshot } from "../src/kernel/snapshot.ts";
import type { Death, Reason, Terrain, Way } from "../src/kernel/way/way.ts";
import type { Advice } from "./advice.ts";
import { arpAdvice } from "./arp-advice.ts";
import { goneAstray } from "./astray.ts";
import type { DeathPlace } from "./check.ts";
import { dropAdvice, rewritingAdvice, unheardAdvice } from "./death-advice.ts";
import { deathPlace } from "./death-place.ts";
import { noRoute } from "./route-advice.ts";
import { sourceAdvice } from "./source-advice.ts";
import { nameOf, type Typist, typistOf } from "./typist.ts";

export interface DeathWords extends Advice {
  readonly at: DeathPlace;
}

/** What is said of a packet's death: the reason, the command that cures it, and the place. */
export function deathWords(snapshot: Snapshot, terrain: Terrain, way: Way, death: Death): DeathWords {
  const typist = typistOf(snapshot, terrain);
  const astray = goneAstray(terrain, typist, death);
  if (astray !== null) {
    const { cause, next, link, reason } = astray;
    return { cause, next, at: deathPlace(terrain, way, { ...death, network: terrain.host, link, rule: null, reason }) };
  }
  const { cause, next } = words(terrain, typist, death);
  return {
    cause: death.leg === "answer" ? say`The packet arrives; its answer does not come back. ${{ cause }}` : cause,
    next,
    at: deathPlace(terrain, way, death),
  };
}

function words(terrain: Terrain, typist: Typist, death: Death): Advice {
  const { network, packet, reason, sentBy } = death;
  const isSentAway = reason.type === "dropped" && packet.out === terrain.hostDevice;
  const isLed = isSentAway || reason.type === "no-route" || reason.type === "nobody" || reason.type === "not-listening";
  if (sentBy !== null && sentBy.rule !== null && death.leg === "request" && isLed) {
    const advice = rewritingAdvice(terrain, typist, sentBy, packet, reason);
    if (advice !== null) return advice;
  }
  const name = nameOf(terrain, network);
  switch (reason.type) {
    case "link-down":
      return {
        cause:
          reason.link.name === "lo"
            ? say`lo is down in ${{ name }}: what a namespace sends to itself goes through lo.`
            : say`The link ${{ link: reason.link.name }} of ${{ name }} is down.`,
        next: typist(network, `ip link set dev ${reason.link.name} up`),
      };
    case "no-peer":
      return {
        cause: say`The other end of ${{ link: reason.link.name }} is in no namespace that can be seen.`,
        next: typist(network, "ip link"),
      };
    case "unplugged":
      return {
        cause: unplugged(name, reason),
        next: typist(network, `ip link set dev ${reason.link.name} master ${reason.bridge ?? "BRIDGE"}`),
      };
    case "no-cable":
      return {
        cause: say`No cable leads from ${{ link: death.link ?? "" }} to ${{ other: reason.to }}.`,
        next: say`See the ports of the bridges. ${{ look: typist(terrain.host, "bridge link") }}`,
      };
    case "nobody":
    case "deaf-neighbour":
    case "wrong-neighbour":
      return arpAdvice(terrain, typist, death, reason);
    case "no-route":
      return noRoute(terrain, typist, death, reason);
    case "not-forwarding": {
      const setting = reason.setting.split("/").slice(2).join("/");
      return {
        cause:
          network === terrain.host
            ? say`The host throws away what is not for itself: ${{ setting }} is 0.`
            : say`${{ name }} throws away what is not for itself: ${{ setting }} is 0.`,
        next: typist(network, `echo 1 > /proc/sys/${reason.setting}`),
      };
    }
    case "dropped":
      return dropAdvice(terrain, typist, death, reason);
    case "source-check":
    case "local-source":
    case "own-source":
    case "not-recognised":
    case "not-translated":
    case "wrong-source":
      return sourceAdvice(terrain, typist, death, reason);
    case "echo-ignored":
      return {
        cause: say`${{ name }} is told to answer no ping: icmp_echo_ignore_all is 1.`,
        next: typist(network, "echo 0 > /proc/sys/net/ipv4/icmp_echo_ignore_all"),
      };
    case "not-listening":
      return unheardAdvice(terrain, typist, death, reason.listeners);
  }
}

function unplugged(name: Message, { link: { name: link, master }, bridge }: Extract<Reason, { type: "unplugged" }>): Message {
  if (master === null) return say`No cable leads on from ${{ link }} of ${{ name }}: it is plugged into no bridge.`;
  return bridge === null
    ? say`No cable leads on from ${{ link }} of ${{ name }}: it is plugged into ${{ master }}, not into the right bridge.`
    : say`No cable leads on from ${{ link }} of ${{ name }}: it is plugged into ${{ master }}, not into ${{ bridge }}.`;
}
