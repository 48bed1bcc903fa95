import type { MistakesOfLesson } from "../../support/learner-data.ts";
import mounts from "./01-mounts.ts";
import nsenter from "./10-nsenter.ts";
import cpu from "./11-cpu.ts";
import memory from "./12-memory.ts";

/** The likeliest mistakes of each lesson, and what is told to who makes them. */
export const MISTAKES: readonly MistakesOfLesson[] = [mounts, nsenter, cpu, memory];
