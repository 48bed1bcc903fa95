import type { MistakesOfLesson } from "../../support/learner-data.ts";
import mounts from "./01-mounts.ts";

/** The likeliest mistakes of each lesson, and what is told to who makes them. */
export const MISTAKES: readonly MistakesOfLesson[] = [mounts];
