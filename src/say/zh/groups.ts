import type { Phrases } from "../words.ts";

/** Control groups, CPU shares, memory, and what a lesson leaves behind. */
export const GROUPS: Phrases = {};
