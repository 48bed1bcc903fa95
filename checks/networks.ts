import { listed, type Message, say, verbatim } from "../src/say/message.ts";
import type { Place, WorldMachine } from "../src/lab/enter.ts";
import { hostNetwork, networkNamed, networkOf } from "../src/kernel/queries.ts";
import type { Network, Snapshot } from "../src/kernel/snapshot.ts";
import { type Advice, type Check, couldNotLook, type NotPassed, type Scene, type Verdict, verdict } from "./check.ts";
import { isVerdict, processAt } from "./places.ts";
import type { NamedNetwork, NetworkPlace, OnWorld, ProbePlace, Where } from "./network-places.ts";
import { notAllRead } from "./unread.ts";

/** A network namespace by the name that `ip netns add` gave it, whoever is in it. */
export function netns(name: string): NamedNetwork {
  return { named: name };
}

export const NEIGHBOR: OnWorld = { world: "neighbor" };
export const ROUTER: OnWorld = { world: "router" };
export const INTERNET: OnWorld = { world: "internet" };

/** The place in a sentence: `the host`, `ns1`, `the terminal container`, `the neighbor`. */
export function placeName(place: ProbePlace): Message {
  if (place === "host") return say`the host`;
  if (typeof place === "string") return say`the terminal ${{ terminal: place }}`;
  if ("named" in place) return verbatim(place.named);
  return WORLD_SAID[place.world];
}

const WORLD_SAID: Readonly<Record<WorldMachine, Message>> = {
  neighbor: say`the neighbor`,
  router: say`the router`,
  internet: say`the internet`,
};

/** The place in a check's id: `host`, `ns1`, `container`, `neighbor`. */
export function placeId(place: ProbePlace): string {
  if (typeof place === "string") return place;
  return "named" in place ? place.named : place.world;
}

/** The place after what is there: `on the host`, `in ns1`, `in the terminal container`. */
export function inPlace(place: ProbePlace): Message {
  return place === "host" ? say`on the host` : say`in ${{ place: placeName(place) }}`;
}

/** A network namespace in a sentence: `the host`, `ns1`, or its number where it has no name. */
export function nameOfNetwork(snapshot: Snapshot, network: Network): Message {
  return network === hostNetwork(snapshot) ? say`the host` : verbatim(network.names[0] ?? String(network.inode));
}

/** What is there, in a sentence: `on the host`, `in ns1`. */
export function inNetwork(snapshot: Snapshot, network: Network): Message {
  return network === hostNetwork(snapshot) ? say`on the host` : say`in ${{ place: nameOfNetwork(snapshot, network) }}`;
}

/** Commands with which a person sees something there, and where they are typed. */
export function lookIn(place: ProbePlace, ...commands: readonly string[]): Message {
  const { terminal, lines } = typedIn(place, commands);
  if (typeof place === "object" && "world" in place && place.world !== "neighbor")
    return say`on ${{ place: placeName(place) }}, which has no terminal here: ${{ lines }}`;
  return terminal === "host" ? say`on the host: ${{ lines }}` : say`in the terminal ${{ terminal }}: ${{ lines }}`;
}

/** The same for commands that change something: a whole sentence. */
export function typeIn(place: ProbePlace, ...commands: readonly string[]): Message {
  const { terminal, lines } = typedIn(place, commands);
  return say`Type in the terminal ${{ terminal }}: ${{ lines }}`;
}

/** The same about a terminal or the host, which is no terminal's name here: `Type on the host: ip link`. */
export function typeThere(where: Where, ...commands: readonly string[]): Message {
  return where === "host" ? say`Type on the host: ${{ lines: commands.join("; ") }}` : typeIn(where, ...commands);
}

/** What is typed, and in which terminal: a named namespace is reached from the host. */
function typedIn(place: ProbePlace, commands: readonly string[]): { readonly terminal: string; readonly lines: string } {
  if (typeof place === "string") return { terminal: place, lines: commands.join("; ") };
  if ("world" in place) return { terminal: place.world, lines: commands.join("; ") };
  return { terminal: "host", lines: commands.map((command) => `ip netns exec ${place.named} ${command}`).join("; ") };
}

/** The network namespace a check means, or the verdict that says why there is none, or why its links could not be read. */
export async function readableNetworkAt(scene: Scene, place: NetworkPlace, expected: Message): Promise<Network | Verdict> {
  const network = await networkAt(scene, place, expected);
  return isMissing(network) || network.linksReadable ? network : unreadable(place, expected, network);
}

/** The network namespace a check means, whether it could be looked into or not, or the verdict that says why there is none. */
export async function networkAt(scene: Scene, place: NetworkPlace, expected: Message): Promise<Network | Verdict> {
  const snapshot = await scene.snapshot();
  if (typeof place === "object") return networkNamed(snapshot, place.named) ?? notNamed(snapshot, place.named, expected);
  const process = await processAt(scene, place, expected);
  if (isVerdict(process)) return process;
  return networkOf(snapshot, process) ?? gone(place, expected);
}

/** A verdict, not a network: `networkAt` could not find one. */
export function isMissing(found: Network | Verdict): found is Verdict {
  return "expected" in found;
}

/** Where a probe's command is to run, or the verdict that says why it cannot. */
export async function probePlace(scene: Scene, place: ProbePlace, expected: Message): Promise<Place | Verdict> {
  if (typeof place === "object" && "world" in place) return { world: place.world };
  const network = await networkAt(scene, place, expected);
  if (isMissing(network)) return network;
  const { inode } = network;
  if (typeof place === "object") {
    const { host } = await scene.snapshot();
    return { network: { process: host, file: `/run/netns/${place.named}`, inode } };
  }
  const process = await processAt(scene, place, expected);
  return isVerdict(process) ? process : { process };
}

/** A verdict, not a place: `probePlace` could not find one. */
export function isNoPlace(found: Place | Verdict): found is Verdict {
  return "expected" in found;
}

/** What a comparison found; `passed` decides which half of it is told. */
export interface Finding extends Pick<NotPassed, "observed" | "look" | "cause" | "next"> {
  readonly passed: boolean;
}

interface NetworkExpectation {
  readonly id: string;
  readonly place: NetworkPlace;
  /** The sentence that names the check and says what is expected. */
  readonly expected: Message;
  /** Milliseconds the kernel may take. */
  readonly within?: number;
  readonly find: (network: Network, snapshot: Snapshot) => Finding;
}

/** A check that reads one network namespace from the snapshot. */
export function networkCheck({ id, place, expected, within = 0, find }: NetworkExpectation): Check {
  return {
    id,
    name: expected,
    kind: "state",
    within,
    judge: async (scene) => {
      const network = await readableNetworkAt(scene, place, expected);
      if (isMissing(network)) return network;
      const { passed, ...facts } = find(network, await scene.snapshot());
      return verdict(passed, { expected, ...facts });
    },
  };
}

/** The tools that read a network namespace did not answer. */
export function unreadable(place: NetworkPlace, expected: Message, network: Network): Verdict {
  return couldNotLook({
    expected,
    observed:
      network.complaint === null
        ? say`the network namespace of ${{ place: placeName(place) }} could not be read: no reason was given`
        : say`the network namespace of ${{ place: placeName(place) }} could not be read: ${{ complaint: network.complaint }}`,
    look: lookIn(place, "ip addr", "iptables-save"),
    ...(network.tooMuch
      ? {
          cause: say`There is far more in it than the course needs, so not all of it is looked at.`,
          next: say`Remove what is not needed, or restart the lesson for a fresh lab.`,
        }
      : {
          cause: say`ip or iptables is missing on this machine, or the kernel refuses it inside a user namespace.`,
          next: say`See what this machine lacks: nslab doctor`,
        }),
  });
}

function notNamed(snapshot: Snapshot, name: string, expected: Message): Verdict {
  const look = lookIn("host", "ip netns");
  const hostMounts = { part: "mounts", namespace: snapshot.host.namespaces.mnt } as const;
  const unread = notAllRead(snapshot, [{ part: "networks" }, hostMounts], { expected, look });
  if (unread !== null) return unread;
  const names = [...snapshot.networks.values()].flatMap((network) => network.names).toSorted();
  return verdict(false, {
    expected,
    observed:
      names.length === 0
        ? say`there is no named network namespace`
        : say`the named network namespaces are ${{ names: listed(names) }}`,
    look,
    ...explainUnnamed(names, name),
  });
}

function explainUnnamed(names: readonly string[], name: string): Advice {
  const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const alike = names.find((each) => letters(each) === letters(name));
  const add = `ip netns add ${name}`;
  if (alike !== undefined)
    return {
      cause: say`There is a network namespace ${{ alike }}; the steps of this lesson say ${{ name }}, and a name counts letter by letter.`,
      next: typeIn("host", `ip netns del ${alike}`, add),
    };
  return {
    cause: say`No network namespace has the name ${{ name }}: it was not made, was made under another name or without one (unshare -n), or was deleted.`,
    next: typeIn("host", add),
  };
}

function gone(where: Where, expected: Message): Verdict {
  return couldNotLook({
    expected,
    observed: say`the process in front in ${{ place: placeName(where) }} has just ended`,
    look: lookIn(where, "echo $$"),
    cause: say`A command was ending while the check looked.`,
    next: say`Check again.`,
  });
}
