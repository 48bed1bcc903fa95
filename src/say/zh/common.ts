import type { Phrases } from "../words.ts";

/** What is said in more than one subject. */
export const COMMON: Phrases = {};
