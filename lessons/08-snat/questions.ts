import { nftRules } from "../../src/kernel/nft-chains.ts";
import { hostNetwork } from "../../src/kernel/queries.ts";
import type { Rule } from "../../src/kernel/snapshot.ts";
import type { QuestionDefinition } from "../../src/course/question.ts";

export const questions: readonly QuestionDefinition[] = [
  {
    id: "counted",
    kind: "number",
    terminal: "host",
    prepare: { in: "host", line: "iptables -t nat -S POSTROUTING" },
    answer: ({ snapshot }) => {
      const host = hostNetwork(snapshot);
      if (host === undefined) return null;
      const rule = host.rules.find(isSourceRule) ?? nftRules(host).find((each) => each.nft?.counts === true && rewrites(each));
      return rule?.packets ?? null;
    },
  },
  { id: "server", kind: "one", right: ["host"] },
  { id: "needed", kind: "several", right: ["route", "forward", "masquerade"] },
];

function isSourceRule(rule: Rule): boolean {
  return rule.table === "nat" && rule.chain === "POSTROUTING" && rewrites(rule);
}

function rewrites({ rule }: Rule): boolean {
  return / -j (SNAT|MASQUERADE)\b/.test(` ${rule}`);
}
