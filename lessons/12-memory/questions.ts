import type { QuestionDefinition } from "../../src/course/question.ts";

export const questions: readonly QuestionDefinition[] = [
  { id: "code", kind: "one", right: ["nine"] },
  { id: "counted", kind: "several", right: ["anonymous", "files"] },
  { id: "free", kind: "one", right: ["allocation"] },
];
