import { basename } from "node:path";
import { cgroupAt } from "../src/kernel/queries.ts";
import type { Cgroup } from "../src/kernel/snapshot.ts";
import type { CgroupVersion } from "../src/lab/identity.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import { type Check, verdict } from "./check.ts";
import { cgroupFile } from "./cgroup-files.ts";
import { withCgroup } from "./cgroups.ts";

/** A cgroup may use that many bytes of memory. */
export function memoryLimit(path: string, bytes: number): Check {
  const expected = `the cgroup ${path} may use ${inUnits(bytes)} of memory`;
  return {
    name: expected,
    kind: "state",
    within: 0,
    judge: (scene) =>
      withCgroup(scene, "memory", path, expected, (cgroup) => {
        const file = cgroupFile(scene.lab.cgroup, "memory", path, "memory limit");
        return verdict(cgroup.memoryLimit === bytes, {
          expected,
          observed: cgroup.memoryLimit === null ? "it has no memory limit" : `its limit is ${inUnits(cgroup.memoryLimit)}`,
          look: `on the host: cat ${file}`,
          cause: "The limit has not been written, or with another number or unit: k, M and G count in steps of 1024.",
          next: `On the host: ${limitCommand(scene.lab.cgroup, path, cgroup, bytes)}`,
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
  const expected = `the kernel killed a process because the cgroup ${path} was full`;
  return {
    name: expected,
    kind: "state",
    within: 1000,
    judge: (scene) =>
      withCgroup(scene, "memory", path, expected, (cgroup) => {
        const before = scene.before === null ? 0 : (cgroupAt(scene.before, "memory", path)?.oomKills ?? 0);
        const kills = (cgroup.oomKills ?? 0) - before;
        return verdict(kills > 0, {
          expected,
          observed: `the kernel has killed ${kills} for it${scene.before === null ? "" : " in this step"}; peak ${describeBytes(cgroup.memoryPeak)}, limit ${describeBytes(cgroup.memoryLimit)}`,
          look: `on the host: grep oom_kill ${cgroupFile(scene.lab.cgroup, "memory", path, "memory kills")}`,
          cause: "The process that needs the memory does not run in this cgroup, or needs less than the limit.",
          next: `In the terminal container, write the PID of a child shell ($$) to ${cgroupFile(scene.lab.cgroup, "memory", path, "members")}, and run the command there.`,
        });
      }),
  };
}

/**
 * The most that a cgroup has used so far is above that many bytes. Where the kernel keeps no peak,
 * its limit must be.
 */
export function usedMoreThan(path: string, bytes: number): Check {
  const expected = `the cgroup ${path} has used more than ${inUnits(bytes)} of memory`;
  return {
    name: expected,
    kind: "state",
    within: 0,
    judge: (scene) =>
      withCgroup(scene, "memory", path, expected, (cgroup) =>
        verdict((cgroup.memoryPeak ?? cgroup.memoryLimit ?? 0) > bytes, {
          expected,
          observed:
            cgroup.memoryPeak === null
              ? `this kernel keeps no peak; the limit is ${describeBytes(cgroup.memoryLimit)}`
              : `its peak so far is ${describeBytes(cgroup.memoryPeak)}`,
          look: `on the host: cat ${cgroupFile(scene.lab.cgroup, "memory", path, "memory peak")}`,
          cause: "Nothing that needs so much has run in this cgroup since its limit was raised.",
          next: `In the terminal container, run the command of this step; it joins by writing to ${cgroupFile(scene.lab.cgroup, "memory", path, "members")}.`,
        }),
      ),
  };
}

/** What runs in the cgroup holds at least so many bytes now, below that limit, and none of it was ever killed. */
export function holdsMemory(path: string, atLeast: number, limit: number): Check {
  const expected = `the cgroup ${path} holds ${inUnits(atLeast)} or more within a limit of ${inUnits(limit)}, and nothing in it was killed`;
  return {
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
            observed: `${describeBytes(cgroup.memoryUsage)} in use by ${cgroup.members.length} ${cgroup.members.length === 1 ? "process" : "processes"}, limit ${describeBytes(cgroup.memoryLimit)}, ${cgroup.oomKills ?? "an unknown number of"} killed`,
            look: `on the host: cat ${cgroupFile(scene.lab.cgroup, "memory", path, "memory use")}`,
            cause: causeOfNotHolding(cgroup, limit),
            next: "The goal again: the limit first, then a child shell that joins, then memory that stays in use. If something was killed, begin with a new cgroup of that name: rmdir it and mkdir it.",
          },
        ),
      ),
  };
}

function causeOfNotHolding(cgroup: Cgroup, limit: number): string {
  if (cgroup.memoryLimit !== limit) return "The limit has not been written yet, or another one.";
  if ((cgroup.oomKills ?? 0) > 0) return "More than the limit was asked for once, so the kernel killed a process.";
  if (cgroup.members.length === 0)
    return "No process is in the cgroup: memory is counted where a process is when it first touches it.";
  return "The memory was given back already, or was asked for by a process outside the cgroup.";
}

/**
 * What runs in the cgroup can use no swap on top of its memory. A kernel that does not count swap
 * for cgroups has no file for it: there the command's complaint must have been seen.
 */
export function noSwap(terminal: TerminalName, path: string): Check {
  const expected = `the cgroup ${path} may use no swap`;
  return {
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
          observed: isCounted ? describeSwap(cgroup) : `this kernel counts no swap for cgroups: ${file} does not exist`,
          look: `on the host: cat ${file}`,
          cause:
            scene.lab.cgroup === "v2"
              ? "Memory and swap are limited by two files, and only the first one has been written."
              : "Only the limit for memory has been written, or the number for both was not the same: a smaller one is refused with Invalid argument.",
          next:
            scene.lab.cgroup === "v2"
              ? `On the host: echo 0 > ${file}`
              : `On the host: echo ${cgroup.memoryLimit ?? "LIMIT"} > ${file}`,
        });
      }),
  };
}

function describeSwap(cgroup: Cgroup): string {
  return cgroup.swapLimit === null
    ? "swap is not limited"
    : `${describeBytes(cgroup.swapLimit)} of swap allowed on top of ${describeBytes(cgroup.memoryLimit)}`;
}

function describeBytes(bytes: number | null): string {
  return bytes === null ? "none" : inUnits(bytes);
}

const UNITS = ["bytes", "KiB", "MiB", "GiB"];

/** Bytes as a person writes them: 65536 is 64 KiB; whole numbers where it is one, else one decimal. */
export function inUnits(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${UNITS[unit]}`;
}
