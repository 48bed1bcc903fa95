import type { Phrases } from "../words.ts";

/** Links, bridges, addresses, routes, pings, names and servers. */
export const NETWORK: Phrases = {};
