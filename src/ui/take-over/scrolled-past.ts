// Printable text and whole line breaks: whatever was set for it before (colours, say) is set after it.
// biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters that are none of these
const NOT_PLAIN = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f]|\r(?!\n|$)|(?<!\r|^)\n/;

/**
 * The part of a text that a screen which is given all of it still shows, or keeps above: what scrolls past
 * both within the text need not be drawn. A text that does more than to add lines is returned whole.
 *
 * @param lines that the screen shows and keeps
 */
export function withoutScrolledPast(text: string, lines: number): string {
  if (text.length <= 2 * lines || NOT_PLAIN.test(text)) return text;
  let from = text.length;
  for (let kept = 0; kept <= lines; kept += 1) {
    from = text.lastIndexOf("\r\n", from - 1);
    if (from <= 0) return text;
  }
  return text.slice(from);
}
