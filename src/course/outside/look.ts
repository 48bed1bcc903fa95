import { type CourseError, courseError } from "../course-error.ts";
import { oneLine } from "./one-line.ts";

/** Where a value stands that a course exports, and what it is called in a complaint. */
interface Spot {
  readonly file: string;
  readonly source: string;
  readonly line: number;
  /** Begins a sentence: `The step "bind"`. */
  readonly name: string;
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

  get name(): string {
    return this.#spot.name;
  }

  /** @param message goes on after the name: `has no title: …` */
  complain(message: string): void {
    this.#errors.push(this.errorOf(message));
  }

  errorOf(message: string): CourseError {
    const { file, line, name } = this.#spot;
    return courseError(file, line, `${name} ${message}`);
  }

  /** The same value, called otherwise. */
  named(name: string): Look {
    return new Look(this.value, { ...this.#spot, name }, this.#errors);
  }

  /** The same value, called otherwise, and found in the source where its id stands. */
  called(name: string, id: string): Look {
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
        courseError(spot.file, spot.line, `${name} has a ${field} that throws when it is read: ${why}. Write its value there.`),
      );
      return new Look(undefined, spot, []); // one complaint is enough
    }
  }

  /** Whether it is an object with no other fields than those. */
  isRecord(known: readonly string[], form: string): boolean {
    if (typeof this.value !== "object" || this.value === null || Array.isArray(this.value)) {
      this.complain(`is ${kindOf(this.value)}: write ${form}`);
      return false;
    }
    const unknown = Object.keys(this.value).filter((field) => !known.includes(field));
    for (const field of unknown)
      this.complain(
        `has a field "${oneLine(field)}" that nslab does not know: correct its spelling or remove it. Known are ${known.join(", ")}.`,
      );
    return true;
  }

  get isThere(): boolean {
    return this.value !== undefined;
  }

  /** @param form what it must look like, for a person: `small letters, digits and dashes` */
  text(what: string, example: string, pattern = /^[^\p{Cc}]+$/u, form = "text on one line, without control characters"): string {
    if (typeof this.value === "string" && pattern.test(this.value)) return this.value;
    if (this.value === undefined) this.complain(`has no ${what}: add ${example}`);
    else this.complain(`has ${kindOf(this.value)} for its ${what}: it is ${form}, as in ${example}`);
    return "";
  }

  oneOf<Word extends string>(what: string, words: readonly [Word, ...Word[]]): Word {
    const found = words.find((word) => word === this.value);
    if (found === undefined)
      this.complain(`${this.isThere ? `has ${kindOf(this.value)} for its ${what}` : `has no ${what}`}: write ${listed(words)}.`);
    return found ?? words[0];
  }

  truth(what: string): boolean {
    if (typeof this.value !== "boolean") this.complain(`has ${kindOf(this.value)} for ${what}: write true or false.`);
    return this.value === true;
  }

  list(what: string, form: string): readonly Look[] {
    if (!Array.isArray(this.value)) {
      this.complain(
        `${this.isThere ? `has ${kindOf(this.value)} for its ${what}` : `has no ${what}`}: write a list, as in ${form}`,
      );
      return [];
    }
    if (this.value.length > MOST_ITEMS) {
      this.complain(`has ${this.value.length} ${what}: more than ${MOST_ITEMS} are too many for anybody.`);
      return [];
    }
    return Array.from(this.value as readonly unknown[], (each) => new Look(each, this.#spot, this.#errors));
  }

  words<Word extends string>(what: string, words: readonly [Word, ...Word[]]): readonly Word[] {
    return this.list(what, `${what}: ["${words[0]}"]`).map((each) => each.oneOf(what, words));
  }

  /** Something to call; what it returns must be looked at each time. */
  callable(what: string, form: string): (...given: readonly unknown[]) => unknown {
    if (typeof this.value === "function") return this.value as (...given: readonly unknown[]) => unknown;
    this.complain(`${this.isThere ? `has ${kindOf(this.value)} for its ${what}` : `has no ${what}`}: write ${form}`);
    return () => undefined;
  }
}

export function listed(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
}

/** What a value is, for a person: `the text "hots"`, `a number`. */
export function kindOf(value: unknown): string {
  if (typeof value === "string") return value === "" ? "an empty text" : `the text ${JSON.stringify(oneLine(value))}`;
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "number" || typeof value === "bigint") return `the number ${value}`;
  if (typeof value === "boolean") return `the value ${value}`;
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
