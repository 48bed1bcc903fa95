import { readFileSync } from "node:fs";
import { Journal } from "../progress/journal.ts";
import { findOwner, type Owner } from "../progress/owner.ts";
import { ProgressStore } from "../progress/store.ts";
import type { Context } from "./context.ts";

/** The progress of the person in front of the screen. */
export function progressOf(context: Context): ProgressStore {
  return new ProgressStore(ownerOf(context));
}

/** What that person did. */
export function journalOf(context: Context): Journal {
  return new Journal(ownerOf(context));
}

/** The person in front of the screen. */
export function ownerOf(context: Context): Owner {
  const { environment, uid } = context.machine;
  return findOwner(environment, uid, readFileSync("/etc/passwd", "utf8"));
}
