import { type Listed, listed as inList, type Message, type Said, say, verbatim } from "../../say/message.ts";
import { type CourseError, courseError } from "../course-error.ts";
import { oneLine } from "./one-line.ts";

/** Where a value stands that a course exports, and what it is called in a complaint. */
interface Spot {
  readonly file: string;
  readonly source: string;
  readonly line: number;
  /** Begins a sentence: `The step "bind"`. */
  readonly name: Message;
}

const MOST_ITEMS = 1000;

/**
 * A look at a value that a course exports and that may be anything at all. Every reader returns a value of its type;
 * where there is none, it complains and what it returns stands for nothing: complaints are looked at in the end.
 */
export class Look {
  readonly value: unknown;
  readonly #spot: Spot;
  readonly #errors: CourseError[];

  constructor(value: unknown, spot: Spot, errors: CourseError[]) {
    this.value = value;
    this.#spot = spot;
    this.#errors = errors;
  }

  get name(): Message {
    return this.#spot.name;
  }

  /** @param complaint goes on after the name: `has no title: …` */
  complain(complaint: Message): void {
    this.#errors.push(this.errorOf(complaint));
  }

  errorOf(complaint: Message): CourseError {
    const { file, line, name } = this.#spot;
    return courseError(file, line, say`${{ name }} ${{ complaint }}`);
  }

  /** The same value, called otherwise. */
  named(name: Message): Look {
    return new Look(this.value, { ...this.#spot, name }, this.#errors);
  }

  /** The same value, called otherwise, and found in the source where its id stands. */
  called(name: Message, id: string): Look {
    const lines = this.#spot.source.split("\n");
    const index = lines.findIndex((each) => /\bid\s*:/.test(each) && (each.includes(`"${id}"`) || each.includes(`'${id}'`)));
    return new Look(this.value, { ...this.#spot, name, line: index === -1 ? this.#spot.line : index + 1 }, this.#errors);
  }

  /** A field, read once: it may be a getter that throws. */
  field(field: string): Look {
    const { source, line, name } = this.#spot;
    const below = source.split("\n").slice(line - 1);
    const index = below.findIndex((each) => new RegExp(`(^|[\\s{,])${field}\\s*[:(,}]`).test(each));
    const spot = { ...this.#spot, line: index === -1 ? line : line + index };
    try {
      return new Look((this.value as Readonly<Record<string, unknown>>)[field], spot, this.#errors);
    } catch (error) {
      const why = oneLine(error instanceof Error ? error.message : String(error));
      this.#errors.push(
        courseError(
          spot.file,
          spot.line,
          say`${{ name }} has a ${{ field }} that throws when it is read: ${{ why }}. Write its value there.`,
        ),
      );
      return new Look(undefined, spot, []); // one complaint is enough
    }
  }

  /** Whether it is an object with no other fields than those. */
  isRecord(known: readonly string[], form: Said): boolean {
    if (typeof this.value !== "object" || this.value === null || Array.isArray(this.value)) {
      this.complain(say`is ${{ kind: kindOf(this.value) }}: write ${{ form }}`);
      return false;
    }
    const unknown = Object.keys(this.value).filter((field) => !known.includes(field));
    for (const field of unknown)
      this.complain(
        say`has a field "${{ field: oneLine(field) }}" that nslab does not know: correct its spelling or remove it. Known are ${{ known: inList(known) }}.`,
      );
    return true;
  }

  get isThere(): boolean {
    return this.value !== undefined;
  }

  /** @param form what it must look like, for a person: `small letters, digits and dashes` */
  text(what: Said, example: Said, pattern = /^[^\p{Cc}]+$/u, form = say`text on one line, without control characters`): string {
    if (typeof this.value === "string" && pattern.test(this.value)) return this.value;
    if (this.value === undefined) this.complain(say`has no ${{ what }}: add ${{ form: example }}`);
    else this.complain(say`has ${{ kind: kindOf(this.value) }} for its ${{ what }}: it is ${{ form }}, as in ${{ example }}`);
    return "";
  }

  oneOf<Word extends string>(what: Said, words: readonly [Word, ...Word[]]): Word {
    const found = words.find((word) => word === this.value);
    if (found === undefined) this.complain(say`${{ wrong: this.#wrong(what) }}: write ${{ words: listed(words) }}.`);
    return found ?? words[0];
  }

  truth(what: Said): boolean {
    if (typeof this.value !== "boolean")
      this.complain(say`has ${{ kind: kindOf(this.value) }} for ${{ what }}: write true or false.`);
    return this.value === true;
  }

  list(what: Said, form: Said): readonly Look[] {
    if (!Array.isArray(this.value)) {
      this.complain(say`${{ wrong: this.#wrong(what) }}: write a list, as in ${{ form }}`);
      return [];
    }
    if (this.value.length > MOST_ITEMS) {
      this.complain(
        say`has ${{ count: this.value.length }} ${{ what }}: more than ${{ most: MOST_ITEMS }} are too many for anybody.`,
      );
      return [];
    }
    return Array.from(this.value as readonly unknown[], (each) => new Look(each, this.#spot, this.#errors));
  }

  /** Something to call; what it returns must be looked at each time. */
  callable(what: Said, form: Said): (...given: readonly unknown[]) => unknown {
    if (typeof this.value === "function") return this.value as (...given: readonly unknown[]) => unknown;
    this.complain(say`${{ wrong: this.#wrong(what) }}: write ${{ form }}`);
    return () => undefined;
  }

  #wrong(what: Said): Message {
    return this.isThere ? say`has ${{ kind: kindOf(this.value) }} for its ${{ what }}` : say`has no ${{ what }}`;
  }
}

export function listed(words: readonly string[]): Listed {
  return inList(
    words.map((word) => `"${word}"`),
    "or",
  );
}

/** What a value is, for a person: `the text "hots"`, `a number`. */
export function kindOf(value: unknown): Message {
  if (typeof value === "string")
    return value === "" ? say`an empty text` : say`the text ${{ text: JSON.stringify(oneLine(value)) }}`;
  if (value === undefined) return say`nothing`;
  if (value === null) return verbatim("null");
  if (Array.isArray(value)) return value.length === 0 ? say`an empty list` : say`a list`;
  if (typeof value === "number" || typeof value === "bigint") return say`the number ${{ number: String(value) }}`;
  if (typeof value === "boolean") return say`the value ${{ value: String(value) }}`;
  return typeof value === "object" ? say`an object` : say`a ${{ type: typeof value }}`;
}
