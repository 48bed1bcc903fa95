import { join } from "node:path";
import { Journal } from "../progress/journal.ts";
import type { Owner } from "../progress/owner.ts";
import { ProgressStore } from "../progress/store.ts";
import type { Context } from "./context.ts";
import { ownerOf } from "./owner.ts";

/** The progress of the person in front of the screen, in the course that is open. */
export function progressOf(context: Context): ProgressStore {
  return new ProgressStore(inCourse(context));
}

/** What that person did in it. */
export function journalOf(context: Context): Journal {
  return new Journal(inCourse(context));
}

/**
 * Of a course that is not nslab's own, it is kept by the id: the course may move, or be cloned anew, and a later
 * edition of it goes on where the learner stood.
 */
function inCourse(context: Context): Owner {
  const owner = ownerOf(context);
  const { outside } = context.course;
  return outside === null ? owner : { ...owner, directory: join(owner.directory, "courses", outside.id) };
}
