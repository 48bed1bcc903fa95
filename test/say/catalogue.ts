import { holesOf, type Phrase } from "../../src/say/words.ts";
import type { Sentence } from "./sentences.ts";

/** What is wrong with a catalogue, a line each: sentences it lacks, has to no purpose, or gives other holes. */
export function faultsOf(phrases: Readonly<Record<string, Phrase>>, sentences: readonly Sentence[]): readonly string[] {
  const used = new Map(sentences.map(({ text, place }) => [text, place]));
  const missing = [...used].filter(([text]) => !isSameEverywhere(text) && !Object.hasOwn(phrases, text));
  const unused = Object.keys(phrases).filter((text) => !used.has(text));
  const other = Object.entries(phrases).filter(([text, phrase]) => !hasHolesOf(text, phrase));
  return [
    ...missing.map(([text, place]) => `${place}: not said: ${text}`),
    ...unused.map((text) => `said, and nowhere used: ${text}`),
    ...other.map(([text]) => `${used.get(text) ?? "nowhere"}: has other holes: ${text}`),
  ];
}

/** Nothing but holes, and what stands between commands. */
function isSameEverywhere(text: string): boolean {
  return !/\p{L}/u.test(text.replaceAll(/\{\w+\}/g, ""));
}

/** Each at least once, and no other; one that makes its sentence itself uses what it wants. */
function hasHolesOf(text: string, phrase: Phrase): boolean {
  if (typeof phrase === "function") return true;
  const [wanted, given] = [new Set(holesOf(text)), new Set(holesOf(phrase))];
  return wanted.size === given.size && [...wanted].every((hole) => given.has(hole));
}
