import { listed, type Message, say, type Value, verbatim } from "../src/say/message.ts";
import { fileAt, namesIn } from "../src/kernel/process-files.ts";
import { nftTableName } from "../src/kernel/nft-chains.ts";
import { hostNetwork } from "../src/kernel/queries.ts";
import { deletion } from "../src/kernel/rule-words.ts";
import type { Process, Snapshot } from "../src/kernel/snapshot.ts";
import { printableName } from "../src/lab/printable.ts";
import { allOf } from "./all-of.ts";
import { type Check, checkId, type Verdict, verdict } from "./check.ts";
import { cgroupDirectory } from "./cgroup-files.ts";
import { nameOfCgroup, hostPid, madeCgroups, nameOfProcess } from "./cgroups.ts";
import { sharedKinds, KINDS } from "./container.ts";
import { lookIn, typeIn, unreadable } from "./networks.ts";
import { type Needed, notAllRead } from "./unread.ts";
import { WORLD } from "./world.ts";

/** Every process of the lab is in the host's own namespaces: no container runs. */
export function noContainers(): Check {
  return leftover({
    id: checkId("no-containers"),
    expected: say`no process runs in namespaces of its own`,
    commands: ["ps -ef", "lsns"],
    needed: () => [{ part: "processes" }],
    find: ({ processes, host }) => {
      const left = processes.filter((process) => process.state !== "Z" && sharedKinds(process, host).length < KINDS.length);
      // A server that joined only some of the namespaces does not end with the container's PID 1.
      const others = left.filter(({ name }) => name !== "bash" && name !== "unshare");
      return {
        left: left.map(nameOfProcess),
        next:
          others.length < left.length
            ? say`Leave each of the container's shells with exit, in its terminal, until the prompt is the host's.`
            : onHost(`kill ${others.map(hostPid).join(" ")}`),
      };
    },
  });
}

/** No named network namespace, and no link on the host but its own two. */
export function noNetworks(): Check {
  return leftover({
    id: checkId("no-networks"),
    expected: say`there is no network namespace but the host's, and no bridge or veth pair`,
    commands: ["ip netns", "ip link"],
    needed: ({ host }) => [{ part: "networks" }, { part: "processes" }, { part: "mounts", namespace: host.namespaces.mnt }],
    isRead: (snapshot) => hostNetwork(snapshot)?.linksReadable === true,
    find: (snapshot) => {
      const own = hostNetwork(snapshot);
      const others = [...snapshot.networks.values()]
        .filter((network) => network !== own)
        .map((network) => network.names[0] ?? say`network namespace ${{ inode: network.inode }}`);
      const links = (own?.links ?? []).map((link) => link.name).filter((name) => name !== "lo" && name !== WORLD.hostDevice);
      return { left: [...others, ...links], next: say`On the host: ip netns del NAME, and ip link del NAME for a link.` };
    },
  });
}

/** No rule on the host, by whatever program it was made, and it forwards nothing. */
export function noRules(): Check {
  return leftover({
    id: checkId("no-rules"),
    expected: say`the host has no rules of iptables or nft and forwards nothing`,
    commands: ["iptables-save", "cat /proc/sys/net/ipv4/ip_forward"],
    shownBesides: (snapshot) => ((hostNetwork(snapshot)?.nftTables.length ?? 0) > 0 ? "nft list ruleset" : null),
    isRead: (snapshot) => hostNetwork(snapshot)?.linksReadable === true && hostNetwork(snapshot)?.rulesReadable === true,
    find: (snapshot) => {
      const { rules = [], nftTables = [], forwarding = false } = hostNetwork(snapshot) ?? {};
      const left = [
        ...rules.map((rule) => ({ what: `-t ${rule.table} -A ${rule.chain} ${rule.rule}`, undo: deletion(rule) })),
        ...nftTables.map((table) => ({
          what: say`nft's table ${{ table: nftTableName(table) }}`,
          undo: `nft delete table ${nftTableName(table)}`,
        })),
        ...(forwarding ? [{ what: say`ip_forward is ${{ value: 1 }}`, undo: "echo 0 > /proc/sys/net/ipv4/ip_forward" }] : []),
      ];
      const undoing = typeIn("host", ...left.slice(0, MOST_COMMANDS).map(({ undo }) => undo));
      return {
        left: left.map(({ what }) => what),
        next: left.length > MOST_COMMANDS ? say`${{ next: undoing }} … and so on` : undoing,
      };
    },
  });
}

/** Rules more than that are not a handful that one has made by hand. */
const MOST_COMMANDS = 6;

/** No cgroup but the lab's own. */
export function noCgroups(): Check {
  return leftover({
    id: checkId("no-cgroups"),
    expected: say`there is no cgroup but the lab's own`,
    commands: ["ls -d /sys/fs/cgroup/*/ /sys/fs/cgroup/*/*/"],
    needed: () => [{ part: "cgroups" }],
    find: (snapshot) => ({
      left: madeCgroups(snapshot).map(nameOfCgroup),
      next: say`On the host: ${{ v1: `rmdir ${cgroupDirectory("v1", "cpu", "/NAME")}` }}, for each hierarchy where it is; with cgroup v2: ${{ v2: `rmdir ${cgroupDirectory("v2", "cpu", "/NAME")}` }}`,
    }),
  });
}

/** A directory of the host is empty or gone. */
export function emptyDirectory(directory: string): Check {
  return leftover({
    id: checkId("empty-directory", directory),
    expected: say`the directory ${{ directory }} is empty`,
    commands: [`ls -A ${directory}`],
    find: ({ host }) => contentOf(host, directory),
  });
}

function contentOf(host: Process, directory: string): Leftover {
  const found = fileAt(host, directory);
  if (found === null) return { left: [], next: verbatim("") };
  if (found.kind !== "directory")
    return {
      left: [say`${{ directory }} itself, which is no directory: ${{ what: found.what }}`],
      next: onHost(`rm ${directory}`),
    };
  const listing = namesIn(host, directory);
  if (listing === null) return { left: [say`what is mounted there, and cannot be listed`], next: onHost(`umount ${directory}`) };
  const more = listing.isWhole ? [] : [say`and more`];
  return { left: [...listing.names.map(printableName), ...more], next: onHost(`rm -r ${directory}/*`) };
}

/** The lab's host is as it was before the first container. */
export function nothingLeft(directory: string): Check {
  return allOf(
    checkId("nothing-left", directory),
    say`nothing is left of the containers: no process, network, rule, cgroup or file`,
    [noContainers(), noNetworks(), noRules(), noCgroups(), emptyDirectory(directory)],
  );
}

interface Leftover {
  readonly left: readonly Value[];
  readonly next: Message;
}

function onHost(lines: string): Message {
  return say`On the host: ${{ lines }}`;
}

interface LeftoverWanted {
  readonly id: string;
  readonly expected: Message;
  /** Show the same. */
  readonly commands: readonly string[];
  /** Another command, for what those do not show; null where there is no such. */
  readonly shownBesides?: (snapshot: Snapshot) => string | null;
  /** Without what of the snapshot it cannot be said that nothing is left. */
  readonly needed?: (snapshot: Snapshot) => readonly Needed[];
  /** The same for the host's network namespace. */
  readonly isRead?: (snapshot: Snapshot) => boolean;
  readonly find: (snapshot: Snapshot) => Leftover;
}

function leftover({
  id,
  expected,
  commands,
  shownBesides = () => null,
  needed = () => [],
  isRead = () => true,
  find,
}: LeftoverWanted): Check {
  return {
    id,
    name: expected,
    kind: "state",
    within: 2000, // the kernel takes a network namespace apart some time after its last user is gone
    judge: async (scene) => {
      const snapshot = await scene.snapshot();
      const { left, next } = find(snapshot);
      const besides = shownBesides(snapshot);
      const look = lookIn("host", ...(besides === null ? [] : [besides]), ...commands);
      return (
        (left.length === 0 ? notKnown(snapshot, { expected, look }) : null) ??
        verdict(left.length === 0, {
          expected,
          observed: left.length === 0 ? say`nothing is left` : say`still there: ${{ left: listed(left, ";") }}`,
          look,
          cause: say`Not everything has been taken down yet.`,
          next,
        })
      );
    },
  };

  /** Why nothing found does not mean that nothing is left, or null. */
  function notKnown(snapshot: Snapshot, facts: { readonly expected: Message; readonly look: Message }): Verdict | null {
    const network = hostNetwork(snapshot);
    if (!isRead(snapshot) && network !== undefined) return unreadable("host", expected, network);
    return notAllRead(snapshot, needed(snapshot), facts);
  }
}
