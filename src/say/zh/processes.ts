import type { Phrases } from "../words.ts";

/** Processes, namespaces, names, and cgroups. */
export const PROCESSES: Phrases = {};
