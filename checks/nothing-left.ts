import type { Said } from "../src/say/message.ts";
import { inEnglish } from "../src/say/words.ts";
import { fileAt, namesIn } from "../src/kernel/process-files.ts";
import { nftTableName } from "../src/kernel/nft-chains.ts";
import { hostNetwork } from "../src/kernel/queries.ts";
import { deletion } from "../src/kernel/rule-words.ts";
import type { Process, Snapshot } from "../src/kernel/snapshot.ts";
import { printableName } from "../src/lab/printable.ts";
import { allOf } from "./all-of.ts";
import { type Check, type Verdict, verdict } from "./check.ts";
import { cgroupDirectory } from "./cgroup-files.ts";
import { hostPid, nameOf } from "./cgroups.ts";
import { sharedKinds, KINDS } from "./container.ts";
import { typeIn, unreadable } from "./networks.ts";
import { type Needed, notAllRead } from "./unread.ts";
import { WORLD } from "./world.ts";

/** Every process of the lab is in the host's own namespaces: no container runs. */
export function noContainers(): Check {
  return leftover({
    expected: "no process runs in namespaces of its own",
    command: "ps -ef; lsns",
    needed: () => [{ part: "processes" }],
    find: ({ processes, host }) => {
      const left = processes.filter((process) => process.state !== "Z" && sharedKinds(process, host).length < KINDS.length);
      // A server that joined only some of the namespaces does not end with the container's PID 1.
      const others = left.filter(({ name }) => name !== "bash" && name !== "unshare");
      const shells = "Leave each of the container's shells with exit, in its terminal, until the prompt is the host's.";
      return {
        left: left.map(nameOf),
        next: others.length < left.length ? shells : `On the host: kill ${others.map(hostPid).join(" ")}`,
      };
    },
  });
}

/** No named network namespace, and no link on the host but its own two. */
export function noNetworks(): Check {
  return leftover({
    expected: "there is no network namespace but the host's, and no bridge or veth pair",
    command: "ip netns; ip link",
    needed: ({ host }) => [{ part: "networks" }, { part: "processes" }, { part: "mounts", namespace: host.namespaces.mnt }],
    isRead: (snapshot) => hostNetwork(snapshot)?.linksReadable === true,
    find: (snapshot) => {
      const own = hostNetwork(snapshot);
      const others = [...snapshot.networks.values()]
        .filter((network) => network !== own)
        .map((network) => network.names[0] ?? `network namespace ${network.inode}`);
      const links = (own?.links ?? []).map((link) => link.name).filter((name) => name !== "lo" && name !== WORLD.hostDevice);
      return { left: [...others, ...links], next: "On the host: ip netns del NAME, and ip link del NAME for a link." };
    },
  });
}

/** No rule on the host, by whatever program it was made, and it forwards nothing. */
export function noRules(): Check {
  return leftover({
    expected: "the host has no rules of iptables or nft and forwards nothing",
    command: "iptables-save; cat /proc/sys/net/ipv4/ip_forward",
    shownBesides: (snapshot) => ((hostNetwork(snapshot)?.nftTables.length ?? 0) > 0 ? "nft list ruleset" : null),
    isRead: (snapshot) => hostNetwork(snapshot)?.linksReadable === true && hostNetwork(snapshot)?.rulesReadable === true,
    find: (snapshot) => {
      const { rules = [], nftTables = [], forwarding = false } = hostNetwork(snapshot) ?? {};
      const left = [
        ...rules.map((rule) => [`-t ${rule.table} -A ${rule.chain} ${rule.rule}`, deletion(rule)]),
        ...nftTables.map((table) => [`nft's table ${nftTableName(table)}`, `nft delete table ${nftTableName(table)}`]),
        ...(forwarding ? [["ip_forward is 1", "echo 0 > /proc/sys/net/ipv4/ip_forward"]] : []),
      ];
      const commands = left.map(([, command]) => command);
      const shown = commands.slice(0, MOST_COMMANDS);
      return {
        left: left.map(([what = ""]) => what),
        next: `${typeIn("host", shown.join("; "))}${shown.length < commands.length ? " … and so on" : ""}`,
      };
    },
  });
}

/** Rules more than that are not a handful that one has made by hand. */
const MOST_COMMANDS = 6;

/** No cgroup but the lab's own. */
export function noCgroups(): Check {
  return leftover({
    expected: "there is no cgroup but the lab's own",
    command: "ls -d /sys/fs/cgroup/*/ /sys/fs/cgroup/*/*/",
    needed: () => [{ part: "cgroups" }],
    find: ({ cgroups }) => {
      const left = cgroups
        .filter((cgroup) => cgroup.path !== "/" && cgroup.path !== "/init")
        .map((cgroup) => `${cgroup.path} (${cgroup.controllers.join(", ") || "no controllers"})`);
      return {
        left,
        next: `On the host: rmdir ${cgroupDirectory("v1", "cpu", "/NAME")}, for each hierarchy where it is; with cgroup v2: rmdir /sys/fs/cgroup/NAME`,
      };
    },
  });
}

/** A directory of the host is empty or gone. */
export function emptyDirectory(directory: string): Check {
  return leftover({
    expected: `the directory ${directory} is empty`,
    command: `ls -A ${directory}`,
    find: ({ host }) => contentOf(host, directory),
  });
}

function contentOf(host: Process, directory: string): Leftover {
  const found = fileAt(host, directory);
  if (found === null) return { left: [], next: "" };
  if (found.kind !== "directory")
    return {
      left: [`${directory} itself, which is no directory: ${inEnglish(found.what)}`],
      next: `On the host: rm ${directory}`,
    };
  const listing = namesIn(host, directory);
  if (listing === null)
    return { left: ["what is mounted there, and cannot be listed"], next: `On the host: umount ${directory}` };
  const more = listing.isWhole ? [] : ["and more"];
  return { left: [...listing.names.map(printableName), ...more], next: `On the host: rm -r ${directory}/*` };
}

/** The lab's host is as it was before the first container. */
export function nothingLeft(directory: string): Check {
  return allOf("nothing is left of the containers: no process, network, rule, cgroup or file", [
    noContainers(),
    noNetworks(),
    noRules(),
    noCgroups(),
    emptyDirectory(directory),
  ]);
}

interface Leftover {
  readonly left: readonly string[];
  readonly next: Said;
}

interface LeftoverWanted {
  readonly expected: Said;
  /** Shows the same. */
  readonly command: string;
  /** Another command, for what that one does not show; null where there is no such. */
  readonly shownBesides?: (snapshot: Snapshot) => string | null;
  /** Without what of the snapshot it cannot be said that nothing is left. */
  readonly needed?: (snapshot: Snapshot) => readonly Needed[];
  /** The same for the host's network namespace. */
  readonly isRead?: (snapshot: Snapshot) => boolean;
  readonly find: (snapshot: Snapshot) => Leftover;
}

function leftover({
  expected,
  command,
  shownBesides = () => null,
  needed = () => [],
  isRead = () => true,
  find,
}: LeftoverWanted): Check {
  return {
    name: expected,
    kind: "state",
    within: 2000, // the kernel takes a network namespace apart some time after its last user is gone
    judge: async (scene) => {
      const snapshot = await scene.snapshot();
      const { left, next } = find(snapshot);
      const besides = shownBesides(snapshot);
      const look = `on the host: ${besides === null ? "" : `${besides}; `}${command}`;
      return (
        (left.length === 0 ? notKnown(snapshot, { expected, look }) : null) ??
        verdict(left.length === 0, {
          expected,
          observed: left.length === 0 ? "nothing is left" : `still there: ${left.join("; ")}`,
          look,
          cause: "Not everything has been taken down yet.",
          next,
        })
      );
    },
  };

  /** Why nothing found does not mean that nothing is left, or null. */
  function notKnown(snapshot: Snapshot, facts: { readonly expected: Said; readonly look: Said }): Verdict | null {
    const network = hostNetwork(snapshot);
    if (!isRead(snapshot) && network !== undefined) return unreadable("host", expected, network);
    return notAllRead(snapshot, needed(snapshot), facts);
  }
}
