import { linkNamed } from "../../checks/links.ts";
import { hostNetwork, networkNamed } from "../../src/kernel/queries.ts";
import type { QuestionDefinition } from "../../src/course/question.ts";

export const questions: readonly QuestionDefinition[] = [
  {
    id: "index",
    kind: "number",
    terminal: "host",
    prepare: ["ip netns add exam", "ip link add exam0 type veth peer name exam1", "ip link set exam1 netns exam"],
    answer: ({ snapshot }) => linkNamed(networkNamed(snapshot, "exam"), "exam1")?.index ?? null,
    mistakes: {
      near: ({ snapshot }) => linkNamed(hostNetwork(snapshot), "exam0")?.index ?? null,
    },
  },
  { id: "delete", kind: "one", right: ["both"] },
  { id: "fresh", kind: "several", right: ["lo-down", "no-rules"] },
];
