import type { QuestionDefinition } from "../../src/course/question.ts";

export const questions: readonly QuestionDefinition[] = [
  { id: "missing", kind: "one", right: ["loader"] },
  { id: "needed", kind: "several", right: ["program", "libraries", "loader"] },
  { id: "wall", kind: "one", right: ["root-moves"] },
];
