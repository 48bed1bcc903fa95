import { type HelpWords, SPEECH } from "./help-words.ts";
import { clean } from "./words/clean.ts";
import { completion } from "./words/completion.ts";
import { doctor } from "./words/doctor.ts";
import { language } from "./words/language.ts";
import { lesson } from "./words/lesson.ts";
import { list } from "./words/list.ts";
import { map } from "./words/map.ts";
import { notes } from "./words/notes.ts";
import { nslab } from "./words/nslab.ts";
import { reset } from "./words/reset.ts";
import { script } from "./words/script.ts";
import { shell } from "./words/shell.ts";
import { start } from "./words/start.ts";
import { verify } from "./words/verify.ts";

const OWN_WORDS: Readonly<Record<string, HelpWords>> = {
  nslab,
  start,
  lesson,
  list,
  verify,
  shell,
  map,
  script,
  doctor,
  notes,
  language,
  clean,
  reset,
  completion,
};

/** By the command's name; nslab is the program itself. */
export const HELP_WORDS: Readonly<Record<string, HelpWords>> = Object.fromEntries(
  Object.entries(OWN_WORDS).map(([name, words]) => [name, { ...words, environment: [...words.environment, ...SPEECH] }]),
);
