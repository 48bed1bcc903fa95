import type { Phrases } from "../words.ts";

/** Where a packet dies, why, and what to do there. */
export const DEATHS: Phrases = {};
