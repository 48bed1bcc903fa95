import type { Process, Snapshot } from "../../src/kernel/snapshot.ts";
import type { QuestionDefinition } from "../../src/course/question.ts";

export const questions: readonly QuestionDefinition[] = [
  {
    id: "inner",
    kind: "number",
    terminal: "host",
    answer: ({ snapshot }) => helper(snapshot)?.pids.at(-1) ?? null,
    mistakes: { outer: ({ snapshot }) => helper(snapshot)?.pids[0] ?? null },
  },
  { id: "unseen", kind: "one", right: ["mnt"] },
  { id: "exec", kind: "one", right: ["setns"] },
];

/** The `sleep` of the challenge: in a PID namespace below the host's. */
function helper({ processes }: Snapshot): Process | undefined {
  return processes.find(({ name, pids, state }) => name === "sleep" && pids.length > 1 && state !== "Z");
}
