import { verbatim } from "../src/say/message.ts";
import { hostNetwork } from "../src/kernel/queries.ts";
import type { Network } from "../src/kernel/snapshot.ts";
import { kernelOf, networkPlace } from "../src/kernel/way/ask-kernel.ts";
import { BY_SNAPSHOT, terrainOf } from "../src/kernel/way/by-snapshot.ts";
import { follow } from "../src/kernel/way/follow.ts";
import { countersBetween, readTerrain, terrainNetworks } from "../src/kernel/way/read-terrain.ts";
import type { Death, Flow, Terrain, Way } from "../src/kernel/way/way.ts";
import { runInLab } from "../src/lab/run-in-lab.ts";
import type { Advice } from "./advice.ts";
import type { LostPacket, Scene, Verdict } from "./check.ts";
import { type DeathWords, deathWords } from "./death-words.ts";
import { unjudgedAdvice } from "./death-advice.ts";
import { isMissing, isNoPlace, networkAt, probePlace } from "./networks.ts";
import { BEYOND } from "./probe.ts";
import { typistOf } from "./typist.ts";
import { WORLD } from "./world.ts";

/** Milliseconds, at the usual pace, for which the packet that is followed may stay unanswered; in a lab answers take less than 1. */
const PATIENCE_MS = 250;
/** What is expected of a place from which a packet is sent: it is no verdict of its own. */
const NOTHING = verbatim("");

/**
 * A failed check with the reason for it: that one of the facts behind it does not hold, where one does not; and of a lost
 * packet where it died.
 */
export async function withReason(scene: () => Scene, verdict: Verdict): Promise<Verdict> {
  if (verdict.type === "pass" || verdict.behind === undefined) return withDeathPlace(scene(), verdict);
  const { behind, ...shown } = verdict;
  for (const check of behind) {
    const found = await check.judge(scene());
    if (found.type === "fail") return withDeathPlace(scene(), found);
  }
  return shown;
}

/**
 * A failed reachability check with what became of the packet: one more is sent, and the counters of
 * rules before and after it, the neighbour tables, the routes as the kernel looks them up and the
 * settings on its way tell where it died. Other verdicts, and packets of which that cannot be told,
 * come back as they are. Nothing in the lab changes by it.
 */
export async function withDeathPlace(scene: Scene, verdict: Verdict): Promise<Verdict> {
  if (verdict.type !== "fail" || verdict.lost === undefined || verdict.lost === null) return verdict;
  const found = await wayOf(scene, verdict.lost);
  const death = found?.way.death ?? null;
  if (found === null || death === null) return verdict;
  const words = deathWords(await scene.snapshot(), found.terrain, found.way, death);
  return { ...verdict, ...words, ...misdirected(found.terrain, death, verdict.lost) };
}

/** A packet that nobody takes where its address leads was sent to the wrong one, says whoever knows the right one. */
function misdirected({ world }: Terrain, death: Death, lost: LostPacket): LostPacket["wrongAddress"] {
  const { leg, sentBy, network, reason } = death;
  if (leg === "answer" || sentBy !== null) return undefined;
  const isUnheard =
    reason.type === "not-listening" ||
    (reason.type === "nobody" && reason.address === lost.destination) ||
    (world.has(network.inode) && reason.type !== "dropped");
  return isUnheard ? lost.wrongAddress : undefined;
}

/** What a snapshot says of a packet that is yet to be sent. */
export interface Foreseen {
  /** Where it will die, with what cures that; null where it shows no reason. */
  readonly death: DeathWords | null;
  /** What to say where it does die all the same. */
  readonly otherwise: Advice;
}

/** What a snapshot alone says of a packet: it does not hold the kernel's settings, nor who listens on which port. */
export async function likelyDeath(scene: Scene, packet: LostPacket): Promise<Foreseen> {
  const snapshot = await scene.snapshot();
  const terrain = terrainOf(snapshot, WORLD.hostDevice);
  const sender = terrain === null ? null : await likelySender(scene, packet, terrain);
  if (terrain === null || sender === null) return { death: null, otherwise: BEYOND };
  const { destination, protocol, port } = packet;
  const way = await follow(terrain, { sender, destination, protocol, port }, BY_SNAPSHOT);
  return {
    death: way.death === null ? null : deathWords(snapshot, terrain, way, way.death),
    otherwise: way.unjudged === null ? BEYOND : unjudgedAdvice(terrain, typistOf(snapshot, terrain), way.unjudged),
  };
}

async function likelySender(scene: Scene, packet: LostPacket, { networks }: Terrain): Promise<Flow["sender"] | null> {
  const { from } = packet;
  if (typeof from === "object" && "world" in from)
    return from.world === "internet" || packet.destination !== WORLD.host ? null : { beyond: WORLD[from.world] };
  return (await senderOf(scene, packet, networks)) ?? null;
}

/** The way of a packet like the lost one, or null where it cannot be sent. */
export async function wayOf(scene: Scene, lost: LostPacket): Promise<{ readonly way: Way; readonly terrain: Terrain } | null> {
  const snapshot = await scene.snapshot();
  const place = await probePlace(scene, lost.from, NOTHING);
  if (isNoPlace(place)) return null;
  const { networks: held, world } = await terrainNetworks(scene.lab, snapshot.host);
  const before = await readTerrain(scene.lab, held);
  const wait = Math.round(PATIENCE_MS * scene.lab.pace);
  await runInLab(scene.lab, place, packetCommand(lost, wait), { timeout: 2 * wait });
  const networks = await readTerrain(scene.lab, held);
  const holders = new Map(held.map(({ inode, holder }) => [inode, holder]));
  const forget = networks.filter(hasUnanswered).map(async ({ inode }) => {
    const holder = holders.get(inode);
    return holder === undefined ? null : runInLab(scene.lab, networkPlace(holder), FORGET);
  });
  const host = networks.find(({ inode }) => inode === hostNetwork(snapshot)?.inode);
  const sender = await senderOf(scene, lost, networks);
  if (host === undefined || sender === undefined) return null;
  const terrain: Terrain = { host, networks, world, hostDevice: WORLD.hostDevice, counters: countersBetween(before, networks) };
  const kernel = kernelOf(scene.lab, holders);
  const flow: Flow = { sender, destination: lost.destination, protocol: lost.protocol, port: lost.port };
  const way = await follow(terrain, flow, kernel);
  await Promise.all(forget);
  return { way, terrain };
}

/** An ARP question is open in there, or was not answered. */
function hasUnanswered({ neighbours }: Network): boolean {
  return neighbours.some(({ state }) => /INCOMPLETE|FAILED/.test(state));
}

/** A question that nobody answered would make the learner's own packets wait (arp(7)). */
const FORGET = ["ip", "neigh", "flush", "nud", "incomplete", "nud", "failed"];

async function senderOf(scene: Scene, { from }: LostPacket, networks: readonly Network[]): Promise<Network | undefined> {
  if (typeof from === "object" && "world" in from) return networks.find(({ names }) => names.includes(from.world));
  const network = await networkAt(scene, from, NOTHING);
  return isMissing(network) ? undefined : networks.find(({ inode }) => inode === network.inode);
}

/** @param wait milliseconds */
function packetCommand({ protocol, destination, port }: LostPacket, wait: number): readonly string[] {
  const seconds = String(wait / 1000);
  switch (protocol) {
    case "icmp":
      return ["ping", "-n", "-q", "-c", "1", "-W", seconds, destination];
    case "tcp":
      return ["curl", "-q", "-s", "-m", seconds, `http://${destination}:${port}/`];
    case "udp":
      return [
        "bash",
        "-c",
        'exec 3<>"/dev/udp/$1/$2"; printf "\\0\\1\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0\\0\\0\\1\\0\\1" >&3; read -r -t "$3" -n 1 -u 3',
        "bash",
        destination,
        String(port),
        seconds,
      ];
  }
}
