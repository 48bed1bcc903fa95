import type { Phrases } from "../words.ts";

/** The command line: commands, their help, what failed. */
export const COMMANDS: Phrases = {};
