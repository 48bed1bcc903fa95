import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Whether no other test runs meanwhile. */
    readonly alone: boolean;
    /** Whether it is a run that leaves out what takes long. */
    readonly isQuick: boolean;
  }
}

/** The checks of these measure what share of a CPU a process gets: no other test may take it from them. */
const MEASURING: readonly string[] = ["cpu"];

/** The one that is played where there is no time for all: it has links, namespaces, packets and a question. */
const QUICK = "veth";

/** Whether the lesson is to be played in this run of a file: those that measure when nothing else runs, the others side by side. */
export function isPlayedHere(lesson: string): boolean {
  if (inject("isQuick")) return lesson === QUICK;
  return MEASURING.includes(lesson) === inject("alone");
}
