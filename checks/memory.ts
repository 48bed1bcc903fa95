import { basename } from "node:path";
import { listed, type Message, say } from "../src/say/message.ts";
import { inBytes } from "../src/say/units.ts";
import { cgroupAt } from "../src/kernel/queries.ts";
import type { Cgroup } from "../src/kernel/snapshot.ts";
import type { CgroupVersion } from "../src/lab/identity.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import { type Advice, type Check, checkId, verdict } from "./check.ts";
import { cgroupFile } from "./cgroup-files.ts";
import { withCgroup } from "./cgroups.ts";
import { lookIn } from "./networks.ts";

/** A cgroup may use that many bytes of memory. */
export function memoryLimit(path: string, bytes: number): Check {
  const expected = say`the cgroup ${{ path }} may use ${{ size: inBytes(bytes) }} of memory`;
  return {
    id: checkId("memory-limit", path),
    name: expected,
    kind: "state",
    within: 0,
    judge: (scene) =>
      withCgroup(scene, "memory", path, expected, (cgroup) => {
        const file = cgroupFile(scene.lab.cgroup, "memory", path, "memory limit");
        return verdict(cgroup.memoryLimit === bytes, {
          expected,
          observed:
            cgroup.memoryLimit === null
              ? say`it has no memory limit`
              : say`its limit is ${{ size: inBytes(cgroup.memoryLimit) }}`,
          look: lookIn("host", `cat ${file}`),
          cause: say`The limit has not been written, or with another number or unit: k, M and G count in steps of 1024.`,
          next: say`On the host: ${{ lines: limitCommand(scene.lab.cgroup, path, cgroup, bytes) }}`,
        });
      }),
  };
}

/** v1 refuses a limit for memory that is above the one for memory and swap together: that one goes first. */
function limitCommand(version: CgroupVersion, path: string, cgroup: Cgroup, bytes: number): string {
  const together = cgroup.swapLimit === null ? Number.POSITIVE_INFINITY : (cgroup.memoryLimit ?? 0) + cgroup.swapLimit;
  const first =
    version === "v1" && bytes > together ? `echo ${bytes} > ${cgroupFile(version, "memory", path, "swap limit")}; ` : "";
  return `${first}echo ${bytes} > ${cgroupFile(version, "memory", path, "memory limit")}`;
}

/** Since the step began the kernel killed a process because this cgroup was full. Judged later, it did so ever. */
export function killedForMemory(path: string): Check {
  const expected = say`the kernel killed a process because the cgroup ${{ path }} was full`;
  return {
    id: checkId("killed-for-memory", path),
    name: expected,
    kind: "state",
    within: 1000,
    judge: (scene) =>
      withCgroup(scene, "memory", path, expected, (cgroup) => {
        const before = scene.before === null ? 0 : (cgroupAt(scene.before, "memory", path)?.oomKills ?? 0);
        const kills = (cgroup.oomKills ?? 0) - before;
        return verdict(kills > 0, {
          expected,
          observed: say`${{ facts: listed([killedIn(kills, scene.before !== null), listed([peakOf(cgroup), limitOf(cgroup)])], ";") }}`,
          look: lookIn("host", `grep oom_kill ${cgroupFile(scene.lab.cgroup, "memory", path, "memory kills")}`),
          cause: say`The process that needs the memory does not run in this cgroup, or needs less than the limit.`,
          next: say`In the terminal container, write the PID of a child shell ($$) to ${{ file: cgroupFile(scene.lab.cgroup, "memory", path, "members") }}, and run the command there.`,
        });
      }),
  };
}

function killedIn(kills: number, step: boolean): Message {
  return step
    ? say`the kernel has killed ${{ count: kills }} for it in this step`
    : say`the kernel has killed ${{ count: kills }} for it`;
}

function peakOf({ memoryPeak: peak }: Cgroup): Message {
  return peak === null ? say`no peak is kept` : say`peak ${{ size: inBytes(peak) }}`;
}

function limitOf({ memoryLimit: limit }: Cgroup): Message {
  return limit === null ? say`no limit` : say`limit ${{ size: inBytes(limit) }}`;
}

/**
 * The most that a cgroup has used so far is above that many bytes. Where the kernel keeps no peak,
 * its limit must be.
 */
export function usedMoreThan(path: string, bytes: number): Check {
  const expected = say`the cgroup ${{ path }} has used more than ${{ size: inBytes(bytes) }} of memory`;
  return {
    id: checkId("used-memory", path),
    name: expected,
    kind: "state",
    within: 0,
    judge: (scene) =>
      withCgroup(scene, "memory", path, expected, (cgroup) =>
        verdict((cgroup.memoryPeak ?? cgroup.memoryLimit ?? 0) > bytes, {
          expected,
          observed:
            cgroup.memoryPeak === null
              ? say`this kernel keeps no peak; ${{ limit: limitOf(cgroup) }}`
              : say`its peak so far is ${{ size: inBytes(cgroup.memoryPeak) }}`,
          look: lookIn("host", `cat ${cgroupFile(scene.lab.cgroup, "memory", path, "memory peak")}`),
          cause: say`Nothing that needs so much has run in this cgroup since its limit was raised.`,
          next: say`In the terminal container, run the command of this step; it joins by writing to ${{ file: cgroupFile(scene.lab.cgroup, "memory", path, "members") }}.`,
        }),
      ),
  };
}

/** What runs in the cgroup holds at least so many bytes now, below that limit, and none of it was ever killed. */
export function holdsMemory(path: string, atLeast: number, limit: number): Check {
  const expected = say`the cgroup ${{ path }} holds ${{ size: inBytes(atLeast) }} or more within a limit of ${{ limit: inBytes(limit) }}, and nothing in it was killed`;
  return {
    id: checkId("holds-memory", path),
    name: expected,
    kind: "state",
    within: 0,
    judge: (scene) =>
      withCgroup(scene, "memory", path, expected, (cgroup) =>
        verdict(
          cgroup.memoryLimit === limit &&
            (cgroup.memoryUsage ?? 0) >= atLeast &&
            cgroup.members.length > 0 &&
            cgroup.oomKills === 0,
          {
            expected,
            observed: say`${{ facts: listed([useOf(cgroup), limitOf(cgroup), killsOf(cgroup)]) }}`,
            look: lookIn("host", `cat ${cgroupFile(scene.lab.cgroup, "memory", path, "memory use")}`),
            cause: causeOfNotHolding(cgroup, limit),
            next: say`The goal again: the limit first, then a child shell that joins, then memory that stays in use. If something was killed, begin with a new cgroup of that name: rmdir it and mkdir it.`,
          },
        ),
      ),
  };
}

function useOf({ memoryUsage: use, members }: Cgroup): Message {
  const size = use === null ? say`an unknown amount` : inBytes(use);
  return members.length === 1
    ? say`${{ size }} in use by ${{ count: members.length }} process`
    : say`${{ size }} in use by ${{ count: members.length }} processes`;
}

function killsOf({ oomKills: count }: Cgroup): Message {
  return count === null ? say`an unknown number killed` : say`${{ count }} killed`;
}

function causeOfNotHolding(cgroup: Cgroup, limit: number): Message {
  if (cgroup.memoryLimit !== limit) return say`The limit has not been written yet, or another one.`;
  if ((cgroup.oomKills ?? 0) > 0) return say`More than the limit was asked for once, so the kernel killed a process.`;
  if (cgroup.members.length === 0)
    return say`No process is in the cgroup: memory is counted where a process is when it first touches it.`;
  return say`The memory was given back already, or was asked for by a process outside the cgroup.`;
}

/**
 * What runs in the cgroup can use no swap on top of its memory. A kernel that does not count swap
 * for cgroups has no file for it: there the command's complaint must have been seen.
 */
export function noSwap(terminal: TerminalName, path: string): Check {
  const expected = say`the cgroup ${{ path }} may use no swap`;
  return {
    id: checkId("no-swap", path),
    name: expected,
    kind: "state",
    within: 0,
    judge: (scene) =>
      withCgroup(scene, "memory", path, expected, (cgroup) => {
        const file = cgroupFile(scene.lab.cgroup, "memory", path, "swap limit");
        const isCounted = cgroup.countsSwap;
        const complaint = scene.terminal(terminal)?.output ?? file;
        return verdict(isCounted ? cgroup.swapLimit === 0 : complaint.includes(basename(file)), {
          expected,
          observed: isCounted ? swapOf(cgroup) : say`this kernel counts no swap for cgroups: ${{ file }} does not exist`,
          look: lookIn("host", `cat ${file}`),
          ...swapAdvice(scene.lab.cgroup, cgroup, file),
        });
      }),
  };
}

function swapOf({ swapLimit: swap, memoryLimit: memory }: Cgroup): Message {
  if (swap === null) return say`swap is not limited`;
  return memory === null
    ? say`${{ swap: inBytes(swap) }} of swap allowed, and memory is not limited`
    : say`${{ swap: inBytes(swap) }} of swap allowed on top of ${{ memory: inBytes(memory) }}`;
}

/** v2 limits swap alone, v1 memory and swap together. */
function swapAdvice(version: CgroupVersion, { memoryLimit: limit }: Cgroup, file: string): Advice {
  return version === "v2"
    ? {
        cause: say`Memory and swap are limited by two files, and only the first one has been written.`,
        next: say`On the host: ${{ lines: `echo 0 > ${file}` }}`,
      }
    : {
        cause: say`Only the limit for memory has been written, or the number for both was not the same: a smaller one is refused with Invalid argument.`,
        next: say`On the host: ${{ lines: `echo ${limit ?? "LIMIT"} > ${file}` }}`,
      };
}
