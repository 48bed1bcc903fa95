import { type Box, type Row, type Sheet, UNICODE_SYMBOLS } from "./sheet.ts";

/** The sheet as a Mermaid flowchart: boxes as nodes with their rows, cables as lines, inner boxes as subgraphs' nodes. */
export function mermaidOf(sheet: Sheet): string {
  const lines = ["flowchart TB"];
  if (sheet.outside !== null) lines.push(`  outside([${quote([sheet.outside])}])`, "  outside --- host");
  lines.push(`  host[${quote(textOf(sheet.host))}]`);
  for (const [index, box] of sheet.places.entries()) {
    lines.push(...nodes(box, `place${index + 1}`, "  "));
    if (box.cable !== null) lines.push(...cableLines(box, `place${index + 1}`, lines, sheet));
  }
  for (const [index, box] of sheet.cgroups.entries()) lines.push(...nodes(box, `cgroup${index + 1}`, "  "));
  for (const [index, note] of sheet.notes.entries()) lines.push(`  note${index + 1}[${quote([rowText(note)])}]`);
  return `${lines.join("\n")}\n`;
}

/** A cable leads to its bridge where it is plugged into one; the bridge is a node once. */
function cableLines(box: Box, id: string, lines: readonly string[], { places }: Sheet): readonly string[] {
  if (box.cable === null) return [];
  const { host, bridge, end } = box.cable;
  const label = quote([`${rowText(host)} - ${rowText(end)}`]);
  if (bridge === null) return [`  host ---|${label}| ${id}`];
  const bridges = [...new Set(places.flatMap((place) => place.cable?.bridge?.key ?? []))];
  const name = `bridge${bridges.indexOf(bridge.key) + 1}`;
  const node = `  ${name}{{${quote([rowText(bridge)])}}}`;
  return [...(lines.includes(node) ? [] : [node, `  host --- ${name}`]), `  ${name} ---|${label}| ${id}`];
}

function nodes(box: Box, id: string, indent: string): readonly string[] {
  const node = `${indent}${id}[${quote(textOf(box))}]`;
  if (box.inner.length === 0) return [node];
  const inner = box.inner.flatMap((each, index) => nodes(each, `${id}_${index + 1}`, `${indent}  `));
  return [node, ...inner, ...box.inner.map((_, index) => `${indent}${id} -.- ${id}_${index + 1}`)];
}

function textOf({ title, rows, mark }: Box): readonly string[] {
  return [title, ...rows.map(rowText), ...(mark === null ? [] : [signed(mark)])];
}

function rowText({ label, text, mark }: Row): string {
  return [label.trim(), text.trim(), mark === null ? "" : signed(mark)].filter((part) => part !== "").join(" ");
}

function signed(mark: string): string {
  return `${UNICODE_SYMBOLS.dies} ${mark}`;
}

/** Mermaid reads HTML and entities in quoted text, so what has a meaning there is written as its number. */
function quote(lines: readonly string[]): string {
  const safe = (text: string) =>
    text.replaceAll("\u00a0", " ").replace(/[#"&<>`\\|[\]{}()]/g, (character) => `#${character.codePointAt(0) ?? 0};`);
  return `"${lines.map(safe).join("<br>")}"`;
}
