import type { Said } from "../../src/say/message.ts";
import { ENGLISH_WORDS, inWords, type Words } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";
import { personsLanguage } from "../../src/setup/voice.mjs";
import { TOOLS_IN_CHINESE } from "./tools-in-chinese.ts";

/** How Chinese says what the repository's own tools say: the benchmark and its like are no part of nslab. */
export const CHINESE_OF_TOOLS: Words = { ...CHINESE_WORDS, phrases: { ...CHINESE_WORDS.phrases, ...TOOLS_IN_CHINESE } };

/** Speaks the language of whoever has started this. */
export function speaker(): (said: Said) => string {
  const words = personsLanguage([]) === "zh" ? CHINESE_OF_TOOLS : ENGLISH_WORDS;
  return (said) => inWords(said, words);
}
