import type { LabRecord } from "../lab/record.ts";
import type { Context } from "./context.ts";

export interface LabOptions {
  /** PID of the nslab whose lab is meant; the newest one's when left out. */
  readonly lab?: number;
}

/** Those labs that are meant. */
export function meant(running: readonly LabRecord[], { lab }: LabOptions): readonly LabRecord[] {
  return lab === undefined ? running : running.filter(({ owner }) => owner.pid === lab);
}

/** Says which lab is taken where a person has several at a time: he may mean another one. */
export function tellOthers(context: Pick<Context, "errors">, taken: LabRecord, running: readonly LabRecord[]): void {
  const others = othersThan(taken, running);
  if (others.length === 0) return;
  context.errors.write(`You have ${others.length + 1} labs running. This is ${named(taken)}. ${choice(others)}\n`);
}

/** The labs of other nslabs of the same person. */
export function othersThan(taken: LabRecord, running: readonly LabRecord[]): readonly LabRecord[] {
  return byOwner(running).filter(({ owner }) => owner.pid !== taken.owner.pid);
}

/** The lab that was asked for is not there; where no certain one was, null. */
export function noSuchLab({ lab }: LabOptions, running: readonly LabRecord[]): string | null {
  if (lab === undefined) return null;
  const there = byOwner(running);
  const which =
    there.length === 0
      ? "No lab of yours is running. Start one in another window: nslab start"
      : `Yours: ${there.map(named).join("; ")}. --lab takes the ID of one of these.`;
  return `No nslab with the process ID ${lab} has a lab of yours. ${which}\n`;
}

/** What somebody who opens a lab is told of those he has open already; null where there is none. */
export function alsoRunning(running: readonly LabRecord[]): string | null {
  const others = byOwner(running);
  if (others.length === 0) return null;
  const which = others.map(named).join("; ");
  return `You have ${others.length === 1 ? "another lab" : `${others.length} other labs`} running: ${which}. They do not disturb each other. In another window nslab map, nslab shell and nslab verify take the newest one, or that of --lab PID.`;
}

function choice(others: readonly LabRecord[]): string {
  const [only] = others;
  if (others.length === 1 && only !== undefined) return `The other is ${named(only)}: --lab ${only.owner.pid} takes it.`;
  return `The others: ${others.map(named).join("; ")}. --lab PID takes one of them.`;
}

function named({ owner, position }: LabRecord): string {
  const lesson = position === null ? "one that is just being made" : `that of the lesson ${position.lesson}`;
  return `${lesson}, process ID ${owner.pid}`;
}

/** One nslab may have two labs for a moment, while one replaces the other: the newest counts. */
function byOwner(running: readonly LabRecord[]): readonly LabRecord[] {
  return [...new Map(running.map((record) => [record.owner.pid, record])).values()];
}
