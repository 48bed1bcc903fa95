import type { Said, Value } from "../../say/message.ts";
import { plainText } from "../../terminal/plain-text.ts";

/** Far deeper than any sentence. */
const DEEPEST = 8;

/** What a course's check says: a text, or a message as `say` makes it, without control characters. Null for all else. */
export function readSaid(value: unknown): Said | null {
  const read = readValue(value, DEEPEST);
  return read === null || typeof read === "number" || (typeof read === "object" && "items" in read) ? null : read;
}

function readValue(value: unknown, depth: number): Value | null {
  if (typeof value === "string") return plainText(value);
  if (typeof value === "number") return value;
  if (typeof value !== "object" || value === null || depth === 0) return null;
  const { say: text, with: holes, items, by } = value as Readonly<Record<string, unknown>>;
  if (Array.isArray(items)) {
    const read = items.map((item) => readValue(item, depth - 1));
    if (!(by === "," || by === ";" || by === "and" || by === "or") || read.some((each) => each === null)) return null;
    return { items: read.filter((each) => each !== null), by };
  }
  if (typeof text !== "string" || typeof holes !== "object" || holes === null) return null;
  const read = Object.entries(holes).map(([name, each]) => [name, readValue(each, depth - 1)] as const);
  const filled = read.flatMap(([name, each]) => (each === null ? [] : [[name, each] as const]));
  return filled.length < read.length ? null : { say: plainText(text), with: Object.fromEntries(filled) };
}
