import type { Joint, Message, Said, Value } from "./message.ts";

/** A sentence of a catalogue: with the same holes, in its own order; or made of what stands in them. */
export type Phrase = string | ((holes: Readonly<Record<string, string>>, values: Message["with"]) => string);

/** Sentences by the English one with its holes. */
export type Phrases = Readonly<Record<string, Phrase>>;

/** How one language says messages. */
export interface Words {
  /** By the English sentence with its holes; where one is missing, it is said in English. */
  readonly phrases: Phrases;
  list(items: readonly string[], by: Joint): string;
  /** Writes wide characters side by side: the space beside a hole is left out where both sides of it are wide. */
  readonly isWide?: boolean;
}

/** English needs no catalogue: messages are written in it. */
export const ENGLISH_WORDS: Words = {
  phrases: {},
  list: (items, by) => (by === "and" || by === "or" ? withLast(items, ", ", ` ${by} `) : items.join(`${by} `)),
};

/** One after the other, with another joint before the last one. */
function withLast(items: readonly string[], joint: string, last: string): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(joint)}${last}${items.at(-1)}`;
}

/** What is said, in these words; a text of somebody else's as it stands. */
export function inWords(said: Said, words: Words): string {
  return typeof said === "string" ? said : messageInWords(said, words);
}

function messageInWords(message: Message, words: Words): string {
  const holes = Object.fromEntries(Object.entries(message.with).map(([name, value]) => [name, valueInWords(value, words)]));
  const phrase = Object.hasOwn(words.phrases, message.say) ? words.phrases[message.say] : undefined;
  if (typeof phrase === "function") return phrase(holes, message.with);
  return filled(phrase ?? message.say, holes, words.isWide === true && phrase !== undefined);
}

/** The sentence in English. */
export function inEnglish(said: Said): string {
  return inWords(said, ENGLISH_WORDS);
}

function valueInWords(value: Value, words: Words): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (!("items" in value)) return messageInWords(value, words);
  return words.list(
    value.items.map((item) => valueInWords(item, words)),
    value.by,
  );
}

/** What a text's holes are called. */
export function holesOf(text: string): readonly string[] {
  return Array.from(text.matchAll(HOLE), ([, name = ""]) => name);
}

const HOLE = /\{(\w+)\}/g;

/** One pass: what stands in a hole is never looked through for others. */
function filled(text: string, holes: Readonly<Record<string, string>>, isWide: boolean): string {
  const parts = text.split(HOLE).map((part, at) => (at % 2 === 0 ? part : (holes[part] ?? `{${part}}`)));
  return isWide ? parts.reduce(besideEachOther) : parts.join("");
}

const WIDE_END = /[\p{Script=Han}，。：；（）、“”] ?$/u;
const WIDE_START = /^ ?[\p{Script=Han}，。：；（）、“”]/u;

/** Wide characters side by side, with no space of either between them. */
export function besideEachOther(before: string, after: string): string {
  return WIDE_END.test(before) && WIDE_START.test(after)
    ? `${before.replace(/ $/, "")}${after.replace(/^ /, "")}`
    : before + after;
}
