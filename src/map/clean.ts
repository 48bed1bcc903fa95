/** Escape sequences of terminals (ECMA-48): CSI, OSC and other strings, and those of one character. */
const ESCAPES =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[PX^_][^\u001b]*(?:\u001b\\)?|[ -/]*[0-~])?/gu;
/** Line ends and tabs part words; what else cannot be seen is left out: control, format (as those that turn the direction of writing), private, unassigned. */
const BLANKS = /[\s\u0085]+/gu;
const UNSEEN = /\p{C}/gu;

/** Words of letters that everybody has, a blank between each two: what nearly all names are. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** Text from the lab, where anybody may name anything, as one line that is safe to print and to put into XML. */
export function clean(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(ESCAPES, "").replace(BLANKS, " ").replace(UNSEEN, "").trim();
}
