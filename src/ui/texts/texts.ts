import type { Language } from "../../course/language.ts";
import { ENGLISH, type Texts } from "./english.ts";
import { CHINESE_WORDS } from "../../say/zh/words.ts";
import { changes as zhChanges } from "./zh/changes.ts";
import { learner as zhLearner } from "./zh/learner.ts";
import { map as zhMap, mapScreen as zhMapScreen } from "./zh/map.ts";
import { notes as zhNotes } from "./zh/notes.ts";
import { pages as zhPages } from "./zh/pages.ts";
import { play as zhPlay } from "./zh/play.ts";
import { questions as zhQuestions } from "./zh/questions.ts";
import { shell as zhShell } from "./zh/shell.ts";

const CHINESE: Texts = {
  language: "zh",
  words: CHINESE_WORDS,
  play: zhPlay,
  learner: zhLearner,
  pages: zhPages,
  questions: zhQuestions,
  notes: zhNotes,
  changes: zhChanges,
  map: zhMap,
  mapScreen: zhMapScreen,
  shell: zhShell,
};

/** With the words in which messages are said now: those of a course from elsewhere among them. */
export function textsIn({ language, words }: Pick<Texts, "language" | "words">): Texts {
  const texts = TEXTS[language];
  return words === texts.words ? texts : { ...texts, words };
}

export const TEXTS: Readonly<Record<Language, Texts>> = { en: ENGLISH, zh: CHINESE };
