import { readFileSync } from "node:fs";
import type { Language } from "../course/language.ts";
import { Choices } from "../progress/choices.ts";
import { Journal } from "../progress/journal.ts";
import { findOwner, type Owner } from "../progress/owner.ts";
import { ProgressStore } from "../progress/store.ts";
import { languageFor } from "../ui/spoken.ts";
import type { Context } from "./context.ts";

/** The progress of the person in front of the screen. */
export function progressOf(context: Context): ProgressStore {
  return new ProgressStore(ownerOf(context));
}

/** What that person did. */
export function journalOf(context: Context): Journal {
  return new Journal(ownerOf(context));
}

/** What that person has chosen. */
export function choicesOf(context: Context): Choices {
  return new Choices(ownerOf(context));
}

/** The language to speak with that person. */
export function languageOf(context: Context, asked: Language | undefined): Language {
  return languageFor(asked ?? null, choicesOf(context).language, context.machine.environment);
}

/** The person in front of the screen. */
export function ownerOf(context: Context): Owner {
  const { environment, uid } = context.machine;
  return findOwner(environment, uid, readFileSync("/etc/passwd", "utf8"));
}
