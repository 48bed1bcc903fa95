import type { Verdict } from "../../checks/check.ts";
import type { Said } from "../../src/say/message.ts";
import { inWords } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";

/** Words that English sentences are held together by, and commands are not. */
const JOINING =
  /\b(?:the|is|are|was|were|be|been|has|have|had|of|its|which|that|this|these|there|their|from|and|or|but|not|cannot|does|did|with|without|by|as|at|an|you|your|it|they|if|when|then|where|who|what|how|into|than|only|still|already|between|because|before|after)\b/i;

/** Words in Latin letters with nothing but spaces and commas between them. */
const RUN = /[A-Za-z][A-Za-z'’-]*(?:,? [A-Za-z][A-Za-z'’-]*)+/g;

/** What programs and the kernel say in English, whatever language nslab speaks; on screens it stands as they print it. */
const OF_OTHERS: readonly RegExp[] = [
  /cannot access|cannot open|bytes (?:from|of data)/g, // ls, cat; ping
  /(?:command )?not found|No record of process/g, // bash
  /Error, do this/g, // ps without a /proc
  /cannot change root directory to/g, // chroot
  /(?:No )?such file or directory|Network is unreachable|Cannot allocate memory/g, // errno(3), also where a line ends in it
  /Connection timed out after/g, // curl
  /flow entries have been shown/g, // conntrack
  /This file is on the host|(?:hello )?from the host|[Yy]ou are(?: in the container)?/g, // what lessons write, and their server answers
];

/** English sentences in a Chinese text, or what looks like one: empty where all is Chinese, commands, names and quotations. */
export function englishIn(text: string): readonly string[] {
  const own = OF_OTHERS.reduce((rest, words) => rest.replaceAll(words, ""), text);
  return (own.match(RUN) ?? []).filter((run) => JOINING.test(run));
}

/** What a learner who reads Chinese would read in English, by the name of the part; empty where it is all Chinese. */
export function englishOfVerdict(verdict: Verdict): readonly string[] {
  const { expected, observed, look } = verdict;
  const parts: Readonly<Record<string, Said>> =
    verdict.type === "pass"
      ? { expected, observed, look, ...(verdict.shown === undefined ? {} : { shown: verdict.shown }) }
      : {
          expected,
          observed,
          look,
          cause: verdict.cause,
          next: verdict.next,
          ...(verdict.at === undefined || verdict.at === null ? {} : { place: verdict.at.text, reason: verdict.at.reason }),
        };
  return Object.entries(parts).flatMap(([name, said]) =>
    englishIn(inWords(said, CHINESE_WORDS)).map((english) => `${name}: ${english}`),
  );
}
