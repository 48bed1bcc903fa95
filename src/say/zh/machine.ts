import type { Phrases } from "../words.ts";

/** What a machine has and lacks: doctor, needs, set-up. */
export const MACHINE: Phrases = {};
