import type { Message } from "../../say/message.ts";
import { inWords, type Words } from "../../say/words.ts";

/** A figure with its unit, as in `64 MiB`, never parted by a line's end. */
export function unbroken(figure: Message, words: Words): string {
  return inWords(figure, words).replaceAll(" ", "\u00a0");
}
