import type { TypedLesson } from "../../support/learner-data.ts";
import mounts from "./01-mounts.ts";
import nsenter from "./10-nsenter.ts";
import cpu from "./11-cpu.ts";
import memory from "./12-memory.ts";

/** What learners type who type everything themselves, by lesson. */
export const TYPED: readonly TypedLesson[] = [mounts, nsenter, cpu, memory];
