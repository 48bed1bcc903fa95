import { listed, say } from "../src/say/message.ts";
import { cgroupAt } from "../src/kernel/queries.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import { type Check, checkId } from "./check.ts";
import { beside, counterSeen } from "./counters-shown.ts";
import { shownFact } from "./shown-fact.ts";

/** The kernel's own count of kills for this cgroup was seen. */
export function showsKills(terminal: TerminalName, path: string): Check {
  return shownFact({
    id: checkId("shows-kills", path, terminal),
    terminal,
    fact: say`how many processes the kernel killed for the cgroup ${{ path }}`,
    cause: say`Another file was read, or nothing has been killed yet.`,
    next: say`Read the file that counts, in the directory of the cgroup ${{ path }}.`,
    agrees: async (output, scene) => {
      const seen = [...output.matchAll(/^oom_kill\s+(\d+)$/gm)].map(([, count]) => Number(count));
      const counted = cgroupAt(await scene.snapshot(), "memory", path)?.oomKills ?? null;
      return {
        passed: counted !== null && counted > 0 && seen.includes(counted),
        observed: beside(
          counterSeen("oom_kill", seen.at(-1)),
          counted === null ? say`the kernel has counted nothing` : say`the kernel has counted ${{ count: counted }}`,
        ),
      };
    },
  });
}

/**
 * The highest use so far was seen, or the present use where the kernel keeps no peak: `memory.peak`
 * of cgroup v2 came with Linux 5.19.
 */
export function showsPeak(terminal: TerminalName, path: string): Check {
  return shownFact({
    id: checkId("shows-peak", path, terminal),
    terminal,
    fact: say`the most memory the cgroup ${{ path }} has used`,
    cause: say`Another file was read.`,
    next: say`Read the file that keeps the peak, in the directory of the cgroup ${{ path }}.`,
    agrees: async (output, scene) => {
      const cgroup = cgroupAt(await scene.snapshot(), "memory", path);
      const peak = cgroup?.memoryPeak ?? null;
      const seen = output
        .split(/\s+/)
        .filter((word) => /^\d+$/.test(word))
        .map(Number);
      const mostPossible = cgroup?.memoryLimit ?? 0;
      return {
        passed: peak === null ? seen.some((bytes) => bytes > 0 && bytes <= mostPossible) : seen.includes(peak),
        observed: beside(
          seen.length === 0 ? say`no number was seen` : say`${{ numbers: listed(seen) }} was seen`,
          peak === null ? say`the kernel keeps no peak` : say`the kernel says ${{ what: peak }}`,
        ),
      };
    },
  });
}
