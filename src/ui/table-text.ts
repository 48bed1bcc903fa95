import { stringWidth } from "../map/text-width.ts";
import { columns } from "./columns.ts";
import { indent, wrap } from "./wrap.ts";

/**
 * A table as lines no wider than `width`: its columns below each other where they fit, else a paragraph a row, each
 * cell behind the name of its column.
 */
export function tableText(header: readonly string[], rows: readonly (readonly string[])[], width: number): string {
  const lines = columns(header.map((name, index) => ({ cells: [name, ...rows.map((row) => row[index] ?? "")] })));
  if (lines.every((line) => stringWidth(line) <= width)) return lines.join("\n");
  return rows
    .map((row) => header.map((name, index) => indent(wrap(`${name}: ${row[index] ?? ""}`, width - 2), 2).trimStart()).join("\n"))
    .join("\n\n");
}
