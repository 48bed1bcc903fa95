import type { Verdict } from "../../checks/check.ts";
import type { Said } from "../../src/say/message.ts";
import { inWords } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";

/** Words that English sentences are held together by, and commands are not. */
const JOINING =
  /(?<![-\w])(?:the|is|are|was|were|be|been|has|have|had|of|its|which|that|this|these|there|their|from|and|or|but|not|cannot|does|did|with|without|by|as|at|an|you|your|it|they|if|when|then|where|who|what|how|into|than|only|still|already|between|because|before|after)(?![-\w])/i;

/** Words in Latin letters with nothing but spaces and commas between them. */
const RUN = /[A-Za-z][A-Za-z'’-]*(?:,? [A-Za-z][A-Za-z'’-]*)+/g;

/** What programs and the kernel say in English, whatever language nslab speaks; on screens it stands as they print it. */
const OF_OTHERS: readonly RegExp[] = [
  /cannot access|cannot open|bytes (?:from|of data)/g, // ls, cat; ping
  /(?:command )?not found|No record of process/g, // bash
  /[Oo]ut of memory/g, // the kernel
  /Error, do this/g, // ps without a /proc
  /cannot change root directory to/g, // chroot
  // errno(3), also where a line ends in it
  /(?:No )?such (?:file or directory|device or address)|(?:Not|Is) a directory|Directory not empty|Device or resource busy/g,
  /(?:Network|Host) is (?:unreachable|down)|Address already in use|Operation not (?:permitted|supported)/g,
  /Cannot (?:allocate memory|assign requested address)|Too many levels of symbolic links/g,
  /Connection timed out after/g, // curl
  /flow entries have been shown/g, // conntrack
  /This file is on the host|(?:hello )?from the host|[Yy]ou are(?: in the container)?/g, // what lessons write, and their server answers
];

/** English sentences in a Chinese text, or what looks like one: empty where all is Chinese, commands, names and quotations. */
export function englishIn(text: string): readonly string[] {
  const own = OF_OTHERS.reduce((rest, words) => rest.replaceAll(words, ""), text.replaceAll(/\w+=/g, "="));
  return (own.match(RUN) ?? []).filter((run) => JOINING.test(run));
}

/**
 * What a learner who reads Chinese would read in English, by the name of the part; empty where it is all Chinese.
 * @param isOwn whether all of it is nslab's own words: texts that are no messages are then looked at as well
 */
export function englishOfVerdict(verdict: Verdict, isOwn = true): readonly string[] {
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
    typeof said === "string" && !isOwn ? [] : englishIn(inWords(said, CHINESE_WORDS)).map((english) => `${name}: ${english}`),
  );
}
