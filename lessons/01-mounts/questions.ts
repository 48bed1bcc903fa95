import { frontIn } from "../../src/course/front.ts";
import type { QuestionDefinition } from "../../src/course/question.ts";

export const questions: readonly QuestionDefinition[] = [
  {
    id: "number",
    kind: "number",
    terminal: "container2",
    answer: (situation) => frontIn(situation, "container2")?.namespaces.mnt ?? null,
    mistakes: {
      host: ({ snapshot }) => snapshot.host.namespaces.mnt,
      container: (situation) => frontIn(situation, "container")?.namespaces.mnt ?? null,
    },
  },
  { id: "seen", kind: "several", right: ["content", "host-file"] },
  { id: "end", kind: "one", right: ["last"] },
];
