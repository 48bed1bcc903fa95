import type { Verdict } from "../../checks/check.ts";
import { inWords } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";

/** What a verdict says, as a person reads it in Chinese. */
export function verdictInChinese(verdict: Verdict) {
  const { type, expected, observed, look } = verdict;
  const facts = { expected, observed, look, ...(verdict.type === "pass" ? {} : { cause: verdict.cause, next: verdict.next }) };
  const said = Object.fromEntries(Object.entries(facts).map(([name, text]) => [name, inWords(text, CHINESE_WORDS)]));
  return { type, ...said };
}
