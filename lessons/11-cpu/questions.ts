import type { QuestionDefinition } from "../../src/course/question.ts";

export const questions: readonly QuestionDefinition[] = [
  { id: "shared", kind: "one", right: ["half"] },
  { id: "burst", kind: "one", right: ["waits"] },
  { id: "quota", kind: "several", right: ["idle", "sum"] },
];
