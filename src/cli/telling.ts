import type { Language } from "../course/language.ts";
import type { Said } from "../say/message.ts";
import { ENGLISH_WORDS, inWords, type Words } from "../say/words.ts";
import type { Context } from "./context.ts";

/** Those of another language than English are loaded where it is spoken. */
export async function wordsOf(language: Language): Promise<Words> {
  return language === "zh" ? (await import("../say/zh/words.ts")).CHINESE_WORDS : ENGLISH_WORDS;
}

/** In the language that is spoken. */
export function told({ spoken }: Pick<Context, "spoken">, said: Said): string {
  return inWords(said, spoken.words);
}

/** Says something on the standard error, a line or several. */
export function tell(context: Pick<Context, "spoken" | "errors">, said: Said): void {
  context.errors.write(`${told(context, said)}\n`);
}
