/**
 * A block of code whose content is shown as it is, whatever it holds.
 * @param language for colouring, as in `console`
 */
export function fenced(language: string, text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Text on one line, inside which no character means anything in Markdown. */
export function plainInline(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>#|~!&]/g, "\\$&")
    .replace(/:\/\//g, ":\\/\\/"); // no link
}
