import type { Said } from "../src/say/message.ts";
import { pidNamespaceOfProc } from "../src/kernel/process-files.ts";
import { hostNetwork, peerOf } from "../src/kernel/queries.ts";
import { hasOwnRoot } from "../src/kernel/roots.ts";
import type { Link, Network, Process, Snapshot } from "../src/kernel/snapshot.ts";
import { type Check, verdict } from "./check.ts";
import { hostPid, nameOf } from "./cgroups.ts";
import { resolves } from "./dns.ts";
import { isMissing, lookIn, readableNetworkAt, placeName } from "./networks.ts";
import { pings } from "./ping.ts";
import { isVerdict, processAt } from "./places.ts";
import type { Where } from "./network-places.ts";
import { rootName } from "./roots.ts";
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
  const and = (name: string, check: Check): Check => ({
    ...check,
    name: `the container in ${placeName(where)} ${name}`,
    judge: async (scene) => {
      const isolation = await own.judge(scene);
      return isolation.type === "pass" ? check.judge(scene) : isolation;
    },
  });
  return [
    own,
    and("has a root directory and a /proc of its own", ownFiles(where)),
    and(`is plugged into docker0 with the address ${address}`, onBridge(where, address)),
    and(`can ping ${WORLD.web} on the internet`, pings(where, WORLD.web)),
    and("knows a name server that answers", resolves(where, "example.com", WORLD.web)),
  ];
}

/** The shell in front in a terminal has five namespaces of its own. */
export function isolated(where: Where): Check {
  const expected = `the shell in ${placeName(where)} has mount, UTS, IPC, network and PID namespaces of its own`;
  return {
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
            ? `${nameOf(process)} shares none of the five with the host`
            : `${nameOf(process)} shares with the host: ${shared.join(", ")}`,
        look: `on the host: ls -l /proc/1/ns /proc/${hostPid(process)}/ns`,
        cause: shared.includes("net")
          ? "The shell was not started by ip netns exec, or it has been left with exit."
          : "unshare was not run, or without some of its flags, or its shell has been left with exit.",
        next: `In ${placeName(where)}: ${shared.includes("net") ? "ip netns exec NAME bash, and in it: " : ""}unshare -fpmui --mount-proc bash`,
      });
    },
  };
}

/** The containers in front in two terminals share no namespace. */
export function containersApart(one: Where, other: Where): Check {
  const expected = `the containers in ${placeName(one)} and ${placeName(other)} share none of the five namespaces`;
  return {
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
            ? `${nameOf(first)} and ${nameOf(second)} share none`
            : `${nameOf(first)} and ${nameOf(second)} share: ${shared.join(", ")}`,
        look: `on the host: ls -l /proc/${hostPid(first)}/ns /proc/${hostPid(second)}/ns`,
        cause: "One of the two was entered from the other, or both were started in one network namespace.",
        next: "Leave the shells of the second one (exit) and start it with a network namespace of its own.",
      });
    },
  };
}

/** The shell in front in a terminal has another root directory than the host, with a /proc for its own PID namespace in it. */
export function ownFiles(where: Where): Check {
  const expected = `the root directory of the shell in ${placeName(where)} is a tree of its own, and /proc in it lists the container's processes`;
  return {
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
          ? "no proc file system is mounted on its /proc"
          : `its /proc lists ${isOwnProc ? "its own PID namespace" : "another PID namespace"}`;
      return verdict(isOwnRoot && isOwnProc, {
        expected,
        observed: `the root directory of ${nameOf(process)} is ${rootName(snapshot, process)}; ${proc}`,
        look: `on the host: ls -ld /proc/${hostPid(process)}/root; ${lookIn(where, "ls /proc")}`,
        cause: !isOwnRoot
          ? process.root === "/"
            ? "chroot was not run, or its shell has been left with exit."
            : "chroot was given a directory on which the host's own / is mounted: these are the host's files."
          : "The container's /proc was not mounted in the tree before chroot.",
        next: `In ${placeName(where)}, in /root/docker${process.root === "/" ? "" : " (after exit)"}: mount --bind /proc proc; chroot . usr/bin/bash`,
      });
    },
  };
}

/** The container's link has that address, its other end is a port of docker0, and its default route goes to the bridge. */
export function onBridge(where: Where, address: string): Check {
  const expected = `${placeName(where)} has ${address}/16 on a link whose other end is a port of docker0, and a default route via 172.17.0.1`;
  return {
    name: expected,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const network = await readableNetworkAt(scene, where, expected);
      if (isMissing(network)) return network;
      const missing = missingOnBridge(await scene.snapshot(), network, address);
      return verdict(missing === null, {
        expected,
        observed: missing?.observed ?? "all of it is there",
        look: `${lookIn(where, "ip addr; ip route")}; on the host: bridge link`,
        cause: "A step of the network's set-up is missing, or was done in the other namespace.",
        next: missing?.next ?? "",
      });
    },
  };
}

function missingOnBridge(snapshot: Snapshot, network: Network, address: string): { observed: Said; next: Said } | null {
  const host = hostNetwork(snapshot);
  const has = (link: Link, wanted: string) => link.addresses.some((each) => `${each.address}/${each.prefix}` === wanted);
  const link = network.links.find((each) => has(each, `${address}/16`));
  if (link === undefined)
    return { observed: `no link there has ${address}/16`, next: `In the container: ip addr add ${address}/16 brd + dev LINK` };
  if (!link.up) return { observed: `${link.name} is down`, next: `In the container: ip link set dev ${link.name} up` };
  const peer = peerOf(snapshot, network, link);
  if (peer === undefined || peer.network !== host)
    return {
      observed: `${link.name} is not an end of a pair whose other end is on the host`,
      next: "Make a veth pair on the host, and move one end into the container's network namespace.",
    };
  if (peer.link.master !== "docker0")
    return {
      observed: `${peer.link.name}, the other end, is a port of ${peer.link.master ?? "no bridge"}`,
      next: `On the host: ip link set ${peer.link.name} master docker0`,
    };
  if (!peer.link.up)
    return { observed: `${peer.link.name}, the other end, is down`, next: `On the host: ip link set dev ${peer.link.name} up` };
  const bridge = host?.links.find((each) => each.name === "docker0");
  if (bridge === undefined || !bridge.up || !has(bridge, "172.17.0.1/16"))
    return {
      observed: "docker0 on the host is down or has not the address 172.17.0.1/16",
      next: "On the host: ip addr add 172.17.0.1/16 brd + dev docker0; ip link set dev docker0 up",
    };
  const isRouted = network.routes.some((route) => route.destination === "default" && route.gateway === "172.17.0.1");
  return isRouted
    ? null
    : { observed: "there is no default route via 172.17.0.1", next: "In the container: ip route add default via 172.17.0.1" };
}
