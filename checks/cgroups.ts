import { type Message, type Said, say } from "../src/say/message.ts";
import { cgroupAt, processByHostPid } from "../src/kernel/queries.ts";
import type { Cgroup, Process, Snapshot } from "../src/kernel/snapshot.ts";
import type { LabReach } from "../src/lab/identity.ts";
import { type Check, couldNotLook, type Scene, type Verdict, verdict } from "./check.ts";
import { cgroupDirectory, cgroupFile, type Controller } from "./cgroup-files.ts";
import { isVerdict, processAt } from "./places.ts";
import type { Where } from "./network-places.ts";
import { notAllRead } from "./unread.ts";

/** A cgroup of that path exists, with that controller. */
export function cgroupExists(controller: Controller, path: string): Check {
  const expected = `there is a cgroup ${path} for ${controller}`;
  return {
    name: expected,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const snapshot = await scene.snapshot();
      const directory = cgroupDirectory(scene.lab.cgroup, controller, path);
      const found = cgroupAt(snapshot, controller, path);
      return found === undefined
        ? missingCgroup(scene.lab, snapshot, controller, path, expected)
        : verdict(true, {
            expected,
            observed: `${directory} is there`,
            look: `on the host: ls -d ${directory}`,
            cause: "",
            next: "",
          });
    },
  };
}

/**
 * A cgroup may use that share of one CPU.
 *
 * @param share quota divided by period: 0.2 for 20000/100000
 */
export function cpuLimit(path: string, share: number): Check {
  const expected = `the cgroup ${path} may use ${percent(share)} of one CPU`;
  return {
    name: expected,
    kind: "state",
    within: 0,
    judge: (scene) =>
      withCgroup(scene, "cpu", path, expected, (cgroup) => {
        const file = cgroupFile(scene.lab.cgroup, "cpu", path, "cpu limit");
        return verdict(isShare(cgroup.cpuQuota, share), {
          expected,
          observed: cgroup.cpuQuota === null ? "it has no CPU limit" : `it may use ${percent(cgroup.cpuQuota)} of one CPU`,
          look: `on the host: cat ${file}`,
          cause: "The limit has not been written, or was written to another cgroup, or quota and period do not have this ratio.",
          next: `On the host: ${limitCommand(scene.lab, path, share)}`,
        });
      }),
  };
}

/** Gives a cgroup a share of one CPU, whatever its quota and period were before. */
export function limitCommand({ cgroup }: LabReach, path: string, share: number): string {
  const file = cgroupFile(cgroup, "cpu", path, "cpu limit");
  if (cgroup === "v2") return `echo "${share * PERIOD} ${PERIOD}" > ${file}`;
  // The period first: the kernel refuses a quota and a period that together are too much (EINVAL).
  return `echo ${PERIOD} > ${cgroupFile(cgroup, "cpu", path, "cpu period")}; echo ${share * PERIOD} > ${file}`;
}

/** The usual period in microseconds, and the kernel's default. */
const PERIOD = 100_000;

/** Whether a limit read from the kernel is that share, whatever period it was written with. */
export function isShare(limit: number | null, share: number): boolean {
  return limit !== null && Math.abs(limit - share) < 0.005;
}

/**
 * The process in front in a terminal is in that cgroup.
 *
 * @param wanted the controller it must have; `any` where nothing is limited, so that v2 needs none
 */
export function inCgroup(terminal: Where, wanted: Controller | "any", path: string): Check {
  const expected = `the process in front in the terminal ${terminal} is in the cgroup ${path}${wanted === "any" ? "" : ` for ${wanted}`}`;
  const controller = hierarchyOf(wanted);
  return {
    name: expected,
    kind: "state",
    within: 0,
    judge: (scene) =>
      withCgroup(scene, wanted, path, expected, async () => {
        const front = await processAt(scene, terminal, expected);
        if (isVerdict(front)) return front;
        const file = cgroupFile(scene.lab.cgroup, controller, path, "members");
        return verdict(cgroupOf(scene.lab, front, controller) === path, {
          expected,
          observed: `${nameOf(front)} is in the cgroup ${cgroupOf(scene.lab, front, controller) ?? "of another hierarchy"}`,
          look: `on the host: cat /proc/${hostPid(front)}/cgroup`,
          cause: "Another PID was written, or the process started before its parent was in the cgroup.",
          next: `Write its PID: echo ${hostPid(front)} > ${file}`,
        });
      }),
  };
}

/**
 * The shell in front in a terminal is in that cgroup, and the terminal's first shell is not: when
 * the kernel kills what is in there, the terminal stays.
 */
export function childInCgroup(terminal: Where, controller: Controller, path: string): Check {
  const expected = `a child shell in the terminal ${terminal} is in the cgroup ${path} for ${controller}, and the terminal's first shell is not`;
  return {
    name: expected,
    kind: "state",
    within: 0,
    judge: (scene) =>
      withCgroup(scene, controller, path, expected, async (_, snapshot) => {
        const front = await processAt(scene, terminal, expected);
        if (isVerdict(front)) return front;
        const first = processByHostPid(snapshot, scene.terminal(terminal)?.rootPid ?? 0) ?? front;
        const members = [...new Set([front, first])].filter((process) => cgroupOf(scene.lab, process, controller) === path);
        const file = cgroupFile(scene.lab.cgroup, controller, path, "members");
        const isFirstInside = members.includes(first);
        return verdict(members.includes(front) && !isFirstInside, {
          expected,
          observed:
            members.length === 0
              ? `neither ${nameOf(first)} nor ${nameOf(front)} is in it`
              : `in it: ${members.map(nameOf).join(", ")}; the terminal's first shell is ${nameOf(first)}`,
          look: `on the host: cat ${file}`,
          cause: isFirstInside
            ? "The first shell itself was moved in, so it would be killed too."
            : "No PID was written yet, or another one.",
          next: isFirstInside
            ? `Move it back: echo ${hostPid(first)} > ${cgroupFile(scene.lab.cgroup, controller, OWN[scene.lab.cgroup], "members")}; then type bash in the terminal ${terminal}, and move that one.`
            : `In the terminal ${terminal}, type bash, and in that shell: echo $$ > ${file}`,
        });
      }),
  };
}

/** Where the lab's own processes are: v2 allows none in a cgroup whose children have controllers. */
const OWN = { v1: "", v2: "/init", none: "" } as const;

/** Judges a fact of a cgroup, or says why there is none to judge. */
export async function withCgroup(
  scene: Scene,
  wanted: Controller | "any",
  path: string,
  expected: Said,
  judge: (cgroup: Cgroup, snapshot: Snapshot) => Verdict | Promise<Verdict>,
): Promise<Verdict> {
  const snapshot = await scene.snapshot();
  const controller = hierarchyOf(wanted);
  const cgroup =
    wanted === "any" && scene.lab.cgroup === "v2"
      ? snapshot.cgroups.find((each) => each.path === path)
      : cgroupAt(snapshot, controller, path);
  return cgroup === undefined ? missingCgroup(scene.lab, snapshot, controller, path, expected) : judge(cgroup, snapshot);
}

/** On v1 the cgroups that lessons show are those of the cpu hierarchy. */
function hierarchyOf(wanted: Controller | "any"): Controller {
  return wanted === "any" ? "cpu" : wanted;
}

function missingCgroup(lab: LabReach, snapshot: Snapshot, controller: Controller, path: string, expected: Said): Verdict {
  const directory = cgroupDirectory(lab.cgroup, controller, path);
  if (lab.cgroup === "none") {
    return couldNotLook({
      expected,
      observed: "this lab has no cgroups",
      look: "cat /proc/self/cgroup",
      cause: "This machine gives its users no cgroups of their own.",
      next: "nslab doctor says what this machine would need.",
    });
  }
  const look = `on the host: ls -d ${directory}`;
  const unread = notAllRead(snapshot, [{ part: "cgroups" }], { expected, look });
  if (unread !== null) return unread;
  const others = snapshot.cgroups
    .filter((cgroup) => cgroup.path !== "/" && cgroup.path !== "/init")
    .map((cgroup) => `${cgroup.path} (${cgroup.controllers.join(", ") || "no controllers"})`);
  return verdict(false, {
    expected,
    observed: others.length === 0 ? "the lab has no cgroups but its own" : `there are only: ${others.join("; ")}`,
    look,
    cause: "The directory has not been made yet, or it was made elsewhere: a cgroup is a directory below the controller's own.",
    next: `On the host: mkdir ${directory}`,
  });
}

/** Path of a process's cgroup below the lab's, or null outside them. */
export function cgroupOf(lab: LabReach, process: Process, controller: Controller): string | null {
  return process.cgroups[lab.cgroup === "v2" ? "" : controller] ?? null;
}

/** A process as `ps` on the host lists it. */
export function nameOf(process: Process): string {
  return `${process.name} (PID ${hostPid(process)})`;
}

/** The same as a message. */
export function processSaid(process: Process): Message {
  return say`${{ name: process.name }} (PID ${{ pid: hostPid(process) }})`;
}

export function hostPid(process: Process): number {
  return process.pids[0] ?? 0;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** The same as a message. */
export function percentSaid(share: number): Message {
  return say`${{ percent: Math.round(share * 100) }} %`;
}
