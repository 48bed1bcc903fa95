import type { Phrases } from "../words.ts";

/** What the player and the loading of courses say. */
export const ENGINE: Phrases = {};
