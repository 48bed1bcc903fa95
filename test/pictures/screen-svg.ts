import { escapeXml } from "../../src/map/svg.ts";
import type { Cell } from "../support/person.ts";

const COLUMN = 9;
const ROW = 20;
const MARGIN = 16;

/** ANSI colours by number, as a light and as a dark terminal shows them. */
const COLOURS: Readonly<Record<number, readonly [string, string]>> = {
  1: ["#a40e26", "#ff9492"],
  2: ["#116329", "#7ee787"],
  3: ["#7d4e00", "#e3b341"],
  4: ["#0550ae", "#79c0ff"],
  6: ["#1b7c83", "#76e3ea"],
};

/** A terminal's screen as an SVG, light or dark as its reader prefers. */
export function screenSvg(rows: readonly (readonly Cell[])[], title: string): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const [width, height] = [columns * COLUMN + 2 * MARGIN, rows.length * ROW + 2 * MARGIN];
  const side = (index: 0 | 1) =>
    Object.entries(COLOURS)
      .map(([number, pair]) => `.c${number}{fill:${pair[index]}}`)
      .join("");
  const light = `.ground{fill:#ffffff;stroke:#d0d7de}text{fill:#1f2328}${side(0)}`;
  const dark = `.ground{fill:#0d1117;stroke:#30363d}text{fill:#e6edf3}${side(1)}`;
  const font =
    "text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace}.bold{font-weight:bold}.dim{opacity:.7}";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${font}${light}@media(prefers-color-scheme:dark){${dark}}</style>`,
    `<rect class="ground" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...rows.flatMap((row, y) => runs(row).map((run) => drawRun(run, y))),
    "</svg>",
    "",
  ].join("\n");
}

interface Run {
  readonly x: number;
  readonly look: string;
  text: string;
  width: number;
}

/** Neighbouring cells that look alike; blanks at the ends of a run are none of it. */
function runs(row: readonly Cell[]): readonly Run[] {
  const found: Run[] = [];
  for (const [x, cell] of row.entries()) {
    if (cell.width === 0) continue; // the second half of a wide character
    const look = [cell.bold ? "bold" : "", cell.dim ? "dim" : "", cell.colour === null ? "" : `c${cell.colour}`]
      .filter((name) => name !== "")
      .join(" ");
    const last = found.at(-1);
    const text = cell.text === "" ? " " : cell.text;
    if (last?.look === look) {
      last.text += text;
      last.width += cell.width;
    } else found.push({ x, look, text, width: cell.width });
  }
  return found.filter(({ text }) => text.trim() !== "");
}

function drawRun({ x, look, text, width }: Run, y: number): string {
  const lead = text.length - text.trimStart().length;
  const words = text.trim();
  const columns = width - lead - (text.length - text.trimEnd().length);
  const name = look === "" ? "" : ` class="${look}"`;
  return `<text${name} x="${MARGIN + (x + lead) * COLUMN}" y="${MARGIN + y * ROW + ROW / 2 + 5}" textLength="${columns * COLUMN}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">${escapeXml(words)}</text>`;
}
