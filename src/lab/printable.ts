/*
 * What a lab says is data: names of links, files and processes, what programs print, what the kernel complains of.
 * A learner chooses it. Here, and only here, it becomes text that a terminal, a page or a document can show.
 */

/** Control characters, what changes a text's direction, what has no width, halves of characters; not the newline and the tab. */
const UNSAFE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Longer than any name in the course: 255 is the most that file systems take (limits.h, NAME_MAX). */
const LONGEST_NAME = 255;
/** As long as a path may be (limits.h, PATH_MAX). */
const LONGEST_LINE = 4096;

const CONTROL_PICTURES = 0x2400;
const LAST_CONTROL = 0x1f;
const DELETE = 0x7f;
const PICTURE_OF_DELETE = "\u2421";
const REPLACEMENT = "\ufffd";

/** The same text with a picture (␛) or � where a character would do something instead of being seen. Lines end with `\n`. */
export function printable(text: string): string {
  return text.replace(/\r\n/g, "\n").replace(UNSAFE, pictureOf);
}

/** The same for a name: on one line, and no longer than a name is. */
export function printableName(name: string): string {
  return printableLine(name, LONGEST_NAME);
}

/** The same for what may be longer, as a path or a rule is: on one line. */
export function printableLine(text: string, longest = LONGEST_LINE): string {
  return printable(upTo(text, longest)).replace(/[\n\t]/g, pictureOf);
}

/** The beginning of a text, with an ellipsis where it goes on. */
export function upTo(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function pictureOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code <= LAST_CONTROL) return String.fromCharCode(CONTROL_PICTURES + code);
  return code === DELETE ? PICTURE_OF_DELETE : REPLACEMENT;
}
