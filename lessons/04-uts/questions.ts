import { frontIn } from "../../src/course/front.ts";
import type { QuestionDefinition } from "../../src/course/question.ts";

export const questions: readonly QuestionDefinition[] = [
  {
    id: "number",
    kind: "number",
    terminal: "container2",
    answer: (situation) => frontIn(situation, "container2")?.namespaces.uts ?? null,
    mistakes: {
      host: ({ snapshot }) => snapshot.host.namespaces.uts,
      container: (situation) => frontIn(situation, "container")?.namespaces.uts ?? null,
    },
  },
  { id: "holds", kind: "several", right: ["hostname", "domain"] },
  { id: "prompt", kind: "one", right: ["read-once"] },
];
