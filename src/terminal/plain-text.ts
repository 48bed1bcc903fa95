/** CSI, OSC, other strings and single-character escape sequences of ECMA-48. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are control characters
export const ESCAPES =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[PX^_][^\u001b]*\u001b\\|[ -/]*[0-~])/g;
// The carriage return before each line's end is one of them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f\u0080-\u009f]/g;
/** What turns the direction of writing, parts lines, or cannot be seen at all; not the joiners that some scripts are written with. */
export const UNSEEN = /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** A terminal's output as plain lines: no escape sequences, no control characters, nothing that hides or turns text, `\n` between lines. */
export function plainText(output: string): string {
  return output.replace(ESCAPES, "").replace(CONTROLS, "").replace(UNSEEN, "");
}
