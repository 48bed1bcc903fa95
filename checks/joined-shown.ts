import { hostNetwork, networkOf } from "../src/kernel/queries.ts";
import { standsInRoot } from "../src/kernel/roots.ts";
import type { Network, Process, Snapshot } from "../src/kernel/snapshot.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import type { Check, Scene } from "./check.ts";
import type { Controller } from "./cgroup-files.ts";
import { cgroupOf, hostPid, nameOf } from "./cgroups.ts";
import { KINDS } from "./container.ts";
import { describeDirectories } from "./joined.ts";
import { isLineOf } from "./listed.ts";
import { isVerdict, processAt } from "./places.ts";
import type { Where } from "./network-places.ts";
import { type Agreement, shownFact } from "./shown-fact.ts";

/** The container's shell was seen in a list of the host's processes, under its PID there. */
export function showsHostPid(terminal: TerminalName, of: Where): Check {
  return shownFact({
    terminal,
    fact: `the shell of the terminal ${of} with its PID on the host`,
    cause: "The list leaves this process out, as ps without -e does, or it was made inside a PID namespace.",
    next: `In the terminal ${terminal}: ps -ef, or pgrep -af usr/bin/bash`,
    agrees: (output, scene) =>
      withFront(scene, of, (front) => {
        const [pid, command] = [hostPid(front), front.command.join(" ")];
        const isSeen = output.split("\n").some((line) => isLineOf(line, front, pid));
        return {
          passed: isSeen,
          observed: `${isSeen ? "a" : "no"} line with ${command} and its PID on the host, ${pid}, was printed`,
        };
      }),
  });
}

/** The inode of each of the container's five namespaces was seen. */
export function showsNamespaces(terminal: TerminalName, of: Where): Check {
  return shownFact({
    terminal,
    fact: `the five namespaces of the process in the terminal ${of}`,
    cause: "The namespaces of another process were listed.",
    next: `In the terminal ${terminal}, list those of the PID you found: lsns -p PID`,
    agrees: (output, scene) =>
      withFront(scene, of, (front, { host }) => {
        const inodes = KINDS.map((kind) => front.namespaces[kind]);
        const isOwn = Object.values(host.namespaces).every((inode) => !inodes.includes(inode));
        const words = new Set(wordsOf(output));
        const seen = inodes.filter((inode) => words.has(String(inode)));
        return {
          passed: isOwn && seen.length === inodes.length,
          observed: `${seen.length === 0 ? "none" : seen.length} of their five inode numbers ${seen.length === 1 ? "was" : "were"} printed${seen.length === 0 ? "" : `: ${seen.join(", ")}`}`,
        };
      }),
  });
}

/** An IPv4 address that the container has, and the host has not, was seen. */
export function showsAddressOf(terminal: TerminalName, of: Where): Check {
  return shownFact({
    terminal,
    fact: `the address of the container in the terminal ${of}`,
    cause: "The addresses of another network namespace were listed: the host's own, without -n.",
    next: `In the terminal ${terminal}: nsenter -t PID -n ip -br addr, with the PID you found.`,
    agrees: async (output, scene) => {
      const snapshot = await scene.snapshot();
      const onHost = addressesOf(hostNetwork(snapshot));
      return withFront(scene, of, (front) => {
        const own = addressesOf(networkOf(snapshot, front)).filter((address) => !onHost.includes(address));
        return {
          passed: own.some((address) => output.includes(address)),
          observed: `the container has ${own.join(", ") || "no address of its own"}`,
        };
      });
    },
  });
}

/** A shell was seen to stand in a directory that its own root directory does not lead to. */
export function showsOutside(terminal: Where & TerminalName): Check {
  return shownFact({
    terminal,
    fact: "that pwd cannot name the directory the shell stands in",
    cause: "The shell is not in the container, or stands below its root directory already, or pwd was not asked.",
    next: `In the terminal ${terminal}, right after nsenter with -r (and without -w): ls; pwd`,
    agrees: (output, scene) =>
      withFront(scene, terminal, (front, snapshot) => ({
        passed: /current directory/i.test(output) && !standsInRoot(snapshot, front),
        observed: describeDirectories(front),
      })),
  });
}

/** A shell was seen in the container's own list of processes, under the PID it has there. */
export function showsInnerPid(terminal: Where & TerminalName): Check {
  return shownFact({
    terminal,
    fact: "the shell itself among the container's processes",
    cause: "ps was not run, or in another shell.",
    next: `In the terminal ${terminal}: ps -ef`,
    agrees: (output, scene) =>
      withFront(scene, terminal, (front) => {
        const inner = front.pids.at(-1) ?? 0;
        return {
          passed: front.pids.length > 1 && output.split("\n").some((line) => isLineOf(line, front, inner)),
          observed: `${nameOf(front)} has the PID ${inner} in its own PID namespace`,
        };
      }),
  });
}

/** The container's cgroup was seen, and that a process which joined its namespaces is in another one. */
export function showsCgroupsApart(terminal: TerminalName, container: Where, other: Where, controller: Controller): Check {
  return shownFact({
    terminal,
    fact: `the different cgroups of the processes in the terminals ${container} and ${other}`,
    cause: "The file of only one of the two was read, or of other processes, or both are in one cgroup by now.",
    next: `On the host, read /proc/PID/cgroup of both; ps -ef shows the PIDs.`,
    agrees: (output, scene) =>
      withFront(scene, container, (one) =>
        withFront(scene, other, (two) => {
          const paths = [one, two].map((process) => cgroupOf(scene.lab, process, controller) ?? "");
          const isShown = (process: Process, path: string) =>
            output.split("\n").some((line) => line.includes(`/proc/${hostPid(process)}/`) && line.endsWith(`:${path}`));
          return {
            passed: paths[0] !== paths[1] && isShown(one, paths[0] ?? "") && isShown(two, paths[1] ?? ""),
            observed: `${nameOf(one)} is in ${paths[0]}, ${nameOf(two)} in ${paths[1]}`,
          };
        }),
      ),
  });
}

async function withFront(
  scene: Scene,
  where: Where,
  agrees: (front: Process, snapshot: Snapshot) => Agreement | Promise<Agreement>,
): Promise<Agreement> {
  const front = await processAt(scene, where, "");
  return isVerdict(front) ? { passed: false, observed: front.observed } : agrees(front, await scene.snapshot());
}

function wordsOf(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

function addressesOf(network: Network | undefined): readonly string[] {
  return (
    network?.links.flatMap((link) =>
      link.addresses
        .filter((address) => address.family === "inet" && address.scope === "global")
        .map((address) => address.address),
    ) ?? []
  );
}
