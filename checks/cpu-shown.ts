import { listed, say } from "../src/say/message.ts";
import { inPercent } from "../src/say/units.ts";
import { cgroupAt } from "../src/kernel/queries.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import { type Check, checkId } from "./check.ts";
import { hostPid, nameOfProcess } from "./cgroups.ts";
import { beside, counterSeen } from "./counters-shown.ts";
import { limitingCgroup } from "./cpu-share.ts";
import { isVerdict, processAt } from "./places.ts";
import type { Where } from "./network-places.ts";
import { shownFact } from "./shown-fact.ts";

/**
 * `top`, or another program with a column %CPU, was seen to list the process in front in the
 * terminal `of`, with no more than that share.
 *
 * @param limit what the kernel must say of the process at that moment
 * @param atMost share of one CPU that may be seen
 */
export function showsCpuShare(terminal: TerminalName, of: Where, limit: "unlimited" | "limited", atMost: number): Check {
  const fact =
    atMost < 1
      ? say`the process of the terminal ${{ terminal: of }} with its %CPU at ${{ share: inPercent(atMost) }} or less`
      : say`the process of the terminal ${{ terminal: of }} with its %CPU`;
  return shownFact({
    id: checkId("shows-cpu-share", of, terminal),
    terminal,
    fact,
    cause: say`The list has no line for this process, or it was made before the limit took hold.`,
    next: say`On the host, type the command of this step; the PID is that of ./deadloop.sh in the terminal ${{ terminal: of }}.`,
    agrees: async (output, scene) => {
      const front = await processAt(scene, of, fact);
      if (isVerdict(front)) return { passed: false, observed: front.observed };
      const process = nameOfProcess(front);
      const seen = cpuColumn(output, hostPid(front));
      if (seen === null) return { passed: false, observed: say`no line for ${{ process }}` };
      const limited = limitingCgroup(scene.lab, await scene.snapshot(), front) !== null;
      return {
        passed: seen <= atMost && limited === (limit === "limited"),
        observed: limited
          ? say`${{ process }} at ${{ share: inPercent(seen) }}, in a cgroup with a limit`
          : say`${{ process }} at ${{ share: inPercent(seen) }}, without a limit`,
      };
    },
  });
}

/** Column of top(1)'s own default layout; a header that was printed says better. */
const CPU_COLUMN = 8;

/** A process's last %CPU in a list such as top's, as a share of one CPU, or null where it is not listed. */
export function cpuColumn(output: string, pid: number): number | null {
  let column = CPU_COLUMN;
  let pidColumn = 0;
  let seen: number | null = null;
  for (const line of output.split("\n")) {
    const words = line.trim().split(/\s+/);
    if (words.includes("PID") && words.includes("%CPU")) {
      column = words.indexOf("%CPU");
      pidColumn = words.indexOf("PID");
    } else if (words[pidColumn] === String(pid)) {
      const value = Number((words[column] ?? "").replace(",", "."));
      if (!Number.isNaN(value)) seen = value / 100;
    }
  }
  return seen;
}

/** A new cgroup's quota (none) and period were seen, in whatever form. */
export function showsNoQuota(terminal: TerminalName, path: string): Check {
  return shownFact({
    id: checkId("shows-no-quota", path, terminal),
    terminal,
    fact: say`that the cgroup ${{ path }} has no quota, and a period of 100000 microseconds`,
    cause: say`Another file was read, or one of the two numbers is missing.`,
    next: say`On the host, type the command of this step: it prints the files of the quota and of the period.`,
    agrees: async (output, scene) => {
      const words = output.split(/[^-\w]+/);
      const none = scene.lab.cgroup === "v2" ? "max" : "-1";
      const seen = [none, "100000"].filter((word) => words.includes(word));
      const limit = cgroupAt(await scene.snapshot(), "cpu", path)?.cpuQuota ?? null;
      return {
        passed: seen.length === 2 && limit === null,
        observed: beside(
          seen.length === 0 ? say`neither number was seen` : say`${{ numbers: listed(seen, "and") }} was seen`,
          limit === null ? say`the kernel says no limit` : say`the kernel says ${{ what: inPercent(limit) }}`,
        ),
      };
    },
  });
}

/** The count of throttled periods was seen, above zero and not above what the kernel counts by now. */
export function showsThrottling(terminal: TerminalName, path: string): Check {
  return shownFact({
    id: checkId("shows-throttling", path, terminal),
    terminal,
    fact: say`how often the cgroup ${{ path }} was throttled`,
    cause: say`Another file was read, or nothing that runs in this cgroup wants more than its limit.`,
    next: say`Read the file cpu.stat of this cgroup while the loop runs in it.`,
    agrees: async (output, scene) => {
      // Another group's counters may have been read before.
      const seen = [...output.matchAll(/^nr_throttled\s+(\d+)$/gm)].map(([, count]) => Number(count));
      const counted = cgroupAt(await scene.snapshot(), "cpu", path)?.throttledPeriods ?? 0;
      return {
        passed: seen.some((count) => count > 0 && count <= counted),
        observed: beside(counterSeen("nr_throttled", seen.at(-1)), say`the kernel has counted ${{ count: counted }} by now`),
      };
    },
  });
}
