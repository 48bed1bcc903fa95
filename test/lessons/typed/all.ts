import type { TypedLesson } from "../../support/learner-data.ts";
import mounts from "./01-mounts.ts";

/** What learners type who type everything themselves, by lesson. */
export const TYPED: readonly TypedLesson[] = [mounts];
