/**
 * A sentence with named holes, and what stands in them: told in any language, by whoever has its words (`words.ts`).
 * The English sentence with its holes is its key in the catalogues of other languages (`zh/`).
 */
export interface Message {
  /** As in `{link} is a port of {bridge}`. */
  readonly say: string;
  readonly with: Readonly<Record<string, Value>>;
}

/** What stands in a hole: a name, a number, a command, all the same in every language; or what is itself said in words. */
export type Value = string | number | Message | Listed;

/** Several, one after the other. */
export interface Listed {
  readonly items: readonly Value[];
  readonly by: Joint;
}

/** What stands between them: a comma, a semicolon, or the word before the last one. */
export type Joint = "," | ";" | "and" | "or";

/** A hole has one name: say`${{ link }} is up`. */
export type Hole = Readonly<Record<string, Value>>;

/**
 * Makes a message where it is decided, in its English words: say`${{ link }} is a port of ${{ bridge }}`. Each hole is an
 * object with one property, which names it.
 */
export function say(parts: TemplateStringsArray, ...holes: readonly Hole[]): Message {
  const text = parts.reduce((before, part, at) => `${before}{${Object.keys(holes[at - 1] ?? {}).join()}}${part}`);
  return { say: text, with: Object.assign({}, ...holes) as Message["with"] };
}

/** What is said: a message, or a text in words of its own, as courses from elsewhere bring them. */
export type Said = Message | string;

/** Several in a hole: `listed(names)`, `listed(names, "and")`. */
export function listed(items: readonly Value[], by: Joint = ","): Listed {
  return { items, by };
}

/** What is the same in every language, or comes from elsewhere in words of its own. */
export function verbatim(text: string): Message {
  return { say: VERBATIM, with: { text } };
}

/** The key of what no catalogue has to know. */
export const VERBATIM = "{text}";

export function isMessage(value: unknown): value is Message {
  const { say: text, with: holes } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return typeof text === "string" && typeof holes === "object" && holes !== null;
}

/** What is said, as a message. */
export function asMessage(said: Said): Message {
  return typeof said === "string" ? verbatim(said) : said;
}

/** The same message, each name, command or other text in its holes changed: made fit to be shown, say. */
export function withTexts(message: Message, change: (text: string) => string): Message {
  return {
    say: message.say,
    with: Object.fromEntries(Object.entries(message.with).map(([name, value]) => [name, changed(value, change)])),
  };
}

function changed(value: Value, change: (text: string) => string): Value {
  if (typeof value === "string") return change(value);
  if (typeof value === "number") return value;
  if ("items" in value) return { ...value, items: value.items.map((item) => changed(item, change)) };
  return withTexts(value, change);
}
