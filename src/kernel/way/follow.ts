import { hiddenChain } from "../nft-chains.ts";
import { type Fate, NOT_JUDGED, type Packet, packetFate } from "../packet-fate.ts";
import { inPrefix } from "../ipv4.ts";
import { routeTo } from "../routing.ts";
import type { Network, Rule } from "../snapshot.ts";
import { cross, hasAddress, looseEnd } from "./cable.ts";
import type { End, Journey } from "./journey.ts";
import { addressOf, answerTo, isCounted, rewritten, routeWords, undone } from "./packets.ts";
import { deafness, refusal } from "./refusal.ts";
import type { Death, Flow, Hop, Kernel, Leg, Reason, Rewriting, Terrain, Unjudged, Way } from "./way.ts";

/** More stations than any way through a lab has: beyond it packets go in a circle. */
const LONGEST = 64;

/**
 * Follows a packet and its answer through routes, cables, rules and address rewriting, as the kernel
 * would pass it on (netfilter's order of hooks: iptables(8)), and asks the kernel itself where its
 * answer is more exact than reasoning.
 */
export async function follow(terrain: Terrain, flow: Flow, kernel: Kernel): Promise<Way> {
  const traveller = new Traveller(terrain, kernel);
  const death = await traveller.thereAndBack(flow);
  return { hops: traveller.hops, death, unjudged: traveller.unjudged };
}

class Traveller {
  readonly hops: Hop[] = [];
  unjudged: Unjudged | null = null;
  readonly #rewritings: Rewriting[] = [];
  /** The request as it left the host for the world. */
  #left: Packet | null = null;
  readonly #terrain: Terrain;
  readonly #kernel: Kernel;

  constructor(terrain: Terrain, kernel: Kernel) {
    this.#terrain = terrain;
    this.#kernel = kernel;
  }

  async thereAndBack({ sender, destination, protocol, port }: Flow): Promise<Death | null> {
    const ports = port === null ? {} : { sourcePort: 40_000, destinationPort: port };
    const request: Packet = { in: "", out: "", source: "", destination, protocol, state: "NEW", ...ports };
    const out = await this.#sendFrom(sender, request);
    if (out.type === "unknown") return null;
    if (out.type === "died") return this.#blamed(out.death);
    const back = out.type === "left" ? await this.#answeredBeyond(out.packet) : await this.#answered(out.network, out.packet);
    if (back.type === "unknown") return null;
    if (back.type === "died") return this.#blamed(back.death);
    const isBack = back.type === "left" ? "beyond" in sender : back.network === sender;
    if (isBack && back.packet.source === destination && back.packet.sourcePort === request.destinationPort) return null;
    const at = back.type === "left" ? this.#terrain.host : back.network;
    return this.#blamed(this.#died("answer", at, back.packet, { type: "not-recognised", sender: back.packet.source }));
  }

  #sendFrom(sender: Flow["sender"], request: Packet): Promise<End> {
    const { host, hostDevice } = this.#terrain;
    return "beyond" in sender
      ? this.#receive(host, hostDevice, { leg: "request", packet: { ...request, source: sender.beyond } })
      : this.#send(sender, { leg: "request", packet: request });
  }

  async #answered(network: Network, packet: Packet): Promise<End> {
    const deaf = await deafness(this.#kernel, network, packet);
    if (deaf !== null) return { type: "died", death: this.#died("request", network, packet, deaf) };
    return this.#send(network, { leg: "answer", packet: answerTo(packet) });
  }

  /** Whoever is out there answers what he knows a way back to: the host's own addresses. */
  async #answeredBeyond(packet: Packet): Promise<End> {
    const { host, hostDevice } = this.#terrain;
    const answer = answerTo(packet);
    if (!hasAddress(host, packet.source))
      return this.#lost("answer", host, hostDevice, answer, { type: "no-route", says: "", route: null });
    return this.#receive(host, hostDevice, { leg: "answer", packet: answer });
  }

  /** A death in the world for want of a way back to a private address is the fault of who let it out like that. */
  #blamed(death: Death): Death {
    const { host, world, hostDevice } = this.#terrain;
    const left = this.#left;
    const isOutside = world.size === 0 ? death.network === host : world.has(death.network.inode);
    if (death.leg === "request" || left === null || !isOutside || hasAddress(host, left.source)) return death;
    const rewriting = this.#rewritings.find((each) => each.network === host && each.after.source === left.source);
    const reason: Reason =
      rewriting === undefined ? { type: "not-translated", through: hostDevice } : { type: "wrong-source", source: left.source };
    return { ...death, leg: "request", network: host, link: hostDevice, rule: rewriting?.rule ?? null, packet: left, reason };
  }

  /** A namespace sends a packet of its own. */
  async #send(network: Network, { leg, packet: given }: Journey): Promise<End> {
    const isOwn = hasAddress(network, given.destination) || inPrefix(given.destination, "127.0.0.0/8");
    if (isOwn && !network.links.some((link) => link.name === "lo" && link.up)) {
      const lo = network.links.find((link) => link.name === "lo");
      if (lo !== undefined) return this.#lost(leg, network, "lo", given, { type: "link-down", link: lo });
    }
    const first = await this.#route(network, given, null);
    if (first.type === "unknown") return first;
    if (first.type === "refused") return this.#refused(leg, network, given, first.says, null);
    const device = first.type === "local" ? "lo" : first.device;
    const source = given.source || (first.type === "local" ? given.destination : (first.source ?? addressOf(network, device)));
    let packet: Packet = { ...given, source, out: device };
    this.#hop(leg, network, device, "route", routeWords(packet, first));
    for (const table of ["raw", "mangle", "nat", "filter"]) {
      const met = this.#meet(network, table, "OUTPUT", { leg, packet });
      if ("type" in met) return met;
      packet = met;
    }
    if (packet.destination === given.destination || leg === "answer") return this.#leave(network, { leg, packet }, first);
    const second = await this.#route(network, packet, null);
    if (second.type === "unknown") return second;
    if (second.type === "refused") {
      const later = this.#fate(network, "nat", "POSTROUTING", {
        ...packet,
        out: this.#deviceTowards(network, packet.destination),
      });
      return this.#refused(leg, network, packet, second.says, null, later.rule !== null);
    }
    return this.#leave(network, { leg, packet: { ...packet, out: second.type === "local" ? "lo" : second.device } }, second);
  }

  /** POSTROUTING, and the cable. */
  async #leave(
    network: Network,
    { leg, packet: given }: Journey,
    route: { type: "local" } | { type: "route"; device: string; gateway: string | null },
  ): Promise<End> {
    let packet: Packet = { ...given, in: "" };
    for (const table of ["mangle", "nat"]) {
      const met = this.#meet(network, table, "POSTROUTING", { leg, packet }, given.in);
      if ("type" in met) return met;
      packet = met;
    }
    if (leg === "answer") packet = undone(packet, network, this.#rewritings, "source");
    if (route.type === "local") return this.#receive(network, "lo", { leg, packet: { ...packet, out: "" } });
    if (network === this.#terrain.host && packet.out === this.#terrain.hostDevice && leg === "request") this.#left = packet;
    const link = network.links.find((each) => each.name === packet.out);
    if (link === undefined) return { type: "unknown" };
    const nextHop = route.gateway ?? packet.destination;
    const crossing = cross(this.#terrain, { network, link }, nextHop, route.gateway !== null);
    if (crossing.type === "beyond") return { type: "left", packet };
    if (crossing.type === "lost")
      return (
        (await this.#distrusted({ leg, packet }, crossing.reason)) ??
        this.#lost(leg, crossing.at.network, crossing.at.link.name, packet, crossing.reason)
      );
    this.#hop(leg, network, link.name, "ARP", crossing.says);
    const bridged =
      crossing.bridge === null ? null : await this.#bridged(crossing.bridge.network, crossing.bridge.link.name, { leg, packet });
    if (bridged !== null) return bridged;
    return this.#receive(crossing.at.network, crossing.at.link.name, { leg, packet: { ...packet, out: "" } });
  }

  /** Who does not believe a packet's source answers no ARP question of it either (arp_process in net/ipv4). */
  async #distrusted({ leg, packet }: Journey, reason: Reason): Promise<End | null> {
    if (reason.type !== "deaf-neighbour") return null;
    const { network, link } = reason.holder;
    const { source } = packet;
    const answer = await this.#kernel.route(network, reason.address, { source, device: link.name });
    return answer.type === "refused" ? this.#refused(leg, network, packet, answer.says, link.name) : null;
  }

  /** Where br_netfilter says so, frames between two ports of a bridge meet the rules of IP as well. */
  async #bridged(network: Network, bridge: string, { leg, packet }: Journey): Promise<End | null> {
    if ((await this.#kernel.setting(network, "net/bridge/bridge-nf-call-iptables")) !== "1") return null;
    for (const chain of ["mangle/FORWARD", "filter/FORWARD"]) {
      const [table = "", name = ""] = chain.split("/");
      const met = this.#meet(network, table, name, { leg, packet: { ...packet, in: bridge, out: bridge } });
      if (!("type" in met)) continue;
      if (met.type !== "died" || met.death.reason.type !== "dropped") return met;
      return { ...met, death: { ...met.death, reason: { ...met.death.reason, bridged: true } } };
    }
    return null;
  }

  /** A packet comes in by a link: for this namespace itself, or to be passed on. */
  async #receive(network: Network, link: string, { leg, packet: given }: Journey): Promise<End> {
    const hidden = hiddenChain(network);
    if (hidden !== null) this.unjudged = { network, rule: null, ...hidden };
    if (hidden !== null || this.hops.length > LONGEST) return { type: "unknown" };
    let packet: Packet = { ...given, in: link, out: "" };
    for (const table of ["raw", "mangle", ...(link === "lo" ? [] : ["nat"])]) {
      const met = this.#meet(network, table, "PREROUTING", { leg, packet });
      if ("type" in met) return met;
      packet = met;
    }
    if (leg === "answer") packet = undone(packet, network, this.#rewritings, "destination");
    const isOwn = hasAddress(network, packet.destination) || inPrefix(packet.destination, "127.0.0.0/8");
    if (!isOwn && !network.forwarding)
      return this.#lost(leg, network, link, packet, { type: "not-forwarding", setting: "net/ipv4/ip_forward" });
    const route = link === "lo" ? ({ type: "local" } as const) : await this.#route(network, packet, link);
    if (route.type === "unknown") return route;
    if (route.type === "refused") return this.#refused(leg, network, packet, route.says, link);
    return route.type === "local"
      ? this.#deliver(network, { leg, packet })
      : this.#passOn(network, { leg, packet: { ...packet, out: route.device } }, route);
  }

  #deliver(network: Network, { leg, packet: given }: Journey): End {
    let packet = given;
    for (const table of ["mangle", "filter"]) {
      const met = this.#meet(network, table, "INPUT", { leg, packet });
      if ("type" in met) return met;
      packet = met;
    }
    if (leg === "answer") packet = undone(packet, network, this.#rewritings, "source");
    this.#hop(leg, network, packet.in, "arrived", `${packet.source} → ${packet.destination}`);
    return { type: "arrived", network, packet };
  }

  async #passOn(
    network: Network,
    { leg, packet }: Journey,
    route: { readonly type: "route"; readonly device: string; readonly gateway: string | null; readonly source: string | null },
  ): Promise<End> {
    this.#hop(leg, network, packet.in, "route", routeWords(packet, route));
    for (const table of ["mangle", "filter"]) {
      const met = this.#meet(network, table, "FORWARD", { leg, packet });
      if ("type" in met) return met;
    }
    return this.#leave(network, { leg, packet }, route);
  }

  /** What a chain makes of a packet: the packet, rewritten or not, or the end of it. */
  #meet(network: Network, table: string, chain: string, { leg, packet }: Journey, entrance = packet.in): Packet | End {
    if (table === "nat" && leg === "answer") return packet; // conntrack alone decides about answers
    const fate = this.#fate(network, table, chain, { ...packet, in: entrance });
    const { target, rule } = fate;
    if (rule !== null || target !== "ACCEPT")
      this.#hop(leg, network, packet.in || packet.out, `${table}/${chain}`, rule?.nft?.text ?? rule?.rule ?? `policy ${target}`);
    if (target === NOT_JUDGED) {
      this.unjudged = { network, rule, table: rule?.table ?? table, chain: rule?.chain ?? chain };
      return { type: "unknown" };
    }
    if (target === "DROP" || target === "REJECT") {
      const place = fate.policyOf ?? { table, chain };
      if (!isCounted(this.#terrain.counters, network, { ...place, rule })) return { type: "unknown" };
      const loose = leg === "request" && rule === null ? looseEnd(this.#terrain, network, packet.in, packet.source) : null;
      if (loose !== null) return this.#lost(leg, network, loose.at.link.name, packet, loose.reason);
      return this.#lost(
        leg,
        network,
        packet.in || packet.out,
        packet,
        { type: "dropped", ...place, target, bridged: false },
        rule,
      );
    }
    const after = rewritten(packet, fate, network);
    if (after !== packet) this.#rewritings.push({ network, rule, before: packet, after });
    return after;
  }

  #fate(network: Network, table: string, chain: string, packet: Packet): Fate {
    return packetFate(network, table, chain, packet, this.#terrain.counters.moved ?? undefined);
  }

  #route(network: Network, packet: Packet, device: string | null) {
    const from =
      device === null ? (packet.source === "" ? null : { source: packet.source, device: "" }) : { source: packet.source, device };
    return this.#kernel.route(network, packet.destination, from);
  }

  async #refused(
    leg: Leg,
    network: Network,
    packet: Packet,
    says: string,
    link: string | null,
    isRewritten = false,
  ): Promise<End> {
    const out = link === null ? this.#deviceTowards(network, packet.destination) : link;
    const reason = await refusal(this.#kernel, network, { packet, says, in: link, device: out, isRewritten });
    return this.#lost(leg, network, link, packet, reason);
  }

  #lost(leg: Leg, network: Network, link: string | null, packet: Packet, reason: Reason, rule: Rule | null = null): End {
    this.#hop(leg, network, link, "lost", reason.type);
    return { type: "died", death: { ...this.#died(leg, network, packet, reason), link: link === "" ? null : link, rule } };
  }

  #died(leg: Leg, network: Network, packet: Packet, reason: Reason): Death {
    const sentBy = this.#rewritings.find(
      ({ before, after }) => before.destination !== after.destination || before.destinationPort !== after.destinationPort,
    );
    return { leg, network, link: packet.in === "" ? null : packet.in, rule: null, packet, reason, sentBy: sentBy ?? null };
  }

  #hop(leg: Leg, network: Network, link: string | null, stage: string, says: string): void {
    this.hops.push({ leg, network, link, stage, says });
  }

  #deviceTowards(network: Network, destination: string): string {
    return routeTo(network, destination)?.device ?? "";
  }
}
