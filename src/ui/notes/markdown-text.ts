/** What no notes hold, whatever the journal says: they are shown by terminals, too. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * A block of code whose content is shown as it is, whatever it holds.
 * @param language for colouring, as in `console`
 */
export function fenced(language: string, text: string): string {
  const shown = text.replace(CONTROLS, "");
  const longest = Math.max(0, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${shown}\n${fence}`;
}

/** Text on one line, inside which no character means anything in Markdown. */
export function plainInline(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(CONTROLS, "")
    .trim()
    .replace(/[\\`*_{}[\]<>#|~!&]/g, "\\$&")
    .replace(/:\/\//g, ":\\/\\/"); // no link
}
