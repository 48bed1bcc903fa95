import { type Message, say } from "../src/say/message.ts";
import type { Place } from "../src/lab/enter.ts";
import { type Ran, runInLab } from "../src/lab/run-in-lab.ts";
import { couldNotLook, type Scene, type Verdict } from "./check.ts";

/** nsenter(1) could not start the program. */
const NOT_FOUND = 127;

/** For a machine of the usual pace, in milliseconds. */
const PATIENCE = { hopeful: 1000, hopeless: 300 } as const;

/**
 * How long a probe waits for an answer, in milliseconds. In a lab one takes less than 1 ms, so the
 * long one is for a machine that is busy; where the snapshot shows that none can come, the short one
 * makes sure of it by asking all the same.
 */
export function patience({ lab }: Pick<Scene, "lab">, hope: keyof typeof PATIENCE): number {
  return Math.round(PATIENCE[hope] * lab.pace);
}

/** Runs a probe's command in the lab, or gives the verdict that says why it could not be run. */
export async function probe(
  scene: Scene,
  place: Place,
  argv: readonly string[],
  expected: Message,
  look: Message,
  timeout?: number,
): Promise<Ran | Verdict> {
  const ran = await runInLab(scene.lab, place, argv, timeout === undefined ? {} : { timeout });
  if (ran.code !== 0) await forgetUnanswered(scene, place);
  if (ran.timedOut || (ran.code !== null && ran.code !== NOT_FOUND)) return ran;
  const [program = ""] = argv;
  const complaint = ran.problem ?? ran.stderr.trim();
  return couldNotLook({
    expected,
    observed:
      complaint === ""
        ? say`the probe could not be run: ${{ program }} did not start`
        : say`the probe could not be run: ${{ complaint }}`,
    look,
    cause: say`The program ${{ program }} is missing on this machine, or the lab has just ended.`,
    next: say`See what this machine lacks: nslab doctor`,
  });
}

/**
 * An ARP question that nobody answered stays open, and packets to that address then wait for the
 * kernel to ask again, up to a second (arp(7)). The learner's own ping must not wait for ours.
 */
async function forgetUnanswered(scene: Scene, place: Place): Promise<void> {
  await runInLab(scene.lab, place, ["ip", "neigh", "flush", "nud", "incomplete", "nud", "failed"]);
}

/** A verdict, not an outcome: the probe could not be run. */
export function isNotRun(found: Ran | Verdict): found is Verdict {
  return "expected" in found;
}

/** What to say of a packet that got no answer, when everything on its way looks right. */
export const BEYOND = {
  cause: say`Links, routes, forwarding and rules look right; something else on the way drops the packet or its answer.`,
  next: say`Look at each hop: ip addr; ip route; iptables-save; nft list ruleset, in the namespace and on the host.`,
} as const;
