import { frontIn } from "../../src/course/front.ts";
import type { QuestionDefinition } from "../../src/course/question.ts";

export const questions: readonly QuestionDefinition[] = [
  {
    id: "outer",
    kind: "number",
    terminal: "host",
    answer: (situation) => frontIn(situation, "container")?.pids[0] ?? null,
    mistakes: { inner: (situation) => frontIn(situation, "container")?.pids.at(-1) ?? null },
  },
  { id: "more", kind: "several", right: ["seccomp", "layers"] },
  { id: "kernel", kind: "one", right: ["process"] },
];
