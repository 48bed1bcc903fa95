import { type Message, say, verbatim } from "../src/say/message.ts";
import { inPrefix } from "../src/kernel/ipv4.ts";
import { linkWithAddress } from "../src/kernel/routing.ts";
import type { Ran } from "../src/lab/run-in-lab.ts";
import { takeAway } from "./addresses.ts";
import { type Check, checkId, type LostPacket, type Scene, type Verdict, verdict } from "./check.ts";
import { isMissing, isNoPlace, lookIn, placeId, placeName, probePlace, readableNetworkAt, typeIn } from "./networks.ts";
import type { ProbePlace } from "./network-places.ts";
import { isNotRun, patience, probe } from "./probe.ts";
import { likelyDeath } from "./where-packet-dies.ts";

/** One echo request gets its answer (ping(8)). Every look is a ping of its own: NAT is decided on a flow's first packet. */
export function pings(from: ProbePlace, address: string): Check {
  const expected = say`${{ place: placeName(from) }} can ping ${{ address }}`;
  return {
    id: checkId("ping", address, placeId(from)),
    name: expected,
    kind: "active",
    within: 3000,
    programs: ["ping"],
    judge: (scene) => judge(scene, from, address, expected),
  };
}

async function judge(scene: Scene, from: ProbePlace, address: string, expected: Message): Promise<Verdict> {
  const place = await probePlace(scene, from, expected);
  if (isNoPlace(place)) return place;
  const own = await ownAddress(scene, from, address, expected);
  if (own !== null) return own;
  const packet: LostPacket = { from, destination: address, protocol: "icmp", port: null };
  const { death, otherwise } = await likelyDeath(scene, packet);
  const look = lookIn(from, `ping -c 1 -W 1 ${address}`);
  const wait = patience(scene, death === null ? "hopeful" : "hopeless");
  const ran = await probe(scene, place, ["ping", "-n", "-q", "-c", "1", "-W", "1", address], expected, look, wait);
  if (isNotRun(ran)) return ran;
  return verdict(ran.code === 0, {
    expected,
    observed: ran.code === 0 ? say`${{ address }} answers` : unanswered(ran, wait),
    look,
    ...(death ?? otherwise),
    lost: packet,
  });
}

function unanswered({ timedOut, stderr }: Ran, wait: number): Message {
  const complaint = timedOut ? "" : stderr.trim();
  return complaint === "" ? say`no answer within ${{ patience: wait }} ms` : verbatim(complaint);
}

/** An answer from oneself is none from the other end. */
async function ownAddress(scene: Scene, from: ProbePlace, address: string, expected: Message): Promise<Verdict | null> {
  if (typeof from === "object" && "world" in from) return null;
  const network = await readableNetworkAt(scene, from, expected);
  if (isMissing(network)) return network;
  const holder = linkWithAddress(network, address);
  if (holder === undefined || inPrefix(address, "127.0.0.0/8")) return null;
  return verdict(false, {
    expected,
    observed: say`${{ address }} is an address of ${{ place: placeName(from) }} itself, on ${{ link: holder.name }}: a ping to it goes nowhere`,
    look: lookIn(from, `ip addr show ${holder.name}`),
    cause: say`The address was given to the wrong end.`,
    next: typeIn(from, takeAway(holder, address)),
  });
}
