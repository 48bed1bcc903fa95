import { frontIn } from "../../src/course/front.ts";
import type { QuestionDefinition } from "../../src/course/question.ts";
import type { Snapshot } from "../../src/kernel/snapshot.ts";

/** The UTS namespace of a container with that hostname; null where a skipped challenge has made none. */
function namespaceNamed({ hostnames, host }: Snapshot, name: string): number | null {
  const found = [...hostnames].find(([inode, hostname]) => hostname === name && inode !== host.namespaces.uts);
  return found?.[0] ?? null;
}

export const questions: readonly QuestionDefinition[] = [
  {
    id: "number",
    kind: "number",
    terminal: "container2",
    answer: ({ snapshot }) => namespaceNamed(snapshot, "web"),
    mistakes: {
      host: ({ snapshot }) => snapshot.host.namespaces.uts,
      container: (situation) => frontIn(situation, "container")?.namespaces.uts ?? null,
    },
  },
  { id: "holds", kind: "several", right: ["hostname", "domain"] },
  { id: "prompt", kind: "one", right: ["read-once"] },
];
