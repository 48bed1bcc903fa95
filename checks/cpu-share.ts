import { setTimeout as wait } from "node:timers/promises";
import { listed, type Message, say } from "../src/say/message.ts";
import { inPercent } from "../src/say/units.ts";
import { cgroupAt } from "../src/kernel/queries.ts";
import { readCgroup } from "../src/kernel/read-cgroups.ts";
import { type CpuTime, readCpuTime } from "../src/kernel/read-cpu-time.ts";
import type { Cgroup, Process, Snapshot } from "../src/kernel/snapshot.ts";
import type { LabReach } from "../src/lab/identity.ts";
import { type Check, checkId, type Verdict, verdict } from "./check.ts";
import { cgroupFile } from "./cgroup-files.ts";
import { cgroupOf, hostPid, isShare, limitCommand, nameOfProcess, whereabouts, withCgroup } from "./cgroups.ts";
import { lookIn } from "./networks.ts";
import { isVerdict, processAt } from "./places.ts";
import type { Where } from "./network-places.ts";

/** Milliseconds one measurement takes: four of the usual periods in which a quota is counted. */
const WINDOW_MS = 400;

/** How far a limited process may be measured above its limit: the window's edges cut periods. */
const TOLERANCE = 1.5;

/** The process in front in a terminal has a CPU to itself for as long as the machine has one for it. */
export function usesWholeCpu(terminal: Where): Check {
  const expected = say`the process in front in the terminal ${{ terminal }} uses one CPU, without a limit`;
  return {
    id: checkId("whole-cpu", terminal),
    name: expected,
    kind: "active",
    within: 3000,
    judge: async (scene) => {
      const front = await processAt(scene, terminal, expected);
      if (isVerdict(front)) return front;
      const limit = limitingCgroup(scene.lab, await scene.snapshot(), front);
      const facts = {
        expected,
        look: lookIn("host", `top -p ${hostPid(front)}`),
        next: say`Start the loop in the terminal ${{ terminal }}: ${{ lines: "./deadloop.sh" }}`,
      };
      const process = nameOfProcess(front);
      if (limit !== null) {
        return verdict(false, {
          ...facts,
          observed: say`${{ process }} is in the cgroup ${{ path: limit.path }}, which may use ${{ share: inPercent(limit.cpuQuota ?? 0) }} of one CPU`,
          cause: say`The process was put into a limited cgroup already.`,
        });
      }
      const cause = say`The loop has not been started, has been stopped, or sleeps in between.`;
      if (front.state !== "R")
        return verdict(false, { ...facts, observed: say`${{ process }} waits for input and uses no CPU`, cause });
      const uses = await measure([front]);
      // On a busy machine a loop has to share: then it is ready to run all the time it does not run.
      return verdict(uses?.every((use) => use.ran > 0.5 || use.ran + use.waited > 0.8) ?? false, {
        ...facts,
        observed: describeUses([front], uses),
        cause,
      });
    },
  };
}

/**
 * The processes in front in these terminals are in one cgroup, want more CPU than it may use, and
 * together get no more than that.
 *
 * @param share of one CPU: 0.2 for 20000/100000
 */
export function heldTo(terminals: readonly Where[], path: string, share: number): Check {
  const [first = "", ...others] = terminals;
  const expected =
    others.length === 0
      ? say`the process in front in the terminal ${{ terminal: first }} is held to ${{ share: inPercent(share) }} of one CPU by the cgroup ${{ path }}`
      : say`the processes in front in the terminals ${{ terminals: listed(terminals, "and") }} are together held to ${{ share: inPercent(share) }} of one CPU by the cgroup ${{ path }}`;
  return {
    id: checkId("held-to-cpu-share", path, ...terminals),
    name: expected,
    kind: "active",
    within: 3000,
    judge: (scene) =>
      withCgroup(scene, "cpu", path, expected, async (cgroup) => {
        const { lab } = scene;
        const members = cgroupFile(lab.cgroup, "cpu", path, "members");
        const look = lookIn("host", `cat ${members} ${cgroupFile(lab.cgroup, "cpu", path, "cpu counters")}`);
        const facts = { expected, look };
        const processes: Process[] = [];
        for (const terminal of terminals) {
          const front = await processAt(scene, terminal, expected);
          if (isVerdict(front)) return front;
          processes.push(front);
        }
        if (!isShare(cgroup.cpuQuota, share)) {
          return verdict(false, {
            ...facts,
            observed:
              cgroup.cpuQuota === null
                ? say`the cgroup has no CPU limit`
                : say`the cgroup may use ${{ share: inPercent(cgroup.cpuQuota) }} of one CPU`,
            cause: say`The limit has not been written, or another value.`,
            next: say`On the host: ${{ lines: limitCommand(lab, path, share) }}`,
          });
        }
        const outside = processes.find((process) => cgroupOf(lab, process, "cpu") !== path);
        if (outside !== undefined) return notMoved(lab, outside, members, facts);
        const before = throttled(lab, path);
        const uses = await measure(processes);
        const periods = throttled(lab, path) - before;
        const ran = uses?.reduce((sum, use) => sum + use.ran, 0) ?? 0;
        const allRan = uses?.every((use) => use.ran > 0) ?? false;
        return verdict(allRan && ran <= share * TOLERANCE && periods > 0, {
          ...facts,
          observed: withThrottling(describeUses(processes, uses), periods),
          cause:
            allRan && periods > 0
              ? say`The limit has just been changed.`
              : say`Nothing in the cgroup wants more CPU than it may use: the loop has not begun, has ended or was stopped.`,
          next: say`Let ./deadloop.sh run in the terminal ${{ terminal: terminals.at(-1) ?? "" }}, and write its PID to ${{ file: members }}.`,
        });
      }),
  };
}

function notMoved(
  lab: LabReach,
  process: Process,
  members: string,
  facts: { readonly expected: Message; readonly look: Message },
): Verdict {
  return verdict(false, {
    ...facts,
    observed: whereabouts(lab, process, "cpu"),
    cause: say`Another PID was written, or none yet: a process stays in its parent's cgroup until its own PID is written.`,
    next: say`On the host: ${{ lines: `echo ${hostPid(process)} > ${members}` }}`,
  });
}

/** The outermost cgroup around a process that limits its CPU time, or null. */
export function limitingCgroup(lab: LabReach, snapshot: Snapshot, process: Process): Cgroup | null {
  const path = cgroupOf(lab, process, "cpu") ?? "/";
  const around = path
    .split("/")
    .slice(1)
    .map((_, index, parts) => `/${parts.slice(0, index + 1).join("/")}`);
  const cgroups = ["/", ...around].map((each) => cgroupAt(snapshot, "cpu", each));
  return cgroups.find((cgroup) => cgroup !== undefined && cgroup.cpuQuota !== null) ?? null;
}

/** Periods in which the cgroup has been throttled so far. */
function throttled(lab: LabReach, path: string): number {
  return readCgroup(lab, path).find((each) => each.throttledPeriods !== null)?.throttledPeriods ?? 0;
}

/** What each process ran and waited in a window, as shares of it; null when one of them has ended. */
async function measure(processes: readonly Process[]): Promise<readonly CpuTime[] | null> {
  const start = performance.now();
  const before = timesOf(processes);
  await wait(WINDOW_MS);
  const after = timesOf(processes);
  const elapsed = performance.now() - start;
  if (before === null || after === null) return null;
  return after.map(({ ran, waited }, index) => {
    const ranShare = (ran - (before[index]?.ran ?? 0)) / elapsed;
    // the kernel adds a wait when it ends, so one that began before the window is counted whole
    const waitedShare = Math.min((waited - (before[index]?.waited ?? 0)) / elapsed, Math.max(0, 1 - ranShare));
    return { ran: ranShare, waited: waitedShare };
  });
}

function timesOf(processes: readonly Process[]): readonly CpuTime[] | null {
  const times = processes.flatMap((process) => readCpuTime(process) ?? []);
  return times.length === processes.length ? times : null;
}

function describeUses(processes: readonly Process[], uses: readonly CpuTime[] | null): Message {
  if (uses === null) return say`${{ processes: listed(processes.map(nameOfProcess), "or") }} has ended`;
  const each = processes.map((process, index) => {
    const { ran, waited } = uses[index] ?? { ran: 0, waited: 0 };
    return say`${{ process: nameOfProcess(process) }} ran ${{ ran: inPercent(rounded(ran)) }} of the time and was ready but not running ${{ waited: inPercent(rounded(waited)) }} of it`;
  });
  return say`${{ uses: listed(each, ";") }}`;
}

/** To whole percents: what was measured is no more exact than that. */
function rounded(share: number): number {
  return Math.round(share * 100) / 100;
}

function withThrottling(uses: Message, periods: number): Message {
  return periods === 1
    ? say`${{ uses }}; the cgroup was throttled in ${{ count: periods }} period meanwhile`
    : say`${{ uses }}; the cgroup was throttled in ${{ count: periods }} periods meanwhile`;
}
