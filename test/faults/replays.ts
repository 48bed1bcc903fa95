import { COURSE } from "../../lessons/course.ts";
import { SYSTEM_CLOCK } from "../../src/cli/clock.ts";
import { createLab } from "../../src/lab/machine.ts";
import { playInFreshLab } from "../../src/player/fresh-lab.ts";
import { UNATTENDED } from "../../src/player/learner.ts";
import { randomFrom } from "../support/random.ts";
import { type MachineNumbers, machineNumbers } from "./machine-numbers.ts";

/** Replays before the first look: what is loaded once is loaded then. */
const WARM_UP = 15;

/**
 * Replays random lessons one after the other in this very process, and compares the machine's numbers.
 * @returns complaints
 */
export async function replayMany(
  count: number,
  seed: number,
  packageRoot: string,
  say: (text: string) => void,
): Promise<readonly string[]> {
  const random = randomFrom(seed);
  const machine = { packageRoot, uid: process.getuid?.() ?? 0, environment: process.env };
  const failed: string[] = [];
  const stage = {
    course: COURSE,
    packageRoot,
    createLab: () => createLab(machine),
    clock: SYSTEM_CLOCK,
    size: () => ({ rows: 24, columns: 80 }),
    patience: 30_000,
    stop: new AbortController().signal,
    emit: () => undefined,
  };
  const looks: MachineNumbers[] = [];
  for (let number = 1; number <= count; number += 1) {
    const entry = COURSE[Math.floor(random() * COURSE.length)];
    if (entry === undefined) continue;
    const played = await playInFreshLab(stage, entry, UNATTENDED, { lookBefore: true, firstStep: 0 });
    const isWell = played.type === "skipped" || (played.type === "played" && played.outcome === "passed");
    if (!isWell) failed.push(`replay ${number}, ${entry.id}: ${JSON.stringify(played).slice(0, 200)}`);
    globalThis.gc?.();
    if (number === WARM_UP || number === count || number % 25 === 0) {
      looks.push(machineNumbers());
      say(`  after ${number} replays: ${JSON.stringify(looks.at(-1))}`);
    }
  }
  return [...failed, ...growth(looks)];
}

/** MiB that the process may have more at the end: the heap grows in steps of its own. */
const MEMORY_SLACK = 40;

function growth(looks: readonly MachineNumbers[]): readonly string[] {
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined) return [];
  const complaints = (["descriptors", "mounts", "cgroups"] as const)
    .filter((name) => last[name] > first[name])
    .map((name) => `${name} have grown from ${first[name]} to ${last[name]}`);
  if (last.memory > first.memory + MEMORY_SLACK) complaints.push(`memory has grown from ${first.memory} to ${last.memory} MiB`);
  return complaints;
}
