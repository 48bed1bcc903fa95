import widthOfAnyText from "fast-string-width";

const PRINTABLE_ASCII = /^[ -~]*$/;

/** Most characters of Chinese text, one alone: each takes two columns. */
const CHINESE_CHARACTER = /^[\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e]$/;

/** Columns of a terminal that a text takes. Most is ASCII or Chinese, for which the library need not get under way. */
export function stringWidth(text: string): number {
  if (isPrintableAscii(text)) return text.length;
  return CHINESE_CHARACTER.test(text) ? 2 : widthOfAnyText(text);
}

/** Whether each of its characters takes one column and there are no others: no escape sequence, no tab. */
export function isPrintableAscii(text: string): boolean {
  return PRINTABLE_ASCII.test(text);
}
