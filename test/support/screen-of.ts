import xterm from "@xterm/headless";

/** What a terminal of that size shows after all that was written to it, a string a row, without trailing blanks. */
export async function screenOf(written: string, columns: number, rows: number): Promise<readonly string[]> {
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
  await new Promise<void>((resolve) => screen.write(written, resolve));
  const { active } = screen.buffer;
  return Array.from({ length: rows }, (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? "");
}
