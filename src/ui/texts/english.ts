import type { Language } from "../../course/language.ts";
import { ENGLISH_WORDS, type Words } from "../../say/words.ts";
import { changes } from "./en/changes.ts";
import { learner } from "./en/learner.ts";
import { map, mapScreen } from "./en/map.ts";
import { notes } from "./en/notes.ts";
import { pages } from "./en/pages.ts";
import { play } from "./en/play.ts";
import { questions } from "./en/questions.ts";
import { shell } from "./en/shell.ts";

const english = { play, learner, pages, questions, notes, changes, map, mapScreen, shell };

/** Everything the terminal UI says, in one language. Each has the shape of the English texts. */
export type Texts = Readonly<typeof english> & { readonly language: Language; readonly words: Words };

export const ENGLISH: Texts = { language: "en", words: ENGLISH_WORDS, ...english };
