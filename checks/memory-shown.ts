import { cgroupAt } from "../src/kernel/queries.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import type { Check } from "./check.ts";
import { shownFact } from "./shown-fact.ts";

/** The kernel's own count of kills for this cgroup was seen. */
export function showsKills(terminal: TerminalName, path: string): Check {
  return shownFact({
    terminal,
    fact: `how many processes the kernel killed for the cgroup ${path}`,
    cause: "Another file was read, or nothing has been killed yet.",
    next: `Read the file that counts, in the directory of the cgroup ${path}.`,
    agrees: async (output, scene) => {
      const seen = [...output.matchAll(/^oom_kill\s+(\d+)$/gm)].map(([, count]) => Number(count));
      const counted = cgroupAt(await scene.snapshot(), "memory", path)?.oomKills ?? null;
      return {
        passed: counted !== null && counted > 0 && seen.includes(counted),
        observed: `oom_kill ${seen.at(-1) ?? "not seen"}; the kernel has counted ${counted ?? "nothing"}`,
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
    terminal,
    fact: `the most memory the cgroup ${path} has used`,
    cause: "Another file was read.",
    next: `Read the file that keeps the peak, in the directory of the cgroup ${path}.`,
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
        observed: `${seen.join(", ") || "no number"} was seen; the kernel ${peak === null ? "keeps no peak" : `says ${peak}`}`,
      };
    },
  });
}
