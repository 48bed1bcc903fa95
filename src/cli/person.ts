import { readFileSync } from "node:fs";
import { findOwner } from "../progress/owner.ts";
import { ProgressStore } from "../progress/store.ts";
import type { Context } from "./context.ts";

/** The progress of the person in front of the screen. */
export function progressOf(context: Context): ProgressStore {
  const { environment, uid } = context.machine;
  return new ProgressStore(findOwner(environment, uid, readFileSync("/etc/passwd", "utf8")));
}
