import { listed, type Message, say } from "../src/say/message.ts";
import { hostNetwork, networkNamed } from "../src/kernel/queries.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import { type Check, checkId } from "./check.ts";
import { shownFact } from "./shown-fact.ts";

/** The inodes of two network namespaces were seen: the one that `ip netns` named, and the host's. */
export function showsNamespaces(terminal: TerminalName, name: string): Check {
  return shownFact({
    id: checkId("shows-network-namespaces", name, terminal),
    terminal,
    fact: say`the numbers of two network namespaces, that of ${{ name }} and that of the host`,
    cause: say`Only one of the two was shown, or ls was used without -i.`,
    next: say`Type in the terminal ${{ terminal }}: ${{ lines: "ls -i /var/run/netns; readlink /proc/self/ns/net" }}`,
    agrees: async (output, scene) => {
      const snapshot = await scene.snapshot();
      const [named, host] = [networkNamed(snapshot, name)?.inode ?? 0, hostNetwork(snapshot)?.inode ?? 0];
      const numbers = output.match(/\d+/g)?.map(Number) ?? [];
      return {
        passed: named !== 0 && named !== host && numbers.includes(named) && numbers.includes(host),
        observed: say`${{ name }} is the namespace ${{ named }}, the host has ${{ host }}`,
      };
    },
  });
}

/** A list of links was seen that holds nothing but a loopback device that is down, whatever other lists were seen too. */
export function showsOnlyLoopback(terminal: TerminalName): Check {
  return shownFact({
    id: checkId("shows-only-loopback", terminal),
    terminal,
    fact: say`a list of links with lo alone, and lo down`,
    cause: say`That list was made in another network namespace.`,
    next: say`Type the command of this step in the terminal ${{ terminal }}.`,
    agrees: (output) => {
      const lists = linkLists(shownLinks(output));
      const wanted = lists.find((links) => links.every((link) => link.name === "lo" && !link.up));
      const links = wanted ?? lists.at(-1);
      return {
        passed: wanted !== undefined,
        observed:
          links === undefined ? say`no list of links was shown` : say`the links shown: ${{ links: listed(links.map(upOrDown)) }}`,
      };
    },
  });
}

function upOrDown({ name, up }: ShownLink): Message {
  return up ? say`${{ link: name }} (up)` : say`${{ link: name }} (down)`;
}

interface ShownLink {
  readonly name: string;
  readonly up: boolean;
}

/** A list names each link once, so where a name comes again another list begins. */
export function linkLists(links: readonly ShownLink[]): readonly (readonly ShownLink[])[] {
  const lists: ShownLink[][] = [];
  const names = new Set<string>();
  for (const link of links) {
    if (names.has(link.name)) names.clear();
    if (names.size === 0) lists.push([]);
    names.add(link.name);
    lists.at(-1)?.push(link);
  }
  return lists;
}

/** `3: veth1@if4: <…,UP>` of ip, `lo: flags=73<UP,…>` of ifconfig, `lo UNKNOWN 127.0.0.1/8` of `ip -br`. */
const LINK = /^(?:\d+: )?([^\s:@]+)(?:@\S+)?(?:: (?:flags=\d+)?<([^>\n]*)>|\s+(UP|DOWN|UNKNOWN|LOWERLAYERDOWN)\s)/gm;

/** Links as `ip addr`, `ip link` or `ifconfig` list them. */
export function shownLinks(output: string): readonly ShownLink[] {
  return [...output.matchAll(LINK)].map(([, name = "", flags, state = ""]) => ({
    name,
    up: flags === undefined ? state !== "DOWN" : flags.split(",").includes("UP"),
  }));
}
