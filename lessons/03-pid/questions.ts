import { frontIn } from "../../src/course/front.ts";
import type { QuestionDefinition } from "../../src/course/question.ts";

export const questions: readonly QuestionDefinition[] = [
  {
    id: "outer",
    kind: "number",
    terminal: "host",
    answer: (situation) => frontIn(situation, "container2")?.pids[0] ?? null,
    mistakes: {
      inner: (situation) => frontIn(situation, "container2")?.pids.at(-1) ?? null,
      middle: (situation) => frontIn(situation, "container2")?.pids[1] ?? null,
    },
  },
  { id: "death", kind: "one", right: ["all-killed"] },
  { id: "foreign", kind: "one", right: ["old-proc"] },
];
