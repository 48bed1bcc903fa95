import xterm from "@xterm/headless";
import { expect } from "vitest";

export interface ParsedCast {
  readonly columns: number;
  readonly rows: number;
  readonly header: Readonly<Record<string, unknown>>;
  readonly events: readonly (readonly [interval: number, code: string, data: string])[];
}

/**
 * Reads asciicast v2 or v3 as strictly as their descriptions allow: every line whole, no code that nslab has no use for.
 * Times are told as those of v3 are, since the event before.
 */
export function parseCast(text: string): ParsedCast {
  expect(text.endsWith("\n")).toBe(true);
  const [first = "", ...rest] = text.slice(0, -1).split("\n");
  const header = JSON.parse(first) as Record<string, unknown>;
  const isOld = header["version"] === 2;
  const { columns, rows } = isOld ? oldSize(header) : newSize(header);
  expect(Number.isInteger(header["timestamp"])).toBe(true);
  const told = rest.map((line) => {
    const event = JSON.parse(line) as [number, string, string];
    expect(event).toEqual([expect.any(Number), expect.stringMatching(isOld ? /^[or]$/ : /^[orx]$/), expect.any(String)]);
    expect(event[0]).toBeGreaterThanOrEqual(0);
    if (event[1] === "r") expect(event[2]).toMatch(/^\d+x\d+$/);
    if (event[1] === "x") expect(event[2]).toMatch(/^\d+$/);
    return event;
  });
  const events = told.map(([at, code, data], index): [number, string, string] => {
    const interval = isOld ? at - (told[index - 1]?.[0] ?? 0) : at;
    expect(interval).toBeGreaterThanOrEqual(0);
    return [Number(interval.toFixed(3)), code, data];
  });
  const ends = events.filter(([, code]) => code === "x");
  expect(ends.length).toBeLessThanOrEqual(1);
  if (ends.length === 1) expect(events.at(-1)?.[1]).toBe("x");
  return { columns, rows, header, events };
}

interface Size {
  readonly columns: number;
  readonly rows: number;
}

function oldSize(header: Readonly<Record<string, unknown>>): Size {
  expect(header).toMatchObject({ width: expect.any(Number), height: expect.any(Number) });
  return { columns: Number(header["width"]), rows: Number(header["height"]) };
}

function newSize(header: Readonly<Record<string, unknown>>): Size {
  expect(header).toMatchObject({ version: 3, term: { cols: expect.any(Number), rows: expect.any(Number) } });
  const { cols, rows } = header["term"] as { readonly cols: number; readonly rows: number };
  return { columns: cols, rows };
}

/** The screen at the end of a recording, a string a row. */
export async function screenOf({ columns, rows, events }: ParsedCast): Promise<readonly string[]> {
  const screen = new xterm.Terminal({ cols: columns, rows, scrollback: 5000, allowProposedApi: true });
  for (const [, code, data] of events) {
    if (code === "o") await new Promise<void>((resolve) => screen.write(data, resolve));
    const [width = 80, height = 24] = data.split("x").map(Number);
    if (code === "r") screen.resize(width, height);
  }
  const buffer = screen.buffer.active;
  return Array.from({ length: screen.rows }, (_, row) => buffer.getLine(buffer.viewportY + row)?.translateToString(true) ?? "");
}
