/** What came out of a terminal that nslab never writes. */
export interface Stray {
  /** What it is, in a few words: `an OSC sequence`. */
  readonly what: string;
  /** The bytes, escaped, cut to a length that can be read. */
  readonly bytes: string;
}

export interface TerminalBytes {
  readonly strays: readonly Stray[];
  /** Modes that were switched and not switched back: what a person's terminal would be left with. */
  readonly leftOn: readonly string[];
}

/** Bells are nslab's to ring where it has to be heard. */
export interface Allowed {
  readonly bell: boolean;
}

/**
 * Modes by their numbers (xterm's "ctlseqs") that nslab switches: keys, mouse and paste as the program that is shown
 * asks for them, the cursor, the other screen, drawing at one go (2026); 12 comes with the cursor in terminfo(5).
 */
const KNOWN_MODES: ReadonlySet<number> = new Set([
  1, 7, 9, 12, 25, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 1049, 2004, 2026,
]);

/** On in a terminal that nobody has touched. */
const ON_BY_DEFAULT: ReadonlySet<number> = new Set([7, 25]);

/** Left as it is by a program that says nothing of it. */
const NO_TRACE: ReadonlySet<number> = new Set([7, 12]);

/** Final bytes of CSI sequences that move, erase, scroll, and colour: what a screen is drawn with. */
const DRAWING = /^[@A-HJ-MPSTXZ`abdefgmrsu]$/;

/** Right-to-left and the other directions of text, which may show a line other than it is (Unicode, UAX 9). */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

const LONGEST_SHOWN = 60;

const SEQUENCE =
  /\u001b(?:(?<string>[\]PX^_])(?<body>[^\u0007\u001b]*(?:\u001b(?!\\)[^\u0007\u001b]*)*)(?:\u0007|\u001b\\|$)|\[(?<private>[<-?]*)(?<given>[0-9;:]*)(?<between>[ -/]*)(?<final>[@-~])|(?<charset>[ -/]+)(?<set>[0-~])|(?<plain>[0-~])|(?<broken>[^]?))/gu;

const STRING_NAMES: Readonly<Record<string, string>> = { "]": "an OSC", P: "a DCS", X: "an SOS", "^": "a PM", _: "an APC" };

/** Reads all that came out of a terminal (ECMA-48, and xterm's own sequences) from its beginning to its end. */
export function readTerminalBytes(text: string, allowed: Allowed): TerminalBytes {
  const modes = new Modes();
  const strays: Stray[] = [];
  const stray = (what: string, bytes: string) => strays.push({ what, bytes: escaped(bytes) });
  let from = 0;
  for (const found of text.matchAll(SEQUENCE)) {
    strays.push(...strayText(text.slice(from, found.index), allowed));
    from = found.index + found[0].length;
    const what = judgeSequence(found.groups ?? {}, modes);
    if (what !== null) stray(what, found[0]);
  }
  strays.push(...strayText(text.slice(from), allowed));
  return { strays, leftOn: modes.leftOn };
}

function judgeSequence(groups: Readonly<Record<string, string | undefined>>, modes: Modes): string | null {
  const { string, final, charset, plain } = groups;
  if (string !== undefined) return `${STRING_NAMES[string] ?? "a string"} sequence`;
  if (final !== undefined) return judgeCsi(groups["private"] ?? "", groups["given"] ?? "", groups["between"] ?? "", final, modes);
  if (charset !== undefined) return groups["set"] === "B" ? null : "another character set";
  switch (plain) {
    case "7":
    case "8":
    case "M": // a line up
    case "D":
    case "E":
      return null;
    case "=":
    case ">":
      modes.keypad = plain === "=";
      return null;
    case "c":
      return "a full reset";
    default:
      return "an escape sequence of no use for drawing";
  }
}

function judgeCsi(mark: string, given: string, between: string, final: string, modes: Modes): string | null {
  const numbers = given.split(/[;:]/).map((each) => Number(each));
  if (mark === "?" && between === "" && (final === "h" || final === "l")) {
    const unknown = numbers.filter((mode) => !KNOWN_MODES.has(mode));
    for (const mode of numbers) modes.set(mode, final === "h");
    return unknown.length === 0 ? null : `the terminal's mode ${unknown.join(", ")}`;
  }
  if (mark === "" && between === " " && final === "q") {
    modes.cursorStyle = numbers[0] ?? 0;
    return null;
  }
  if (mark === "" && between === "!" && final === "p") return null; // soft reset
  if (mark !== "" || between !== "") return "a CSI sequence of no use for drawing";
  if (final === "h" || final === "l") return numbers.every((mode) => mode === 4 || mode === 34) ? null : "an ANSI mode";
  if (final === "c" || final === "n") return "a question that the terminal answers as if it were typed";
  if (final === "t" && (numbers[0] === 22 || numbers[0] === 23)) return null; // less(1) keeps the title, and puts it back
  if (final === "r") modes.region = given !== "";
  if (final === "m") modes.look(numbers);
  return DRAWING.test(final) ? null : "a CSI sequence of no use for drawing";
}

/** What a person's terminal would still be in when all is over. */
class Modes {
  readonly #changed = new Map<number, boolean>();
  keypad = false;
  region = false;
  readonly #looks = new Set<string>();
  cursorStyle = 0;

  set(mode: number, on: boolean): void {
    this.#changed.set(mode, on);
  }

  /** Select Graphic Rendition: what switches a look on, and what off again. */
  look(numbers: readonly number[]): void {
    for (const [index, number] of numbers.entries()) {
      if (number === 0) this.#looks.clear();
      for (const [name, isOn, off] of LOOKS) {
        if (isOn(number)) this.#looks.add(name);
        if (number === off) this.#looks.delete(name);
      }
      if (number === 38 || number === 48 || number === 58) {
        this.look(numbers.slice(index + (numbers[index + 1] === 5 ? 3 : 5))); // behind the colour's own numbers
        return;
      }
    }
  }

  get leftOn(): readonly string[] {
    const modes = [...this.#changed]
      .filter(([mode, on]) => !NO_TRACE.has(mode) && on !== ON_BY_DEFAULT.has(mode))
      .map(([mode, on]) => `mode ${mode} ${on ? "on" : "off"}`);
    return [
      ...modes,
      ...(this.keypad ? ["the keypad's own sequences"] : []),
      ...(this.region ? ["a scroll region"] : []),
      ...this.#looks,
      ...(this.cursorStyle > 0 ? ["a cursor of another form"] : []),
    ];
  }
}

const between = (from: number, to: number) => (number: number) => number >= from && number <= to;

const LOOKS: readonly (readonly [name: string, isOn: (number: number) => boolean, off: number])[] = [
  ["bold or faint text", between(1, 2), 22],
  ["italic text", between(3, 3), 23],
  ["underlined text", between(4, 4), 24],
  ["blinking text", between(5, 6), 25],
  ["reversed colours", between(7, 7), 27],
  ["hidden text", between(8, 8), 28],
  ["text struck through", between(9, 9), 29],
  ["a colour", (number) => between(30, 38)(number) || between(90, 97)(number), 39],
  ["a background", (number) => between(40, 48)(number) || between(100, 107)(number), 49],
];

const C0 = "\b\t\n\r\u000b\f";

function strayText(text: string, { bell }: Allowed): readonly Stray[] {
  const strays: Stray[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const what =
      code >= 0x80 && code <= 0x9f
        ? "a C1 control character"
        : BIDI.test(character)
          ? "a character that turns the direction of text"
          : code === 7
            ? bell
              ? null
              : "a bell"
            : (code < 0x20 && !C0.includes(character)) || code === 0x7f
              ? "a control character"
              : null;
    if (what !== null) strays.push({ what, bytes: escaped(character) });
  }
  return strays;
}

/** Made readable; so that a report is no attack of its own. */
export function escaped(text: string): string {
  const cut = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
  return [...cut]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      const isPlain = code >= 0x20 && code < 0x7f;
      return isPlain || character === "…" ? character : `\\u{${code.toString(16)}}`;
    })
    .join("");
}
