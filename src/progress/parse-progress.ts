import { type Said, say } from "../say/message.ts";
import { type Answer, type Attempt, FORMAT, type PassedStep, type Position, type Progress } from "./progress.ts";

export type Parsed =
  | { readonly type: "progress"; readonly progress: Progress }
  /** Not what nslab writes: cut off, or edited. */
  | { readonly type: "damaged"; readonly why: Said }
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
  if (!isRecord(value) || typeof value["format"] !== "number") return { type: "damaged", why: say`it has no format number` };
  if (!Number.isInteger(value["format"]) || value["format"] < 1)
    return { type: "damaged", why: say`its format number is none that was ever written` };
  if (value["format"] > FORMAT) return { type: "newer", format: value["format"] };
  const current = parsePosition(value["current"]);
  if (current === undefined) return { type: "damaged", why: say`\`current\` is not a lesson and a step` };
  const lessons = parseEntries(value["lessons"], (steps) => parseEntries(steps, parsePassed));
  if (lessons === null) return { type: "damaged", why: say`\`lessons\` is not a list of passed steps` };
  const known = { ...value, format: FORMAT, current, lessons } as const;
  const attempts = parseOptional(value["attempts"], parseAttempt);
  if (attempts === null) return { type: "damaged", why: say`\`attempts\` is not a list of steps and the time they took` };
  const questions = parseOptional(value["questions"], parseAnswer);
  if (questions === null)
    return { type: "damaged", why: say`\`questions\` is not a list of questions and how they were answered` };
  const later = { ...(attempts === undefined ? {} : { attempts }), ...(questions === undefined ? {} : { questions }) };
  return { type: "progress", progress: { ...known, ...later } };
}

/** What the first nslab did not write: undefined where it is not there, null where it is something else. */
function parseOptional<Value>(
  value: unknown,
  parse: (value: unknown) => Value | null,
): Record<string, Record<string, Value>> | null | undefined {
  return value === undefined ? undefined : parseEntries(value, (entries) => parseEntries(entries, parse));
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

function parseAnswer(value: unknown): Answer | null {
  if (!isRecord(value) || typeof value["at"] !== "string") return null;
  const { tries } = value;
  return typeof tries === "number" && Number.isInteger(tries) && tries >= 1 ? { ...value, at: value["at"], tries } : null;
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
