import type { TerminalName } from "../src/terminal/names.ts";
import type { Check } from "./check.ts";
import { propagationOf } from "./mounts.ts";
import { isVerdict, processAt, type Where } from "./places.ts";
import { shownFact } from "./shown-fact.ts";

/** The propagation of the root mount was seen, and it is what the kernel says. */
export function showsPropagation(terminal: Where & TerminalName, wanted: "shared" | "private"): Check {
  return shownFact({
    terminal,
    fact: `that its mounts are ${wanted}`,
    cause: "Another column was asked for, or the shell in that terminal is not in the mount namespace it should be in.",
    next: `Type in the terminal ${terminal}: findmnt -o TARGET,PROPAGATION /`,
    agrees: async (output, scene) => {
      const process = await processAt(scene, terminal, "");
      if (isVerdict(process)) return { passed: false, observed: process.observed };
      const tags = propagationOf(await scene.snapshot(), process);
      const actual = tags.some((tag) => tag.startsWith("shared:")) ? "shared" : "private";
      return {
        passed: actual === wanted && new RegExp(`^/\\s+${wanted}\\b`, "m").test(output),
        observed: `the kernel says that / is ${tags.join(" ") || "private"} there`,
      };
    },
  });
}
