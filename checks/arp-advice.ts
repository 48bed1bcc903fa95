import { say } from "../src/say/message.ts";
import { inPrefix } from "../src/kernel/ipv4.ts";
import { firstAddress } from "../src/kernel/routing.ts";
import { endsOf } from "../src/kernel/way/cable.ts";
import type { Death, Reason, Terrain } from "../src/kernel/way/way.ts";
import type { Advice } from "./advice.ts";
import { attached } from "./route-advice.ts";
import { nameOf, type Typist } from "./typist.ts";

type Unanswered = Extract<Reason, { type: "nobody" | "deaf-neighbour" | "wrong-neighbour" }>;

/** ARP finds nobody for the next hop, or somebody else. */
export function arpAdvice(terrain: Terrain, typist: Typist, death: Death, reason: Unanswered): Advice {
  const { network } = death;
  const name = nameOf(terrain, network);
  const { address } = reason;
  switch (reason.type) {
    case "nobody":
      return nobody(terrain, typist, death, reason);
    case "deaf-neighbour":
      return {
        cause: say`${{ name: nameOf(terrain, reason.holder.network) }} has the address ${{ address }}, and does not answer the ARP question for it.`,
        next: say`See who asked and was not answered, then try again. ${{ look: typist(network, `ip neigh show ${address}`) }}`,
      };
    case "wrong-neighbour":
      return {
        cause: say`${{ name }} sends packets for ${{ address }} to ${{ mac: reason.mac }}, by an entry made by hand; who has that address is ${{ right: reason.right }}.`,
        next: typist(network, `ip neigh del ${address} dev ${death.link ?? ""}`),
      };
  }
}

/** The gateway or the address is wrong, or whoever should have it has none. */
function nobody(
  terrain: Terrain,
  typist: Typist,
  { network, link }: Death,
  { address, isGateway }: Extract<Reason, { type: "nobody" }>,
): Advice {
  const name = nameOf(terrain, network);
  const from = network.links.find((each) => each.name === link);
  const ends = from === undefined ? [] : endsOf(terrain, { network, link: from });
  const gateway = ends
    .map((end) => firstAddress(end.link))
    .find((own) => own !== null && from !== undefined && attached(from, own));
  if (isGateway && gateway !== undefined && gateway !== null)
    return {
      cause: say`${{ name }} sends what leaves its network to ${{ address }}, and nobody there has this address: nothing answers its ARP questions.`,
      next: typist(network, `ip route replace default via ${gateway}`),
    };
  const bare = ends.filter((end) => firstAddress(end.link) === null && end.link.master === null && end.network !== network);
  const prefix = from?.addresses.find(
    (own) => own.family === "inet" && inPrefix(address, `${own.address}/${own.prefix}`),
  )?.prefix;
  const [end] = bare;
  return {
    cause: say`Packets from ${{ name }} to ${{ address }} find nobody: nothing has this address, so nothing answers the ARP question for it.`,
    next:
      end !== undefined && bare.length === 1 && prefix !== undefined
        ? typist(end.network, `ip addr add ${address}/${prefix} dev ${end.link.name}`)
        : say`See who has which address: ip addr, on both sides.`,
  };
}
