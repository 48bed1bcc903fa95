import type { Phrases } from "../words.ts";

/** Links, cables, bridges, addresses and network namespaces. */
export const NETWORK: Phrases = {};
