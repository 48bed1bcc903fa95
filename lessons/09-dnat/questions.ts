import type { QuestionDefinition } from "../../src/course/question.ts";

export const questions: readonly QuestionDefinition[] = [
  { id: "chain", kind: "one", right: ["prerouting"] },
  { id: "own", kind: "one", right: ["output"] },
  { id: "input", kind: "one", right: ["forward"] },
];
