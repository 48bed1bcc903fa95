import { InvalidArgumentError, Option } from "commander";
import { LANGUAGES } from "../course/language.ts";

export const PLAIN = "lines of plain text only, for a log or a screen reader; in Chinese, words stay Chinese";
export const TRUST = "with --course: you trust whoever wrote it; do not ask";
export const RECORD = "record what is shown to a file that asciinema plays";
export const FORCE_RECORD = "write over a recording of that name";

/** An option of its own for each command: commander keeps what was given in it. */
export function languageOption(): Option {
  return new Option("--language <language>", "of lessons and screen; otherwise as chosen once, or as the locale says").choices(
    LANGUAGES,
  );
}

export function recordFormatOption(): Option {
  return new Option("--record-format <version>", "of the recording; asciinema before 3.0 plays v2 alone")
    .choices(["v2", "v3"])
    .default("v2");
}

/** An option of its own for each command: commander keeps what was given in it. */
export function courseOption(): Option {
  return new Option("--course <folder>", "another course than nslab's own, as README.md says").env("NSLAB_COURSE");
}

export function labOption(): Option {
  return new Option("--lab <pid>", "where you have several labs: that of the nslab with this process ID").argParser(wholeNumber);
}

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("It is a whole number from 1 up.");
  return value;
}
