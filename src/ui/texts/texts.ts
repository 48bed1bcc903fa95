import { changes } from "./en/changes.ts";
import { learner } from "./en/learner.ts";
import { map, mapScreen } from "./en/map.ts";
import { notes } from "./en/notes.ts";
import { pages } from "./en/pages.ts";
import { play } from "./en/play.ts";
import { questions } from "./en/questions.ts";

/** Everything the terminal UI says. Another language has the same shape. */
export const ENGLISH = { play, learner, pages, questions, notes, changes, map, mapScreen };

export type Texts = typeof ENGLISH;
