import { listed, type Message, say, verbatim } from "../src/say/message.ts";
import { inPercent } from "../src/say/units.ts";
import { cgroupAt, processByHostPid } from "../src/kernel/queries.ts";
import type { Cgroup, Process, Snapshot } from "../src/kernel/snapshot.ts";
import type { LabReach } from "../src/lab/identity.ts";
import { type Check, checkId, couldNotLook, type Scene, type Verdict, verdict } from "./check.ts";
import { cgroupDirectory, cgroupFile, type Controller } from "./cgroup-files.ts";
import { lookIn } from "./networks.ts";
import { isVerdict, processAt } from "./places.ts";
import type { Where } from "./network-places.ts";
import { notAllRead } from "./unread.ts";

/** A cgroup of that path exists, with that controller. */
export function cgroupExists(controller: Controller, path: string): Check {
  const expected = say`there is a cgroup ${{ path }} for ${{ controller }}`;
  return {
    id: checkId("cgroup", controller, path),
    name: expected,
    kind: "state",
    within: 0,
    judge: async (scene) => {
      const snapshot = await scene.snapshot();
      const directory = cgroupDirectory(scene.lab.cgroup, controller, path);
      const found = cgroupAt(snapshot, controller, path);
      return found === undefined
        ? missingCgroup(scene.lab, snapshot, controller, path, expected)
        : {
            type: "pass",
            expected,
            observed: say`${{ path: directory }} is there`,
            look: lookIn("host", `ls -d ${directory}`),
          };
    },
  };
}

/**
 * A cgroup may use that share of one CPU.
 *
 * @param share quota divided by period: 0.2 for 20000/100000
 */
export function cpuLimit(path: string, share: number): Check {
  const expected = say`the cgroup ${{ path }} may use ${{ share: inPercent(share) }} of one CPU`;
  return {
    id: checkId("cpu-limit", path),
    name: expected,
    kind: "state",
    within: 0,
    judge: (scene) =>
      withCgroup(scene, "cpu", path, expected, (cgroup) => {
        const file = cgroupFile(scene.lab.cgroup, "cpu", path, "cpu limit");
        return verdict(isShare(cgroup.cpuQuota, share), {
          expected,
          observed:
            cgroup.cpuQuota === null
              ? say`it has no CPU limit`
              : say`it may use ${{ share: inPercent(cgroup.cpuQuota) }} of one CPU`,
          look: lookIn("host", `cat ${file}`),
          cause: say`The limit has not been written, or was written to another cgroup, or quota and period do not have this ratio.`,
          next: say`On the host: ${{ lines: limitCommand(scene.lab, path, share) }}`,
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
  const expected =
    wanted === "any"
      ? say`the process in front in the terminal ${{ terminal }} is in the cgroup ${{ path }}`
      : say`the process in front in the terminal ${{ terminal }} is in the cgroup ${{ path }} for ${{ controller: wanted }}`;
  const controller = hierarchyOf(wanted);
  return {
    id: checkId("in-cgroup", wanted, path, terminal),
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
          observed: whereabouts(scene.lab, front, controller),
          look: lookIn("host", `cat /proc/${hostPid(front)}/cgroup`),
          cause: say`Another PID was written, or the process started before its parent was in the cgroup.`,
          next: say`Write its PID: ${{ lines: `echo ${hostPid(front)} > ${file}` }}`,
        });
      }),
  };
}

/**
 * The shell in front in a terminal is in that cgroup, and the terminal's first shell is not: when
 * the kernel kills what is in there, the terminal stays.
 */
export function childInCgroup(terminal: Where, controller: Controller, path: string): Check {
  const expected = say`a child shell in the terminal ${{ terminal }} is in the cgroup ${{ path }} for ${{ controller }}, and the terminal's first shell is not`;
  return {
    id: checkId("child-in-cgroup", controller, path, terminal),
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
            members.length > 0
              ? say`in it: ${{ members: listed(members.map(nameOfProcess)) }}; the terminal's first shell is ${{ first: nameOfProcess(first) }}`
              : first === front
                ? say`${{ process: nameOfProcess(front) }} is not in it`
                : say`neither ${{ first: nameOfProcess(first) }} nor ${{ front: nameOfProcess(front) }} is in it`,
          look: lookIn("host", `cat ${file}`),
          ...(isFirstInside
            ? {
                cause: say`The first shell itself was moved in, so it would be killed too.`,
                next: say`Move it back: ${{ lines: `echo ${hostPid(first)} > ${outside(scene.lab, controller)}` }}; then type bash in the terminal ${{ terminal }}, and move that one.`,
              }
            : {
                cause: say`No PID was written yet, or another one.`,
                next: say`In the terminal ${{ terminal }}, type bash, and in that shell: ${{ lines: `echo $$ > ${file}` }}`,
              }),
        });
      }),
  };
}

/** The list of the lab's own processes: v2 allows none in a cgroup whose children have controllers. */
function outside({ cgroup }: LabReach, controller: Controller): string {
  return cgroupFile(cgroup, controller, cgroup === "v2" ? "/init" : "", "members");
}

/** Judges a fact of a cgroup, or says why there is none to judge. */
export async function withCgroup(
  scene: Scene,
  wanted: Controller | "any",
  path: string,
  expected: Message,
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

function missingCgroup(lab: LabReach, snapshot: Snapshot, controller: Controller, path: string, expected: Message): Verdict {
  const directory = cgroupDirectory(lab.cgroup, controller, path);
  if (lab.cgroup === "none") {
    return couldNotLook({
      expected,
      observed: say`this lab has no cgroups`,
      look: verbatim("cat /proc/self/cgroup"),
      cause: say`This machine gives its users no cgroups of their own.`,
      next: say`nslab doctor says what this machine would need.`,
    });
  }
  const look = lookIn("host", `ls -d ${directory}`);
  const unread = notAllRead(snapshot, [{ part: "cgroups" }], { expected, look });
  if (unread !== null) return unread;
  const others = madeCgroups(snapshot);
  return verdict(false, {
    expected,
    observed:
      others.length === 0
        ? say`the lab has no cgroups but its own`
        : say`there are only: ${{ cgroups: listed(others.map(nameOfCgroup), ";") }}`,
    look,
    cause: say`The directory has not been made yet, or it was made elsewhere: a cgroup is a directory below the controller's own.`,
    next: say`On the host: ${{ lines: `mkdir ${directory}` }}`,
  });
}

/** The cgroups that are not the lab's own. */
export function madeCgroups({ cgroups }: Snapshot): readonly Cgroup[] {
  return cgroups.filter(({ path }) => path !== "/" && path !== "/init");
}

/** A cgroup with what it can limit. */
export function nameOfCgroup({ path, controllers }: Cgroup): Message {
  return controllers.length === 0
    ? say`${{ path }} (no controllers)`
    : say`${{ path }} (${{ controllers: listed(controllers) }})`;
}

/** In which cgroup a process is. */
export function whereabouts(lab: LabReach, process: Process, controller: Controller): Message {
  const path = cgroupOf(lab, process, controller);
  return path === null
    ? say`${{ process: nameOfProcess(process) }} is in the cgroup of another hierarchy`
    : say`${{ process: nameOfProcess(process) }} is in the cgroup ${{ path }}`;
}

/** Path of a process's cgroup below the lab's, or null outside them. */
export function cgroupOf(lab: LabReach, process: Process, controller: Controller): string | null {
  return process.cgroups[lab.cgroup === "v2" ? "" : controller] ?? null;
}

/** A process as `ps` on the host lists it. */
export function nameOfProcess(process: Process): Message {
  return say`${{ name: process.name }} (PID ${{ pid: hostPid(process) }})`;
}

export function hostPid(process: Process): number {
  return process.pids[0] ?? 0;
}
