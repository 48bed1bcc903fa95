import type { Snapshot } from "../../src/kernel/snapshot.ts";
import type { QuestionDefinition } from "../../src/course/question.ts";

export const questions: readonly QuestionDefinition[] = [
  {
    id: "count",
    kind: "number",
    terminal: "host",
    answer: ({ snapshot }) => namespacesOf(snapshot),
    mistakes: { others: ({ snapshot }) => namespacesOf(snapshot) - 1 },
  },
  { id: "inside", kind: "several", right: ["segments", "queues"] },
  { id: "shared", kind: "several", right: ["file", "socket"] },
];

function namespacesOf({ processes }: Snapshot): number {
  return new Set(processes.filter(({ state }) => state !== "Z").map(({ namespaces }) => namespaces.ipc)).size;
}
