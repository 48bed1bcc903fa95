import type { Phrases } from "../words.ts";

/** Mounts, files, roots, and what a command showed. */
export const FILES: Phrases = {};
