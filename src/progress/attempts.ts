import type { JournalEntry } from "./journal-entries.ts";

/** One time that somebody was at a step: what he did from its opening on. */
export interface StepAttempt {
  readonly lesson: string;
  readonly step: string;
  readonly play: string;
  readonly entries: readonly JournalEntry[];
}

/**
 * For each step the attempt that is worth telling, in the order in which the steps were first opened: the last
 * one that passed, else the last one with a command in it, else none. Whoever plays a lesson again gets his new notes.
 */
export function toldAttempts(entries: readonly JournalEntry[]): readonly StepAttempt[] {
  return attemptsByStep(entries).flatMap((attempts) => {
    const told = toldOf(attempts);
    return told === null ? [] : [told];
  });
}

/** So many runs of nslab may still be going on. */
const RECENT_PLAYS = 4;

/** The entries without those of old attempts that notes do not tell; what may still go on stays. */
export function withoutOldAttempts(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const plays = new Set(entries.toReversed().map(({ play }) => play));
  const recent = [...plays].slice(0, RECENT_PLAYS);
  const kept = new Set<JournalEntry>();
  for (const attempts of attemptsByStep(entries)) {
    const last = recent.map((play) => attempts.findLast((attempt) => attempt.play === play));
    for (const attempt of [toldOf(attempts), ...last]) for (const entry of attempt?.entries ?? []) kept.add(entry);
  }
  return entries.filter((entry) => kept.has(entry));
}

function attemptsByStep(entries: readonly JournalEntry[]): readonly (readonly StepAttempt[])[] {
  const steps = new Map<string, (StepAttempt & { readonly entries: JournalEntry[] })[]>();
  for (const entry of entries) {
    const { lesson, step, play } = entry;
    const key = JSON.stringify([lesson, step]);
    const attempts = steps.get(key) ?? [];
    steps.set(key, attempts);
    const open = attempts.findLast((attempt) => attempt.play === play);
    if (entry.type === "opened" || open === undefined) attempts.push({ lesson, step, play, entries: [entry] });
    else open.entries.push(entry);
  }
  return [...steps.values()];
}

function toldOf(attempts: readonly StepAttempt[]): StepAttempt | null {
  const lastWith = (type: JournalEntry["type"]) => attempts.findLast((each) => each.entries.some((entry) => entry.type === type));
  return lastWith("passed") ?? lastWith("command") ?? lastWith("map") ?? null;
}
