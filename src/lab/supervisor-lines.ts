/** What the supervisor (src/lab/up.sh) says on its standard output, a line each. */
export type SupervisorLine =
  | { readonly type: "up"; readonly pid: number; readonly hostPid: number; readonly cgroupDirectories: readonly string[] }
  | { readonly type: "failed"; readonly part: string }
  | { readonly type: "terminal-closed"; readonly slot: number; readonly code: number }
  | { readonly type: "world-ready" }
  | { readonly type: "other"; readonly line: string };

export function parseSupervisorLine(line: string): SupervisorLine {
  const [word, first = "", second = "", ...rest] = line.trim().split(" ");
  switch (word) {
    case "up":
      return { type: "up", pid: Number(first), hostPid: Number(second), cgroupDirectories: rest };
    case "failed":
      return { type: "failed", part: first };
    case "closed":
      return { type: "terminal-closed", slot: Number(first), code: Number(second) };
    case "world-ready":
      return { type: "world-ready" };
    default:
      return { type: "other", line };
  }
}

/** Where in the lab a terminal's shell starts. */
export type TerminalPlace = "host" | "neighbor";

/** The line that has the supervisor open a terminal on the socket of `slot`. */
export function openTerminalLine(request: {
  readonly slot: number;
  readonly place: TerminalPlace;
  readonly rows: number;
  readonly columns: number;
  readonly nonce: string;
}): string {
  return `open ${request.slot} ${request.place} ${request.rows} ${request.columns} ${request.nonce}\n`;
}

/** The line that has the supervisor give the terminal on that slot another size. */
export function resizeTerminalLine(request: { readonly slot: number; readonly rows: number; readonly columns: number }): string {
  return `resize ${request.slot} - ${request.rows} ${request.columns}\n`;
}
