import { type Attempt, FORMAT, type PassedStep, type Position, type Progress } from "./progress.ts";

export type Parsed =
  | { readonly type: "progress"; readonly progress: Progress }
  /** Not what nslab writes: cut off, or edited. */
  | { readonly type: "damaged"; readonly why: string }
  /** Written by a later nslab. */
  | { readonly type: "newer"; readonly format: number };

/**
 * Reads a progress file's text. Everything that is known is looked at before anything is believed;
 * what is not known is kept as it is, for the later nslab of this format that has written it.
 */
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
  const lessons = parseEntries(value["lessons"], (steps) => parseEntries(steps, parsePassed));
  if (lessons === null) return { type: "damaged", why: "`lessons` is not a list of passed steps" };
  const known = { ...value, format: FORMAT, current, lessons } as const;
  if (value["attempts"] === undefined) return { type: "progress", progress: known };
  const attempts = parseEntries(value["attempts"], (steps) => parseEntries(steps, parseAttempt));
  if (attempts === null) return { type: "damaged", why: "`attempts` is not a list of steps and the time they took" };
  return { type: "progress", progress: { ...known, attempts } };
}

function parsePosition(value: unknown): Position | null | undefined {
  if (value === null) return null;
  if (!isRecord(value) || typeof value["lesson"] !== "string" || typeof value["step"] !== "string") return undefined;
  return { ...value, lesson: value["lesson"], step: value["step"] };
}

function parsePassed(value: unknown): PassedStep | null {
  if (!isRecord(value) || typeof value["at"] !== "string" || typeof value["withSolution"] !== "boolean") return null;
  const passed = { ...value, at: value["at"], withSolution: value["withSolution"] };
  if (value["by"] === undefined) return passed;
  return typeof value["by"] === "string" ? { ...passed, by: value["by"] } : null;
}

function parseAttempt(value: unknown): Attempt | null {
  if (!isRecord(value) || typeof value["activeMs"] !== "number" || !(value["activeMs"] >= 0)) return null;
  const attempt = { ...value, activeMs: value["activeMs"] };
  if (value["solution"] === undefined) return attempt;
  return typeof value["solution"] === "boolean" ? { ...attempt, solution: value["solution"] } : null;
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
