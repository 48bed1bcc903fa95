import widthOfAnyText from "fast-string-width";

const PRINTABLE_ASCII = /^[ -~]*$/;

/** Columns of a terminal that a text takes. Most is ASCII, for which the library need not get under way. */
export function stringWidth(text: string): number {
  return PRINTABLE_ASCII.test(text) ? text.length : widthOfAnyText(text);
}
