import { stripVTControlCharacters } from "node:util";
import { type Finding, finding } from "./finding.ts";
import { escaped, readTerminalBytes } from "./terminal-bytes.ts";

/** Computed by whoever writes past nslab; it never stands in a line that is typed. */
export const FORGED = "forged-42";

const MOST_NAMED = 3;
/** What Node prints of an error that nobody caught. */
const STACK = /^ {4}at .*(?:file:\/\/|node:internal|\(.*:\d+:\d+\))/m;

/** What of the machine's alone, or written past nslab, is in a text. */
export function judgeSecrets(where: string, text: string, canaries: Readonly<Record<string, string>>): readonly Finding[] {
  // Long words may have been broken where a row ends.
  const plain = stripVTControlCharacters(text).replaceAll(/\s+/g, "");
  return [
    ...Object.entries(canaries)
      .filter(([, token]) => plain.includes(token))
      .map(([name]) => finding("secret", `${where}: the machine's ${NAMES[name] ?? name}`)),
    ...(plain.includes(FORGED) ? [finding("terminal", `${where}: written by a program of the lab, past nslab`)] : []),
  ];
}

const NAMES: Readonly<Record<string, string>> = {
  open: "file that everybody may read",
  private: "file that its owner alone may read",
  kept: "file",
  name: "file's name",
  path: "path, which only nslab knows",
  environment: "variable of nslab's environment",
};

/** What was written to a terminal of the machine's that nslab does not draw, and what it is left in. */
export function judgeTerminal(where: string, bytes: string, isOver: boolean): readonly Finding[] {
  // A bell is drawn as any letter is: programs ring it, and nslab has to be heard.
  const { strays, leftOn } = readTerminalBytes(bytes, { bell: true });
  return [
    ...named(strays.map(({ what, bytes: shown }) => `${where}: ${what}: ${shown}`)).map((text) => finding("terminal", text)),
    ...(isOver ? leftOn.map((mode) => finding("terminal", `${where}: left with ${mode}`)) : []),
    ...(STACK.test(stripVTControlCharacters(bytes).replaceAll("\r", ""))
      ? [finding("crash", `${where}: an error that nobody caught`)]
      : []),
  ];
}

/** What a command printed that is no terminal's: no escape sequences at all; JSON has to be JSON, with clean texts. */
export function judgeDocument(where: string, text: string, format: "json" | "text"): readonly Finding[] {
  if (STACK.test(text)) return [finding("crash", `${where}: an error that nobody caught: ${escaped(errorIn(text))}`)];
  if (format === "text" || text.trim() === "") return unclean(where, text);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return [finding("document", `${where}: no JSON: ${escaped(String(error))}`)];
  }
  return unclean(where, textsOf(document).join("\n"));
}

function errorIn(text: string): string {
  return text.split("\n").find((line) => /Error\b/.test(line)) ?? "";
}

function unclean(where: string, text: string): readonly Finding[] {
  const { strays } = readTerminalBytes(text.replaceAll("\u001b", "\u009b"), { bell: false });
  return named(strays.map(({ what, bytes }) => `${where}: ${what}: ${bytes}`)).map((each) => finding("document", each));
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [key, ...textsOf(each)]);
}

function named(all: readonly string[]): readonly string[] {
  const each = [...new Set(all)];
  return each.length <= MOST_NAMED
    ? each
    : [...each.slice(0, MOST_NAMED - 1), `${each[MOST_NAMED - 1]}, and ${each.length - MOST_NAMED} more kinds`];
}
