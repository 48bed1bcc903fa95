import type { LabRecord } from "../lab/record.ts";
import { listed, type Message, say } from "../say/message.ts";
import type { Context } from "./context.ts";
import { tell } from "./telling.ts";

export interface LabOptions {
  /** PID of the nslab whose lab is meant; the newest one's when left out. */
  readonly lab?: number;
}

/** Those labs that are meant. */
export function meant(running: readonly LabRecord[], { lab }: LabOptions): readonly LabRecord[] {
  return lab === undefined ? running : running.filter(({ owner }) => owner.pid === lab);
}

/** Says which lab is taken where a person has several at a time: he may mean another one. */
export function tellOthers(context: Pick<Context, "errors" | "spoken">, taken: LabRecord, running: readonly LabRecord[]): void {
  const others = othersThan(taken, running);
  if (others.length === 0) return;
  tell(
    context,
    say`You have ${{ count: others.length + 1 }} labs running. This is ${{ taken: named(taken) }}. ${{ others: choice(others) }}`,
  );
}

/** The labs of other nslabs of the same person. */
export function othersThan(taken: LabRecord, running: readonly LabRecord[]): readonly LabRecord[] {
  return byOwner(running).filter(({ owner }) => owner.pid !== taken.owner.pid);
}

/** The lab that was asked for is not there; where no certain one was, null. */
export function noSuchLab({ lab }: LabOptions, running: readonly LabRecord[]): Message | null {
  if (lab === undefined) return null;
  const there = byOwner(running);
  const which =
    there.length === 0
      ? say`No lab of yours is running. Start one in another window: nslab start`
      : say`Yours: ${{ labs: listed(there.map(named), ";") }}. --lab takes the ID of one of these.`;
  return say`No nslab with the process ID ${{ pid: lab }} has a lab of yours. ${{ which }}`;
}

/** Says that; nothing where no certain one was asked for. */
export function tellNoSuchLab(
  context: Pick<Context, "errors" | "spoken">,
  options: LabOptions,
  running: readonly LabRecord[],
): void {
  const missing = noSuchLab(options, running);
  if (missing !== null) tell(context, missing);
}

/** What somebody who opens a lab is told of those he has open already; null where there is none. */
export function alsoRunning(running: readonly LabRecord[]): Message | null {
  const others = byOwner(running);
  if (others.length === 0) return null;
  const labs = listed(others.map(named), ";");
  const which =
    others.length === 1
      ? say`You have another lab running: ${{ labs }}.`
      : say`You have ${{ count: others.length }} other labs running: ${{ labs }}.`;
  return say`${{ which }} They do not disturb each other. In another window nslab map, nslab shell and nslab verify take the newest one, or that of --lab PID.`;
}

function choice(others: readonly LabRecord[]): Message {
  const [only] = others;
  if (others.length === 1 && only !== undefined)
    return say`The other is ${{ lab: named(only) }}: --lab ${{ pid: only.owner.pid }} takes it.`;
  return say`The others: ${{ labs: listed(others.map(named), ";") }}. --lab PID takes one of them.`;
}

function named({ owner: { pid }, position }: LabRecord): Message {
  if (position === null) return say`one that is just being made, process ID ${{ pid }}`;
  return say`that of the lesson ${{ lesson: position.lesson }}, process ID ${{ pid }}`;
}

/** One nslab may have two labs for a moment, while one replaces the other: the newest counts. */
function byOwner(running: readonly LabRecord[]): readonly LabRecord[] {
  return [...new Map(running.map((record) => [record.owner.pid, record])).values()];
}
