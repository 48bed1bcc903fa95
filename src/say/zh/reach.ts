import type { Phrases } from "../words.ts";

/** Routes, pings, names, ports and servers, and what conntrack keeps of them. */
export const REACH: Phrases = {};
