import { changes } from "./en/changes.ts";
import { learner } from "./en/learner.ts";
import { pages } from "./en/pages.ts";
import { play } from "./en/play.ts";

/** Everything the terminal UI says. Another language has the same shape. */
export const ENGLISH = { play, learner, pages, changes };

export type Texts = typeof ENGLISH;
