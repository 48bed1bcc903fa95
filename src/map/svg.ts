import type { Drawing, DrawnText, Role } from "./drawing.ts";
import { widthOf } from "./fit.ts";

/** `auto` follows what the reader's browser prefers. */
export type Theme = "light" | "dark" | "auto";

/** A column and a row of text, in pixels. */
const COLUMN = 9;
const ROW = 20;
const MARGIN = 16;

interface Palette {
  readonly ground: string;
  readonly box: string;
  readonly line: string;
  readonly text: Readonly<Record<Role, string>>;
}

const LIGHT: Palette = {
  ground: "#ffffff",
  box: "#f6f8fa",
  line: "#57606a",
  text: {
    plain: "#1f2328",
    title: "#0550ae",
    quiet: "#57606a",
    new: "#116329",
    changed: "#7d4e00",
    gone: "#57606a",
    dies: "#a40e26",
  },
};
const DARK: Palette = {
  ground: "#0d1117",
  box: "#161b22",
  line: "#8b949e",
  text: {
    plain: "#e6edf3",
    title: "#79c0ff",
    quiet: "#9da7b1",
    new: "#7ee787",
    changed: "#e3b341",
    gone: "#9da7b1",
    dies: "#ff9492",
  },
};

/** The drawing as an SVG document: boxes and cables as shapes, text in a monospaced font. */
export function drawSvg(drawing: Drawing, theme: Theme, title: string): string {
  const [width, height] = [drawing.width * COLUMN + 2 * MARGIN, drawing.height * ROW + 2 * MARGIN];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${styles(theme)}</style>`,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...drawing.boxes.map(
      (box) =>
        `<rect class="box" x="${x(box.x)}" y="${y(box.y)}" width="${(box.width - 1) * COLUMN}" height="${(box.height - 1) * ROW}" rx="4"/>`,
    ),
    ...drawing.wires.map(
      (wire) =>
        `<line class="${wire.thick ? "bridge" : "cable"}" x1="${x(wire.x1)}" y1="${y(wire.y1)}" x2="${x(wire.x2)}" y2="${y(wire.y2)}"/>`,
    ),
    ...drawing.texts.flatMap((text) => drawText(text, drawing)),
    "</svg>",
    "",
  ].join("\n");
}

/** The middle of a cell: there lines run. */
function x(column: number): number {
  return MARGIN + column * COLUMN + COLUMN / 2;
}

function y(row: number): number {
  return MARGIN + row * ROW + ROW / 2;
}

/** As wide as its columns whatever the font, and on a ground of its own where it interrupts a border. */
function drawText({ x: column, y: row, text, role }: DrawnText, drawing: Drawing): readonly string[] {
  const words = text.trim();
  if (words === "") return [];
  const lead = text.length - text.trimStart().length;
  const left = MARGIN + (column + lead) * COLUMN;
  const width = widthOf(words) * COLUMN;
  const onBorder = drawing.boxes.some((box) => box.y === row && column > box.x && column < box.x + box.width);
  const ground = `<rect class="ground" x="${left - COLUMN / 2}" y="${y(row) - ROW / 2 + 2}" width="${width + COLUMN}" height="${ROW - 4}"/>`;
  return [
    ...(onBorder ? [ground] : []),
    `<text class="${role}" x="${left}" y="${y(row) + 5}" textLength="${width}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">${escapeXml(words)}</text>`,
  ];
}

function styles(theme: Theme): string {
  const shared =
    "text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace}.title,.dies{font-weight:bold}.box{stroke-width:1.5}.cable{stroke-width:2}.bridge{stroke-width:6}";
  if (theme === "light") return shared + colours(LIGHT);
  if (theme === "dark") return shared + colours(DARK);
  return `${shared}${colours(LIGHT)}@media(prefers-color-scheme:dark){${colours(DARK)}}`;
}

function colours({ ground, box, line, text }: Palette): string {
  const roles = Object.entries(text).map(([role, colour]) => `.${role}{fill:${colour}}`);
  return `.ground{fill:${ground}}.box{fill:${box};stroke:${line}}.cable,.bridge{stroke:${line}}${roles.join("")}`;
}

/** What XML 1.0 has no character for is left out. */
export function escapeXml(text: string): string {
  const names: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"']/g, (character) => names[character] ?? "");
}
