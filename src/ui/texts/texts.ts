import type { Language } from "../../course/language.ts";
import { changes } from "./en/changes.ts";
import { learner } from "./en/learner.ts";
import { map, mapScreen } from "./en/map.ts";
import { notes } from "./en/notes.ts";
import { pages } from "./en/pages.ts";
import { play } from "./en/play.ts";
import { questions } from "./en/questions.ts";
import { shell } from "./en/shell.ts";
import { changes as zhChanges } from "./zh/changes.ts";
import { learner as zhLearner } from "./zh/learner.ts";
import { map as zhMap, mapScreen as zhMapScreen } from "./zh/map.ts";
import { notes as zhNotes } from "./zh/notes.ts";
import { pages as zhPages } from "./zh/pages.ts";
import { play as zhPlay } from "./zh/play.ts";
import { questions as zhQuestions } from "./zh/questions.ts";
import { shell as zhShell } from "./zh/shell.ts";

const english = { play, learner, pages, questions, notes, changes, map, mapScreen, shell };

/** Everything the terminal UI says, in one language. Each has the shape of the English texts. */
export type Texts = Readonly<typeof english> & { readonly language: Language };

export const ENGLISH: Texts = { language: "en", ...english };

const CHINESE: Texts = {
  language: "zh",
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

export const TEXTS: Readonly<Record<Language, Texts>> = { en: ENGLISH, zh: CHINESE };
