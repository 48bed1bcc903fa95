import { readSaid } from "../course/outside/read-said.ts";
import type { Said } from "../say/message.ts";

/**
 * What a person did, as it is kept: a line of JSON each. Lines of a later nslab, and those that were cut
 * off, are left out when it is read; fields that are not known are not looked at.
 */
export type JournalEntry = Stamp &
  (
    | { readonly type: "opened" }
    | {
        readonly type: "command";
        readonly terminal: string;
        readonly prompt: string;
        readonly command: string;
        /** Typed by the learner himself, or typed for him. */
        readonly by: "learner" | "nslab";
        readonly output: ShortOutput;
        /** It had not come back when the step ended. */
        readonly isRunning: boolean;
      }
    | {
        readonly type: "passed";
        readonly checks: readonly SeenCheck[];
        /** What the step changed in the lab, a line each. */
        readonly changes: readonly string[];
      }
    /** The lab as a drawing, at the lesson's end. */
    | { readonly type: "map"; readonly drawing: string }
  );

export interface Stamp {
  /** When, as an ISO 8601 time. */
  readonly at: string;
  /** Which play of nslab it belongs to: two may write at the same time. */
  readonly play: string;
  readonly lesson: string;
  readonly step: string;
}

/** As messages, so that notes can be written in any language; those of older versions are texts. */
export interface SeenCheck {
  /** In its course (`check-ids.ts`); older versions did not keep it. */
  readonly id?: string;
  readonly name: Said;
  readonly seen: Said;
}

/** What a command printed, as plain lines: all of them, or the first and the last. */
export interface ShortOutput {
  readonly head: readonly string[];
  /** Lines left out between the two. */
  readonly left: number;
  readonly tail: readonly string[];
}

const VERSION = 1;

export function entryLine(entry: JournalEntry): string {
  return `${JSON.stringify({ v: VERSION, ...entry })}\n`;
}

/** The entries in a journal's text, in the order in which they were written. */
export function parseJournal(text: string): readonly JournalEntry[] {
  return text.split("\n").flatMap((line) => {
    const entry = parseLine(line);
    return entry === null ? [] : [entry];
  });
}

function parseLine(line: string): JournalEntry | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null; // cut off, or empty
  }
  if (!isRecord(value) || value["v"] !== VERSION) return null;
  const { at, play, lesson, step, type } = value;
  if (!isText(at) || Number.isNaN(Date.parse(at)) || !isText(play) || !isText(lesson) || !isText(step)) return null;
  const stamp: Stamp = { at, play, lesson, step };
  switch (type) {
    case "opened":
      return { ...stamp, type };
    case "command": {
      const { terminal, prompt, command, by, isRunning } = value;
      const output = parseOutput(value["output"]);
      if (!isText(terminal) || !isText(prompt) || !isText(command) || output === null) return null;
      if (by !== "learner" && by !== "nslab") return null;
      return { ...stamp, type, terminal, prompt, command, by, output, isRunning: isRunning === true };
    }
    case "passed": {
      const checks = parseList(value["checks"], parseCheck);
      const changes = parseList(value["changes"], textOrNull);
      return checks === null || changes === null ? null : { ...stamp, type, checks, changes };
    }
    case "map": {
      const { drawing } = value;
      return isText(drawing) ? { ...stamp, type, drawing } : null;
    }
    default:
      return null;
  }
}

function parseOutput(value: unknown): ShortOutput | null {
  if (!isRecord(value) || typeof value["left"] !== "number") return null;
  const head = parseList(value["head"], textOrNull);
  const tail = parseList(value["tail"], textOrNull);
  return head === null || tail === null ? null : { head, left: value["left"], tail };
}

function parseCheck(value: unknown): SeenCheck | null {
  if (!isRecord(value)) return null;
  const { id } = value;
  const [name, seen] = [readSaid(value["name"]), readSaid(value["seen"])];
  return name === null || seen === null ? null : { ...(isText(id) ? { id } : {}), name, seen };
}

/** A list whose items all parse, or null. */
function parseList<Item>(value: unknown, parse: (value: unknown) => Item | null): readonly Item[] | null {
  if (!Array.isArray(value)) return null;
  const items: Item[] = [];
  for (const each of value) {
    const item = parse(each);
    if (item === null) return null;
    items.push(item);
  }
  return items;
}

function textOrNull(value: unknown): string | null {
  return isText(value) ? value : null;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
