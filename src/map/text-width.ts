import widthOfAnyText from "fast-string-width";

const PRINTABLE_ASCII = /^[ -~]*$/;

/** Columns of a terminal that a text takes. Most is ASCII, for which the library need not get under way. */
export function stringWidth(text: string): number {
  return isPrintableAscii(text) ? text.length : widthOfAnyText(text);
}

/** Whether each of its characters takes one column and there are no others: no escape sequence, no tab. */
export function isPrintableAscii(text: string): boolean {
  return PRINTABLE_ASCII.test(text);
}
