import type { Phrases } from "../words.ts";

/** What lessons say in their checks and hints. */
export const LESSONS: Phrases = {};
