/** What a person has passed, and where he stands. Kept by ids, never by positions. */
export interface Progress {
  readonly format: 1;
  /** Where `nslab start` goes on; null before the first lesson. */
  readonly current: Position | null;
  /** Steps that were passed once, by lesson. */
  readonly lessons: Readonly<Record<string, Readonly<Record<string, PassedStep>>>>;
}

export interface Position {
  readonly lesson: string;
  readonly step: string;
}

export interface PassedStep {
  /** When, as an ISO 8601 time. */
  readonly at: string;
  /** The solution had been shown before. */
  readonly withSolution: boolean;
}

export const FORMAT = 1;

export const NOTHING_YET: Progress = { format: FORMAT, current: null, lessons: {} };

/** The progress with one more step passed; a step once passed keeps its first date. */
export function withPassed(progress: Progress, lesson: string, step: string, passed: PassedStep): Progress {
  const steps = Object.hasOwn(progress.lessons, lesson) ? progress.lessons[lesson] : {};
  if (steps !== undefined && Object.hasOwn(steps, step)) return progress;
  return { ...progress, lessons: { ...progress.lessons, [lesson]: { ...steps, [step]: passed } } };
}

export function withPosition(progress: Progress, current: Position): Progress {
  return { ...progress, current };
}

export type Parsed =
  | { readonly type: "progress"; readonly progress: Progress }
  /** Not what nslab writes: cut off, or edited. */
  | { readonly type: "damaged"; readonly why: string }
  /** Written by a later nslab. */
  | { readonly type: "newer"; readonly format: number };

/** Reads a progress file's text. Everything is looked at before anything is believed. */
export function parseProgress(text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { type: "damaged", why: error instanceof Error ? error.message : String(error) };
  }
  if (!isRecord(value) || typeof value["format"] !== "number") return { type: "damaged", why: "it has no format number" };
  if (!Number.isInteger(value["format"]) || value["format"] < 1)
    return { type: "damaged", why: "its format number is none that was ever written" };
  if (value["format"] > FORMAT) return { type: "newer", format: value["format"] };
  const current = parsePosition(value["current"]);
  if (current === undefined) return { type: "damaged", why: "`current` is not a lesson and a step" };
  const lessons = parseLessons(value["lessons"]);
  if (lessons === null) return { type: "damaged", why: "`lessons` is not a list of passed steps" };
  return { type: "progress", progress: { format: FORMAT, current, lessons } };
}

function parsePosition(value: unknown): Position | null | undefined {
  if (value === null) return null;
  if (!isRecord(value) || typeof value["lesson"] !== "string" || typeof value["step"] !== "string") return undefined;
  return { lesson: value["lesson"], step: value["step"] };
}

function parseLessons(value: unknown): Progress["lessons"] | null {
  return parseEntries(value, (steps) => parseEntries(steps, parsePassed));
}

function parsePassed(value: unknown): PassedStep | null {
  if (!isRecord(value) || typeof value["at"] !== "string" || typeof value["withSolution"] !== "boolean") return null;
  return { at: value["at"], withSolution: value["withSolution"] };
}

/** An object whose values all parse, or null. */
function parseEntries<Value>(value: unknown, parse: (value: unknown) => Value | null): Record<string, Value> | null {
  if (!isRecord(value)) return null;
  const entries: [string, Value][] = [];
  for (const [key, each] of Object.entries(value)) {
    const parsed = parse(each);
    if (parsed === null) return null;
    entries.push([key, parsed]);
  }
  return Object.fromEntries(entries);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
