import type { Phrases } from "../words.ts";

/** Packet rules, and where a packet dies. */
export const RULES: Phrases = {};
