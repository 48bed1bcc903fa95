import type { Packet } from "../packet-fate.ts";
import type { Network } from "../snapshot.ts";
import type { Death, Leg } from "./way.ts";

/** A packet at a place, and what happened to it before. */
export interface Journey {
  readonly leg: Leg;
  readonly packet: Packet;
}

/** Somebody took the packet, or it goes no further, or nobody can tell. */
export type End =
  | { readonly type: "arrived"; readonly network: Network; readonly packet: Packet }
  | { readonly type: "died"; readonly death: Death }
  /** By the host's device, to where no network is known. */
  | { readonly type: "left"; readonly packet: Packet }
  | { readonly type: "unknown" };
