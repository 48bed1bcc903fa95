import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Whether no other test runs meanwhile. */
    readonly alone: boolean;
  }
}

/** The checks of these measure what share of a CPU a process gets: no other test may take it from them. */
const MEASURING: readonly string[] = ["cpu"];

/** Whether the lesson is to be played in this run of a file: those that measure when nothing else runs, the others side by side. */
export function isPlayedHere(lesson: string): boolean {
  return MEASURING.includes(lesson) === inject("alone");
}
