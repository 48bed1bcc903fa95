import { listed, type Message, say, verbatim } from "../src/say/message.ts";
import { hostNetwork, networkOf } from "../src/kernel/queries.ts";
import { standsInRoot } from "../src/kernel/roots.ts";
import type { Network, Process, Snapshot } from "../src/kernel/snapshot.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import { type Check, checkId, type Scene } from "./check.ts";
import type { Controller } from "./cgroup-files.ts";
import { cgroupOf, hostPid, nameOfProcess } from "./cgroups.ts";
import { KINDS } from "./container.ts";
import { describeDirectories } from "./joined.ts";
import { isLineOf } from "./listed.ts";
import { isVerdict, processAt } from "./places.ts";
import type { Where } from "./network-places.ts";
import { type Agreement, shownFact } from "./shown-fact.ts";

/** The container's shell was seen in a list of the host's processes, under its PID there. */
export function showsHostPid(terminal: TerminalName, of: Where): Check {
  return shownFact({
    id: checkId("shows-host-pid", of, terminal),
    terminal,
    fact: say`the shell of the terminal ${{ of }} with its PID on the host`,
    cause: say`The list leaves this process out, as ps without -e does, or it was made inside a PID namespace.`,
    next: say`In the terminal ${{ terminal }}: ps -ef, or pgrep -af usr/bin/bash`,
    agrees: (output, scene) =>
      withFront(scene, of, (front) => {
        const [pid, command] = [hostPid(front), front.command.join(" ")];
        const isSeen = output.split("\n").some((line) => isLineOf(line, front, pid));
        return {
          passed: isSeen,
          observed: isSeen
            ? say`a line with ${{ command }} and its PID on the host, ${{ pid }}, was printed`
            : say`no line with ${{ command }} and its PID on the host, ${{ pid }}, was printed`,
        };
      }),
  });
}

/** The inode of each of the container's five namespaces was seen. */
export function showsNamespaces(terminal: TerminalName, of: Where): Check {
  return shownFact({
    id: checkId("shows-namespaces", of, terminal),
    terminal,
    fact: say`the five namespaces of the process in the terminal ${{ of }}`,
    cause: say`The namespaces of another process were listed.`,
    next: say`In the terminal ${{ terminal }}, list those of the PID you found: ${{ lines: "lsns -p PID" }}`,
    agrees: (output, scene) =>
      withFront(scene, of, (front, { host }) => {
        const inodes = KINDS.map((kind) => front.namespaces[kind]);
        const isOwn = Object.values(host.namespaces).every((inode) => !inodes.includes(inode));
        const words = new Set(wordsOf(output));
        const seen = inodes.filter((inode) => words.has(String(inode)));
        return {
          passed: isOwn && seen.length === inodes.length,
          observed: describeSeen(seen),
        };
      }),
  });
}

function describeSeen(seen: readonly number[]): Message {
  const inodes = listed(seen);
  if (seen.length === 0) return say`none of their five inode numbers were printed`;
  if (seen.length === 1) return say`1 of their five inode numbers was printed: ${{ inodes }}`;
  return say`${{ count: seen.length }} of their five inode numbers were printed: ${{ inodes }}`;
}

/** An IPv4 address that the container has, and the host has not, was seen. */
export function showsAddressOf(terminal: TerminalName, of: Where): Check {
  return shownFact({
    id: checkId("shows-address", of, terminal),
    terminal,
    fact: say`the address of the container in the terminal ${{ of }}`,
    cause: say`The addresses of another network namespace were listed: the host's own, without -n.`,
    next: say`In the terminal ${{ terminal }}: nsenter -t PID -n ip -br addr, with the PID you found.`,
    agrees: async (output, scene) => {
      const snapshot = await scene.snapshot();
      const onHost = addressesOf(hostNetwork(snapshot));
      return withFront(scene, of, (front) => {
        const own = addressesOf(networkOf(snapshot, front)).filter((address) => !onHost.includes(address));
        if (own.length === 0) return { passed: false, observed: say`the container has no address of its own` };
        const passed = own.some((address) => output.includes(address));
        const addresses = listed(own);
        return {
          passed,
          observed: passed
            ? say`the container has ${{ addresses }}`
            : say`the container has ${{ addresses }}, which was not shown`,
        };
      });
    },
  });
}

/** A shell was seen to stand in a directory that its own root directory does not lead to. */
export function showsOutside(terminal: Where & TerminalName): Check {
  return shownFact({
    id: checkId("shows-outside", terminal),
    terminal,
    fact: say`that pwd cannot name the directory the shell stands in`,
    cause: say`The shell is not in the container, or stands below its root directory already, or pwd was not asked.`,
    next: say`In the terminal ${{ terminal }}, right after nsenter with -r (and without -w): ${{ lines: "ls; pwd" }}`,
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
    id: checkId("shows-inner-pid", terminal),
    terminal,
    fact: say`the shell itself among the container's processes`,
    cause: say`ps was not run, or in another shell.`,
    next: say`In the terminal ${{ terminal }}: ${{ lines: "ps -ef" }}`,
    agrees: (output, scene) =>
      withFront(scene, terminal, (front) => {
        const inner = front.pids.at(-1) ?? 0;
        return {
          passed: front.pids.length > 1 && output.split("\n").some((line) => isLineOf(line, front, inner)),
          observed: say`${{ process: nameOfProcess(front) }} has the PID ${{ pid: inner }} in its own PID namespace`,
        };
      }),
  });
}

/** The container's cgroup was seen, and that a process which joined its namespaces is in another one. */
export function showsCgroupsApart(terminal: TerminalName, container: Where, other: Where, controller: Controller): Check {
  return shownFact({
    id: checkId("shows-cgroups-apart", container, other, terminal),
    terminal,
    fact: say`the different cgroups of the processes in the terminals ${{ container }} and ${{ other }}`,
    cause: say`The file of only one of the two was read, or of other processes, or both are in one cgroup by now.`,
    next: say`On the host, read /proc/PID/cgroup of both; ps -ef shows the PIDs.`,
    agrees: (output, scene) =>
      withFront(scene, container, (one) =>
        withFront(scene, other, (two) => {
          const pathOf = (process: Process) => cgroupOf(scene.lab, process, controller) ?? "";
          const [path, otherPath] = [pathOf(one), pathOf(two)];
          const isShown = (process: Process) =>
            output
              .split("\n")
              .some((line) => line.includes(`/proc/${hostPid(process)}/`) && line.endsWith(`:${pathOf(process)}`));
          return {
            passed: path !== otherPath && isShown(one) && isShown(two),
            observed: say`${{ process: nameOfProcess(one) }} is in ${{ path }}, ${{ other: nameOfProcess(two) }} in ${{ otherPath }}`,
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
  const front = await processAt(scene, where, verbatim(""));
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
