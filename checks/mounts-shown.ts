import { say } from "../src/say/message.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import { type Check, checkId } from "./check.ts";
import { asFindmnt, propagationOf } from "./mounts.ts";
import { typeIn } from "./networks.ts";
import { isVerdict, processAt } from "./places.ts";
import type { Where } from "./network-places.ts";
import { shownFact } from "./shown-fact.ts";

/** The propagation of the root mount was seen, and it is what the kernel says. */
export function showsPropagation(terminal: Where & TerminalName, wanted: "shared" | "private"): Check {
  return shownFact({
    id: checkId("shows-propagation", wanted, terminal),
    terminal,
    fact: wanted === "shared" ? say`that its mounts are shared` : say`that its mounts are private`,
    cause: say`Another column was asked for, or the shell in that terminal is not in the mount namespace it should be in.`,
    next: typeIn(terminal, "findmnt -o TARGET,PROPAGATION /"),
    agrees: async (output, scene) => {
      const process = await processAt(scene, terminal, "");
      if (isVerdict(process)) return { passed: false, observed: process.observed };
      const tags = propagationOf(await scene.snapshot(), process);
      const actual = tags.some((tag) => tag.startsWith("shared:")) ? "shared" : "private";
      return {
        passed: actual === wanted && output.split("\n").some((line) => tells(line, wanted)),
        observed: say`the kernel says that / is ${{ propagation: asFindmnt(tags) }} there`,
      };
    },
  });
}

/** A line of findmnt(8) about `/`, the column alone, or a line of mountinfo (proc_pid_mountinfo(5)), where a private mount has no tag. */
function tells(line: string, wanted: "shared" | "private"): boolean {
  if (new RegExp(`^(/\\s.*)?\\b${wanted}\\s*$`).test(line)) return true;
  const tags = /^\d+ \d+ \d+:\d+ \S+ \/ \S+ (.*?)- /.exec(line)?.[1];
  return tags !== undefined && tags.includes("shared:") === (wanted === "shared");
}
