import { type Message, say } from "../src/say/message.ts";
import { inPrefix } from "../src/kernel/ipv4.ts";
import { routeTo } from "../src/kernel/routing.ts";
import { adding, deletion } from "../src/kernel/rule-words.ts";
import type { Death, Reason, Terrain } from "../src/kernel/way/way.ts";
import type { Advice } from "./advice.ts";
import { nameOf, type Typist } from "./typist.ts";

type WrongSource = Extract<
  Reason,
  { type: "source-check" | "local-source" | "own-source" | "not-recognised" | "not-translated" | "wrong-source" }
>;

const POSTROUTING = { table: "nat", chain: "POSTROUTING" };
const LOOPBACK = "127.0.0.0/8";

/** The packet's source is one that is not let through, or to which no answer finds its way. */
export function sourceAdvice(terrain: Terrain, typist: Typist, death: Death, reason: WrongSource): Advice {
  const { network, packet } = death;
  const { source } = packet;
  switch (reason.type) {
    case "source-check":
      return {
        cause: say`${{ name: nameOf(terrain, network) }} checks the sources of packets (rp_filter is 1): the way back to ${{ source }} does not lead through ${{ link: death.link ?? "" }}, by which this one came.`,
        next: typist(network, ...reason.settings.map((setting) => `echo 0 > /proc/sys/${setting}`)),
      };
    case "local-source":
      return fromLoopback(typist, death, reason);
    case "own-source":
    case "not-recognised":
      return hairpin(terrain, typist, death);
    case "not-translated": {
      const route = routeTo(terrain.host, source);
      const subnet = route === undefined || route.destination === "default" ? source : route.destination;
      const device = route === undefined || route.destination === "default" ? "" : ` ! -o ${route.device}`;
      return {
        cause: say`The packet leaves the host with the source ${{ source }}, and nobody out there knows a way back to that address: no rule of POSTROUTING that fits puts the host's own in.`,
        next: typist(network, adding(network, POSTROUTING, `-s ${subnet}${device} -j MASQUERADE`)),
      };
    }
    case "wrong-source":
      return {
        cause: say`A rule of POSTROUTING gives the packet the source ${{ source: reason.source }}, which is not an address of the host: the answer goes elsewhere.`,
        next:
          death.rule === null
            ? say`See the rules, on the host: iptables -t nat -S POSTROUTING; of nft: nft list ruleset`
            : typist(network, deletion(death.rule)),
      };
  }
}

function fromLoopback(
  typist: Typist,
  { network, packet: { source, destination } }: Death,
  { setting, isRewritten }: Extract<Reason, { type: "local-source" }>,
): Advice {
  const device = setting.split("/").at(-2) ?? "";
  const allow = `echo 1 > /proc/sys/${setting}`;
  if (inPrefix(destination, LOOPBACK))
    return {
      cause: say`A packet that came in by ${{ device }} is sent on to ${{ destination }}: the kernel takes packets for 127.0.0.0/8 from lo alone, while route_localnet of ${{ device }} is 0.`,
      next: typist(network, allow),
    };
  if (isRewritten)
    return {
      cause: say`The kernel may route addresses of 127.0.0.0/8 by lo alone: route_localnet of ${{ device }} is 0.`,
      next: typist(network, allow),
    };
  return {
    cause: say`The packet is sent on to ${{ destination }} with the source ${{ source }}: the kernel lets no packet with such a source leave by ${{ device }}, and nobody could answer it.`,
    next: typist(network, allow, adding(network, POSTROUTING, `-s ${LOOPBACK} -o ${device} -j MASQUERADE`)),
  };
}

/** What was sent back into the network it came from needs another source. */
function hairpin(terrain: Terrain, typist: Typist, { network, packet, reason, sentBy }: Death): Advice {
  const server = sentBy?.after;
  const { source } = packet;
  const name = nameOf(terrain, network);
  if (server === undefined)
    return {
      cause: say`${{ name }} does not believe the source ${{ source }}: it is its own address.`,
      next: typist(network, "ip addr"),
    };
  const route = routeTo(terrain.host, server.destination);
  const rewriting = (conditions: string) =>
    typist(terrain.host, adding(terrain.host, POSTROUTING, `-s ${conditions} -j MASQUERADE`));
  const device = route?.device ?? "DEVICE";
  if (inPrefix(source, LOOPBACK))
    return {
      cause: say`The packet arrives in ${{ name }} with the source ${{ source }}, which means ${{ name }} itself there: no rule of POSTROUTING has put another one in.`,
      next: rewriting(`${LOOPBACK} -o ${device}`),
    };
  const port = server.destinationPort === undefined ? "" : ` -p ${server.protocol} --dport ${server.destinationPort}`;
  return {
    cause: sentBack(route?.device, reason.type === "own-source" ? name : null),
    next: rewriting(`${route?.destination ?? "SUBNET"} -d ${server.destination} -o ${device}${port}`),
  };
}

/** @param itself the sender, where the packet comes back to it */
function sentBack(device: string | undefined, itself: Message | null): Message {
  const network = device ?? say`the network`;
  return itself === null
    ? say`The connection is sent back into ${{ network }} with its source: the answer goes straight to that address, past the host that would have to rewrite it.`
    : say`The connection is sent back into ${{ network }} with its source: ${{ name: itself }} drops a packet that claims to come from itself.`;
}
