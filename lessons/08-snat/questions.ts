import { hostNetwork } from "../../src/kernel/queries.ts";
import type { Rule } from "../../src/kernel/snapshot.ts";
import type { QuestionDefinition } from "../../src/course/question.ts";

export const questions: readonly QuestionDefinition[] = [
  {
    id: "counted",
    kind: "number",
    terminal: "host",
    prepare: { in: "host", line: "iptables -t nat -S POSTROUTING" },
    answer: ({ snapshot }) => hostNetwork(snapshot)?.rules.find(isSourceRule)?.packets ?? null,
  },
  { id: "server", kind: "one", right: ["host"] },
  { id: "needed", kind: "several", right: ["route", "forward", "masquerade"] },
];

function isSourceRule({ table, chain, rule }: Rule): boolean {
  return table === "nat" && chain === "POSTROUTING" && / -j (SNAT|MASQUERADE)\b/.test(` ${rule}`);
}
