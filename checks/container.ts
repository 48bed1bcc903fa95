import { listed, type Message, say, verbatim } from "../src/say/message.ts";
import { pidNamespaceOfProc } from "../src/kernel/process-files.ts";
import { hostNetwork, peerOf } from "../src/kernel/queries.ts";
import { hasOwnRoot } from "../src/kernel/roots.ts";
import type { Link, Network, Process, Snapshot } from "../src/kernel/snapshot.ts";
import { type Check, checkId, verdict } from "./check.ts";
import { hostPid, nameOfProcess } from "./cgroups.ts";
import { resolves } from "./dns.ts";
import { isMissing, lookIn, placeName, readableNetworkAt } from "./networks.ts";
import { pings } from "./ping.ts";
import { isVerdict, processAt } from "./places.ts";
import type { Where } from "./network-places.ts";
import { nameOfRoot } from "./roots.ts";
import { WORLD } from "./world.ts";

/** The kinds of namespaces that the course's container has of its own, and nsenter's flag for each. */
export const CONTAINER_KINDS = { mnt: "-m", uts: "-u", ipc: "-i", net: "-n", pid: "-p" } as const;

export type ContainerKind = keyof typeof CONTAINER_KINDS;

/** The kinds as a list, in the order of nsenter's flags in the course. */
export const KINDS: readonly ContainerKind[] = ["mnt", "uts", "ipc", "net", "pid"];

/** Those of the five namespaces that two processes share. */
export function sharedKinds(one: Process, other: Process): readonly ContainerKind[] {
  return KINDS.filter((kind) => one.namespaces[kind] === other.namespaces[kind]);
}

/** A container as a whole, in front in that terminal; each check fails as long as it is no container at all. */
export function wholeContainer(where: Where, address: string): readonly Check[] {
  const own = isolated(where);
  const place = placeName(where);
  const and = (name: Message, check: Check): Check => ({
    ...check,
    name,
    judge: async (scene) => {
      const isolation = await own.judge(scene);
      return isolation.type === "pass" ? check.judge(scene) : isolation;
    },
  });
  return [
    own,
    and(say`the container in ${{ place }} has a root directory and a /proc of its own`, ownFiles(where)),
    and(say`the container in ${{ place }} is plugged into docker0 with the address ${{ address }}`, onBridge(where, address)),
    and(say`the container in ${{ place }} can ping ${{ address: WORLD.web }} on the internet`, pings(where, WORLD.web)),
    and(say`the container in ${{ place }} knows a name server that answers`, resolves(where, "example.com", WORLD.web)),
  ];
}

/** The shell in front in a terminal has five namespaces of its own. */
export function isolated(where: Where): Check {
  const expected = say`the shell in ${{ place: placeName(where) }} has mount, UTS, IPC, network and PID namespaces of its own`;
  return {
    id: checkId("isolated", where),
    name: expected,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const process = await processAt(scene, where, expected);
      if (isVerdict(process)) return process;
      const shared = sharedKinds(process, (await scene.snapshot()).host);
      return verdict(shared.length === 0, {
        expected,
        observed:
          shared.length === 0
            ? say`${{ process: nameOfProcess(process) }} shares none of the five with the host`
            : say`${{ process: nameOfProcess(process) }} shares with the host: ${{ shared: listed(shared) }}`,
        look: lookIn("host", `ls -l /proc/1/ns /proc/${hostPid(process)}/ns`),
        cause: shared.includes("net")
          ? say`The shell was not started by ip netns exec, or it has been left with exit.`
          : say`unshare was not run, or without some of its flags, or its shell has been left with exit.`,
        next: shared.includes("net")
          ? say`In the terminal ${{ terminal: where }}: ip netns exec NAME bash, and in it: ${{ lines: UNSHARE }}`
          : say`In the terminal ${{ terminal: where }}: ${{ lines: UNSHARE }}`,
      });
    },
  };
}

const UNSHARE = "unshare -fpmui --mount-proc bash";

/** The containers in front in two terminals share no namespace. */
export function containersApart(one: Where, other: Where): Check {
  const expected = say`the containers in ${{ place: placeName(one) }} and ${{ other: placeName(other) }} share none of the five namespaces`;
  return {
    id: checkId("containers-apart", one, other),
    name: expected,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const [first, second] = [await processAt(scene, one, expected), await processAt(scene, other, expected)];
      if (isVerdict(first)) return first;
      if (isVerdict(second)) return second;
      const shared = sharedKinds(first, second);
      return verdict(shared.length === 0, {
        expected,
        observed:
          shared.length === 0
            ? say`${{ process: nameOfProcess(first) }} and ${{ other: nameOfProcess(second) }} share none`
            : say`${{ process: nameOfProcess(first) }} and ${{ other: nameOfProcess(second) }} share: ${{ shared: listed(shared) }}`,
        look: lookIn("host", `ls -l /proc/${hostPid(first)}/ns /proc/${hostPid(second)}/ns`),
        cause: say`One of the two was entered from the other, or both were started in one network namespace.`,
        next: say`Leave the shells of the second one (exit) and start it with a network namespace of its own.`,
      });
    },
  };
}

/** The shell in front in a terminal has another root directory than the host, with a /proc for its own PID namespace in it. */
export function ownFiles(where: Where): Check {
  const expected = say`the root directory of the shell in ${{ place: placeName(where) }} is a tree of its own, and /proc in it lists the container's processes`;
  return {
    id: checkId("own-files", where),
    name: expected,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const process = await processAt(scene, where, expected);
      if (isVerdict(process)) return process;
      const shownNamespace = pidNamespaceOfProc(process);
      const snapshot = await scene.snapshot();
      const isOwnRoot = hasOwnRoot(snapshot, process);
      const isOwnProc = shownNamespace === process.namespaces.pid;
      const proc =
        shownNamespace === null
          ? say`no proc file system is mounted on its /proc`
          : isOwnProc
            ? say`its /proc lists its own PID namespace`
            : say`its /proc lists another PID namespace`;
      const lines = "mount --bind /proc proc; chroot . usr/bin/bash";
      return verdict(isOwnRoot && isOwnProc, {
        expected,
        observed: say`the root directory of ${{ process: nameOfProcess(process) }} is ${{ root: nameOfRoot(snapshot, process) }}; ${{ proc }}`,
        look: say`${{ looks: listed([lookIn("host", `ls -ld /proc/${hostPid(process)}/root`), lookIn(where, "ls /proc")], ";") }}`,
        cause: isOwnRoot
          ? say`The container's /proc was not mounted in the tree before chroot.`
          : process.root === "/"
            ? say`chroot was not run, or its shell has been left with exit.`
            : say`chroot was given a directory on which the host's own / is mounted: these are the host's files.`,
        next:
          process.root === "/"
            ? say`In the terminal ${{ terminal: where }}, in /root/docker: ${{ lines }}`
            : say`In the terminal ${{ terminal: where }}, in /root/docker (after exit): ${{ lines }}`,
      });
    },
  };
}

/** The container's link has that address, its other end is a port of docker0, and its default route goes to the bridge. */
export function onBridge(where: Where, address: string): Check {
  const expected = say`${{ place: placeName(where) }} has ${{ address: `${address}/16` }} on a link whose other end is a port of docker0, and a default route via 172.17.0.1`;
  return {
    id: checkId("on-bridge", address, where),
    name: expected,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const network = await readableNetworkAt(scene, where, expected);
      if (isMissing(network)) return network;
      const missing = missingOnBridge(await scene.snapshot(), network, address);
      return verdict(missing === null, {
        expected,
        observed: missing?.observed ?? say`all of it is there`,
        look: say`${{ looks: listed([lookIn(where, "ip addr", "ip route"), lookIn("host", "bridge link")], ";") }}`,
        cause: say`A step of the network's set-up is missing, or was done in the other namespace.`,
        next: missing?.next ?? NOTHING,
      });
    },
  };
}

/** What there is to do where all is done. */
const NOTHING = verbatim("");

interface Missing {
  readonly observed: Message;
  readonly next: Message;
}

function missingOnBridge(snapshot: Snapshot, network: Network, wanted: string): Missing | null {
  const host = hostNetwork(snapshot);
  const address = `${wanted}/16`;
  const link = network.links.find((each) => has(each, address));
  if (link === undefined)
    return {
      observed: say`no link there has ${{ address }}`,
      next: inContainer(`ip addr add ${address} brd + dev LINK`),
    };
  if (!link.up) return { observed: say`${{ link: link.name }} is down`, next: inContainer(`ip link set dev ${link.name} up`) };
  const peer = peerOf(snapshot, network, link);
  if (peer === undefined || peer.network !== host)
    return {
      observed: say`${{ link: link.name }} is not an end of a pair whose other end is on the host`,
      next: say`Make a veth pair on the host, and move one end into the container's network namespace.`,
    };
  const { name, master, up } = peer.link;
  if (master !== BRIDGE)
    return {
      observed:
        master === null
          ? say`${{ link: name }}, the other end, is a port of no bridge`
          : say`${{ link: name }}, the other end, is a port of ${{ bridge: master }}`,
      next: onHost(`ip link set ${name} master ${BRIDGE}`),
    };
  if (!up) return { observed: say`${{ link: name }}, the other end, is down`, next: onHost(`ip link set dev ${name} up`) };
  const bridge = host?.links.find((each) => each.name === BRIDGE);
  if (bridge === undefined || !bridge.up || !has(bridge, `${GATEWAY}/16`))
    return {
      observed: say`docker0 on the host is down or has not the address 172.17.0.1/16`,
      next: onHost(`ip addr add ${GATEWAY}/16 brd + dev ${BRIDGE}`, `ip link set dev ${BRIDGE} up`),
    };
  const isRouted = network.routes.some((route) => route.destination === "default" && route.gateway === GATEWAY);
  return isRouted
    ? null
    : { observed: say`there is no default route via 172.17.0.1`, next: inContainer(`ip route add default via ${GATEWAY}`) };
}

const BRIDGE = "docker0";
const GATEWAY = "172.17.0.1";

function has(link: Link, address: string): boolean {
  return link.addresses.some((each) => `${each.address}/${each.prefix}` === address);
}

function inContainer(lines: string): Message {
  return say`In the container: ${{ lines }}`;
}

function onHost(...commands: readonly string[]): Message {
  return say`On the host: ${{ lines: commands.join("; ") }}`;
}
