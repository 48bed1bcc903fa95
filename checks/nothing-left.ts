import { readdirSync } from "node:fs";
import { hostPath } from "../src/lab/enter.ts";
import { networkOf } from "../src/kernel/queries.ts";
import type { Snapshot } from "../src/kernel/snapshot.ts";
import { allOf } from "./all-of.ts";
import { type Check, verdict } from "./check.ts";
import { cgroupDirectory } from "./cgroup-files.ts";
import { hostPid, nameOf } from "./cgroups.ts";
import { sharedKinds, KINDS } from "./container.ts";
import { WORLD } from "./world.ts";

/** Every process of the lab is in the host's own namespaces: no container runs. */
export function noContainers(): Check {
  return leftover("no process runs in namespaces of its own", "ps -ef; lsns", ({ processes, host }) => {
    const left = processes.filter((process) => process.state !== "Z" && sharedKinds(process, host).length < KINDS.length);
    // A server that joined only some of the namespaces does not end with the container's PID 1.
    const others = left.filter(({ name }) => name !== "bash" && name !== "unshare");
    const shells = "Leave each of the container's shells with exit, in its terminal, until the prompt is the host's.";
    return {
      left: left.map(nameOf),
      next: others.length < left.length ? shells : `On the host: kill ${others.map(hostPid).join(" ")}`,
    };
  });
}

/** No named network namespace, and no link on the host but its own two. */
export function noNetworks(): Check {
  return leftover("there is no network namespace but the host's, and no bridge or veth pair", "ip netns; ip link", (snapshot) => {
    const own = networkOf(snapshot, snapshot.host);
    const others = [...snapshot.networks.values()]
      .filter((network) => network !== own)
      .map((network) => network.names[0] ?? `network namespace ${network.inode}`);
    const links = (own?.links ?? []).map((link) => link.name).filter((name) => name !== "lo" && name !== WORLD.hostDevice);
    return { left: [...others, ...links], next: "On the host: ip netns del NAME, and ip link del NAME for a link." };
  });
}

/** No iptables rule on the host, and it forwards nothing. */
export function noRules(): Check {
  return leftover(
    "the host has no iptables rules and forwards nothing",
    "iptables-save; cat /proc/sys/net/ipv4/ip_forward",
    (snapshot) => {
      const own = networkOf(snapshot, snapshot.host);
      const rules = (own?.rules ?? []).map((rule) => `-t ${rule.table} -A ${rule.chain} ${rule.rule}`);
      return {
        left: [...rules, ...(own?.forwarding === true ? ["ip_forward is 1"] : [])],
        next: "On the host: iptables -t TABLE -D CHAIN 1 deletes a chain's first rule; echo 0 > /proc/sys/net/ipv4/ip_forward",
      };
    },
  );
}

/** No cgroup but the lab's own. */
export function noCgroups(): Check {
  return leftover("there is no cgroup but the lab's own", "ls -d /sys/fs/cgroup/*/ /sys/fs/cgroup/*/*/", ({ cgroups }) => {
    const left = cgroups
      .filter((cgroup) => cgroup.path !== "/" && cgroup.path !== "/init")
      .map((cgroup) => `${cgroup.path} (${cgroup.controllers.join(", ") || "no controllers"})`);
    return {
      left,
      next: `On the host: rmdir ${cgroupDirectory("v1", "cpu", "/NAME")}, for each hierarchy where it is; with cgroup v2: rmdir /sys/fs/cgroup/NAME`,
    };
  });
}

/** A directory of the host is empty or gone. */
export function emptyDirectory(directory: string): Check {
  return leftover(`the directory ${directory} is empty`, `ls -A ${directory}`, (_, readHost) => ({
    left: readHost(directory),
    next: `On the host: rm -r ${directory}/*`,
  }));
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
  readonly next: string;
}

function leftover(
  expected: string,
  command: string,
  find: (snapshot: Snapshot, readHost: (directory: string) => readonly string[]) => Leftover,
): Check {
  return {
    name: expected,
    kind: "state",
    within: 2000, // the kernel takes a network namespace apart some time after its last user is gone
    judge: async (scene) => {
      const { left, next } = find(await scene.snapshot(), (directory) => listDirectory(hostPath(scene.lab, directory)));
      return verdict(left.length === 0, {
        expected,
        observed: left.length === 0 ? "nothing is left" : `still there: ${left.join("; ")}`,
        look: `on the host: ${command}`,
        cause: "Not everything has been taken down yet.",
        next,
      });
    },
  };
}

function listDirectory(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return []; // gone altogether
  }
}
