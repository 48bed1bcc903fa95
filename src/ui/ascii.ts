/** Signs beyond ASCII that texts and programs use, each as one would type it. */
const TYPED: Readonly<Record<string, string>> = {
  "…": "...",
  "→": "->",
  "←": "<-",
  "↔": "<->",
  "⏎": "|",
  "×": "x",
  "–": "-",
  "—": "-",
  "−": "-",
  "‐": "-",
  "‑": "-",
  "·": "-",
  "•": "-",
  "‘": "'",
  "’": "'",
  "“": '"',
  "”": '"',
  "«": '"',
  "»": '"',
  "≤": "<=",
  "≥": ">=",
  "≠": "!=",
  "✓": "ok",
  "✗": "FAIL",
  "\u00a0": " ",
};

/** Lines that boxes and trees are drawn with, as programs print them. */
const ACROSS = /[─━═╌┄┈]/g;
const DOWN = /[│┃║╎┆┊]/g;
const CORNERS = /[┌-╋╒-╬]/g;
/** All other signs; letters of any language, its marks and punctuation are no signs, and stay as they are. */
const SIGNS = /[\u2000-\u2bff\u{1f000}-\u{1faff}]/gu;
const BEYOND_ASCII = /[^\u0000-\u007f]/;

/** Text without signs beyond ASCII, for where they cannot be drawn, or read aloud. Words in other scripts are kept. */
export function toAscii(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text;
  return text
    .replace(/[…→←↔⏎×–—−‐‑·•‘’“”«»≤≥≠✓✗\u00a0]/g, (sign) => TYPED[sign] ?? sign)
    .replace(ACROSS, "-")
    .replace(DOWN, "|")
    .replace(CORNERS, "+")
    .replace(SIGNS, "?");
}
