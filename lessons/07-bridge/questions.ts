import { hostNetwork } from "../../src/kernel/queries.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";
import type { QuestionDefinition } from "../../src/course/question.ts";

export const questions: readonly QuestionDefinition[] = [
  {
    id: "ports",
    kind: "number",
    terminal: "host",
    answer: ({ snapshot }) => portsOf(snapshot) || null,
    mistakes: {
      links: ({ snapshot }) => hostNetwork(snapshot)?.links.length ?? null,
      bridge: ({ snapshot }) => portsOf(snapshot) + 1,
    },
  },
  { id: "address", kind: "one", right: ["bridge"] },
  { id: "between", kind: "one", right: ["only-bridge"] },
];

function portsOf(snapshot: Snapshot): number {
  return hostNetwork(snapshot)?.links.filter(({ master }) => master === "docker0").length ?? 0;
}
