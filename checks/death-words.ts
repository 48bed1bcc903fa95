import { say, type Said } from "../src/say/message.ts";
import { inPrefix } from "../src/kernel/ipv4.ts";
import { adding, asShown, deletion, ruleWords } from "../src/kernel/rule-words.ts";
import { firstAddress, routeTo } from "../src/kernel/routing.ts";
import type { Snapshot } from "../src/kernel/snapshot.ts";
import { endsOf } from "../src/kernel/way/cable.ts";
import type { Death, Terrain, Way } from "../src/kernel/way/way.ts";
import type { DeathPlace } from "./check.ts";
import { goneAstray } from "./astray.ts";
import { dropAdvice, rewritingAdvice, unheardAdvice } from "./death-advice.ts";
import { attached, noRoute } from "./route-advice.ts";
import { nameOf, type SaidTypist, type Typist, typistOf, typistSaid } from "./typist.ts";

const POSTROUTING = { table: "nat", chain: "POSTROUTING" };

export interface DeathWords {
  readonly cause: Said;
  readonly next: Said;
  readonly at: DeathPlace;
}

/** What is said of a packet's death: the reason, the command that cures it, and the place. */
export function deathWords(snapshot: Snapshot, terrain: Terrain, way: Way, death: Death): DeathWords {
  const typist = typistOf(snapshot, terrain);
  const astray = goneAstray(terrain, typist, death);
  if (astray !== null) {
    const { cause, next, link, reason } = astray;
    return { cause, next, at: place(terrain, way, { ...death, network: terrain.host, link, rule: null, reason }) };
  }
  const { cause, next } = words(terrain, typist, typistSaid(snapshot, terrain), death);
  return {
    cause: death.leg === "answer" ? say`The packet arrives; its answer does not come back. ${{ cause }}` : cause,
    next,
    at: place(terrain, way, death),
  };
}

function place(terrain: Terrain, { hops }: Way, death: Death): DeathPlace {
  const { network, link, rule, reason, leg } = death;
  const first = hops.find((hop) => hop.leg === leg && hop.link !== null);
  const start =
    first === undefined || (first.network === network && first.link === link)
      ? ""
      : `${nameOf(terrain, first.network)} ${first.link ?? ""}, then `;
  const here = link === null ? nameOf(terrain, network) : `${link} of ${nameOf(terrain, network)}`;
  const isPolicy = reason.type === "dropped" && rule === null;
  return {
    network: network.inode,
    link,
    rule: isPolicy ? { table: reason.table, chain: reason.chain, rule: "" } : rule === null ? null : asShown(rule),
    text: `${start}${here}, ${what(death)}`,
    reason: what(death),
    leg,
  };
}

/** The place in a few words. */
function what({ network, rule, reason, packet }: Death): string {
  if (rule?.nft !== undefined) return ruleWords(rule);
  if (rule !== null) {
    const number = network.rules.filter(({ table, chain }) => table === rule.table && chain === rule.chain).indexOf(rule) + 1;
    return `${rule.table === "filter" ? "" : `${rule.table} `}${rule.chain} rule ${number}: ${rule.rule}`;
  }
  switch (reason.type) {
    case "dropped":
      return `${reason.table === "filter" ? "" : `${reason.table} `}${reason.chain}, policy ${reason.target}`;
    case "link-down":
      return "down";
    case "no-peer":
    case "no-cable":
    case "unplugged":
      return "no cable";
    case "nobody":
    case "deaf-neighbour":
    case "wrong-neighbour":
      return `ARP for ${reason.address}`;
    case "no-route":
      return `no route to ${packet.destination}`;
    case "not-forwarding":
      return "forwarding is off";
    case "source-check":
    case "local-source":
    case "own-source":
      return `the source ${packet.source} is not believed`;
    case "echo-ignored":
      return "answers no ping";
    case "not-listening":
      return `nobody listens on port ${packet.destinationPort}`;
    case "not-translated":
    case "wrong-source":
      return `it leaves with the source ${packet.source}`;
    case "not-recognised":
      return `an answer from ${packet.source}, which was not asked`;
  }
}

function words(terrain: Terrain, typist: Typist, said: SaidTypist, death: Death): { readonly cause: Said; readonly next: Said } {
  const { network, packet, reason, sentBy } = death;
  const name = nameOf(terrain, network);
  const isSentAway = reason.type === "dropped" && packet.out === terrain.hostDevice;
  const isLed = isSentAway || reason.type === "no-route" || reason.type === "nobody" || reason.type === "not-listening";
  if (sentBy !== null && sentBy.rule !== null && death.leg === "request" && isLed) {
    const advice = rewritingAdvice(terrain, typist, sentBy, packet, reason);
    if (advice !== null) return advice;
  }
  switch (reason.type) {
    case "link-down":
      return {
        cause:
          reason.link.name === "lo"
            ? `lo is down in ${name}: what a namespace sends to itself goes through lo.`
            : `The link ${reason.link.name} of ${name} is down.`,
        next: typist(network, `ip link set dev ${reason.link.name} up`),
      };
    case "no-peer":
      return {
        cause: `The other end of ${reason.link.name} is in no namespace that can be seen.`,
        next: typist(network, "ip link"),
      };
    case "unplugged":
      return {
        cause: `No cable leads on from ${reason.link.name} of ${name}: it is plugged into ${reason.link.master === null ? "no bridge" : `${reason.link.master}, not into ${reason.bridge ?? "the right bridge"}`}.`,
        next: typist(network, `ip link set dev ${reason.link.name} master ${reason.bridge ?? "BRIDGE"}`),
      };
    case "no-cable":
      return {
        cause: `No cable leads from ${death.link ?? ""} to ${reason.to}.`,
        next: `See the ports of the bridges. ${typist(terrain.host, "bridge link")}`,
      };
    case "nobody":
      return nobody(terrain, typist, death, reason);
    case "deaf-neighbour":
      return {
        cause: `${nameOf(terrain, reason.holder.network)} has the address ${reason.address}, and does not answer the ARP question for it.`,
        next: `See who asked and was not answered, then try again. ${typist(network, `ip neigh show ${reason.address}`)}`,
      };
    case "wrong-neighbour":
      return {
        cause: `${name} sends packets for ${reason.address} to ${reason.mac}, by an entry made by hand; who has that address is ${reason.right}.`,
        next: typist(network, `ip neigh del ${reason.address} dev ${death.link ?? ""}`),
      };
    case "no-route":
      return noRoute(terrain, said, death, reason);
    case "not-forwarding":
      return {
        cause: `${network === terrain.host ? "The host" : name} throws away what is not for itself: ${reason.setting.split("/").slice(2).join("/")} is 0.`,
        next: typist(network, `echo 1 > /proc/sys/${reason.setting}`),
      };
    case "dropped":
      return dropAdvice(terrain, typist, death, reason);
    case "source-check":
      return {
        cause: `${name} checks the sources of packets (rp_filter is 1): the way back to ${packet.source} does not lead through ${death.link ?? ""}, by which this one came.`,
        next: typist(network, ...reason.settings.map((setting) => `echo 0 > /proc/sys/${setting}`)),
      };
    case "local-source": {
      const device = reason.setting.split("/").at(-2) ?? "";
      if (inPrefix(packet.destination, "127.0.0.0/8"))
        return {
          cause: `A packet that came in by ${device} is sent on to ${packet.destination}: the kernel takes packets for 127.0.0.0/8 from lo alone, while route_localnet of ${device} is 0.`,
          next: typist(network, `echo 1 > /proc/sys/${reason.setting}`),
        };
      const masquerade = adding(network, POSTROUTING, `-s 127.0.0.0/8 -o ${device} -j MASQUERADE`);
      return reason.isRewritten
        ? {
            cause: `The kernel may route addresses of 127.0.0.0/8 by lo alone: route_localnet of ${device} is 0.`,
            next: typist(network, `echo 1 > /proc/sys/${reason.setting}`),
          }
        : {
            cause: `The packet is sent on to ${packet.destination} with the source ${packet.source}: the kernel lets no packet with such a source leave by ${device}, and nobody could answer it.`,
            next: typist(network, `echo 1 > /proc/sys/${reason.setting}`, masquerade),
          };
    }
    case "own-source":
    case "not-recognised":
      return hairpin(terrain, typist, death);
    case "echo-ignored":
      return {
        cause: `${name} is told to answer no ping: icmp_echo_ignore_all is 1.`,
        next: typist(network, "echo 0 > /proc/sys/net/ipv4/icmp_echo_ignore_all"),
      };
    case "not-listening":
      return unheardAdvice(terrain, typist, death, reason.listeners);
    case "not-translated": {
      const route = routeTo(terrain.host, packet.source);
      const subnet = route === undefined || route.destination === "default" ? packet.source : route.destination;
      const device = route === undefined || route.destination === "default" ? "" : ` ! -o ${route.device}`;
      return {
        cause: `The packet leaves the host with the source ${packet.source}, and nobody out there knows a way back to that address: no rule of POSTROUTING that fits puts the host's own in.`,
        next: typist(network, adding(network, POSTROUTING, `-s ${subnet}${device} -j MASQUERADE`)),
      };
    }
    case "wrong-source":
      return {
        cause: `A rule of POSTROUTING gives the packet the source ${reason.source}, which is not an address of the host: the answer goes elsewhere.`,
        next:
          death.rule === null
            ? "See the rules, on the host: iptables -t nat -S POSTROUTING; of nft: nft list ruleset"
            : typist(network, deletion(death.rule)),
      };
  }
}

/** Nobody answers ARP: the gateway or the address is wrong, or whoever should have it has none. */
function nobody(
  terrain: Terrain,
  typist: Typist,
  { network, link }: Death,
  { address, isGateway }: { readonly address: string; readonly isGateway: boolean },
) {
  const name = nameOf(terrain, network);
  const from = network.links.find((each) => each.name === link);
  const ends = from === undefined ? [] : endsOf(terrain, { network, link: from });
  const gateway = ends
    .map((end) => firstAddress(end.link))
    .find((own) => own !== null && from !== undefined && attached(from, own));
  if (isGateway && gateway !== undefined && gateway !== null)
    return {
      cause: `${name} sends what leaves its network to ${address}, and nobody there has this address: nothing answers its ARP questions.`,
      next: typist(network, `ip route replace default via ${gateway}`),
    };
  const bare = ends.filter((end) => firstAddress(end.link) === null && end.link.master === null && end.network !== network);
  const prefix = from?.addresses.find(
    (own) => own.family === "inet" && inPrefix(address, `${own.address}/${own.prefix}`),
  )?.prefix;
  const [end] = bare;
  return {
    cause: `Packets from ${name} to ${address} find nobody: nothing has this address, so nothing answers the ARP question for it.`,
    next:
      end !== undefined && bare.length === 1 && prefix !== undefined
        ? typist(end.network, `ip addr add ${address}/${prefix} dev ${end.link.name}`)
        : "See who has which address: ip addr, on both sides.",
  };
}

/** What was sent back into the network it came from needs another source. */
function hairpin(terrain: Terrain, typist: Typist, { network, packet, reason, sentBy }: Death) {
  const server = sentBy?.after;
  if (server === undefined)
    return {
      cause: `${nameOf(terrain, network)} does not believe the source ${packet.source}: it is its own address.`,
      next: typist(network, "ip addr"),
    };
  const route = routeTo(terrain.host, server.destination);
  if (inPrefix(packet.source, "127.0.0.0/8"))
    return {
      cause: `The packet arrives in ${nameOf(terrain, network)} with the source ${packet.source}, which means ${nameOf(terrain, network)} itself there: no rule of POSTROUTING has put another one in.`,
      next: typist(
        terrain.host,
        adding(terrain.host, POSTROUTING, `-s 127.0.0.0/8 -o ${route?.device ?? "DEVICE"} -j MASQUERADE`),
      ),
    };
  const port = server.destinationPort === undefined ? "" : ` -p ${server.protocol} --dport ${server.destinationPort}`;
  const why =
    reason.type === "own-source"
      ? `${nameOf(terrain, network)} drops a packet that claims to come from itself`
      : "the answer goes straight to that address, past the host that would have to rewrite it";
  return {
    cause: `The connection is sent back into ${route?.device ?? "the network"} with its source: ${why}.`,
    next: typist(
      terrain.host,
      adding(
        terrain.host,
        POSTROUTING,
        `-s ${route?.destination ?? "SUBNET"} -d ${server.destination} -o ${route?.device ?? "DEVICE"}${port} -j MASQUERADE`,
      ),
    ),
  };
}
