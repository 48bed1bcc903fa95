import { InvalidArgumentError, Option } from "commander";
import { LANGUAGES } from "../course/language.ts";
import { type Message, say } from "../say/message.ts";
import { LANGUAGE_FLAG } from "../setup/language.mjs";

export const PLAIN = say`lines of plain text only, for a log or a screen reader; in Chinese, words stay Chinese`;
export const TRUST = say`with --course: you trust whoever wrote it; do not ask`;
export const RECORD = say`record what is shown to a file that asciinema plays`;
export const FORCE_RECORD = say`write over a recording of that name`;

/** What an option means, in the language that is spoken. */
type Told = (said: Message) => string;

/** An option of its own for each command: commander keeps what was given in it. */
export function languageOption(told: Told): Option {
  const meaning = say`the language of all that nslab says; otherwise that of NSLAB_LANGUAGE, of your choice or of the locale`;
  return new Option(`${LANGUAGE_FLAG} <language>`, told(meaning)).choices(LANGUAGES);
}

export function recordFormatOption(told: Told): Option {
  return new Option("--record-format <version>", told(say`of the recording; asciinema before 3.0 plays v2 alone`))
    .choices(["v2", "v3"])
    .default("v2");
}

export function courseOption(told: Told): Option {
  return new Option("--course <folder>", told(say`another course than nslab's own, as README.md says`)).env("NSLAB_COURSE");
}

export function labOption(told: Told): Option {
  const meaning = say`where you have several labs: that of the nslab with this process ID`;
  return new Option("--lab <pid>", told(meaning)).argParser(wholeNumber);
}

/** What commander says of it is told by `usage-error.ts`. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("It is a whole number from 1 up.");
  return value;
}
