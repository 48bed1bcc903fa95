/** What the supervisor (src/lab/up.sh) says on its standard output, a line each. */
export type SupervisorLine =
  | { readonly type: "up"; readonly pid: number; readonly hostPid: number; readonly cgroupDirectories: readonly string[] }
  | { readonly type: "failed"; readonly part: string }
  | { readonly type: "terminal-closed"; readonly slot: number; readonly code: number }
  /** A command of `run` has ended; 137: it was killed, its time was up say. */
  | { readonly type: "ran"; readonly slot: number; readonly code: number }
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
    case "ran":
      return { type: "ran", slot: Number(first), code: Number(second) };
    case "world-ready":
      return { type: "world-ready" };
    default:
      return { type: "other", line };
  }
}

/** Where a terminal's shell starts: on one of the learner's machines, or where a process of his is. */
export type TerminalPlace =
  | "host"
  | "neighbor"
  /** PID in the supervisor's PID namespace. */
  | { readonly join: number };

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** The line that has the supervisor open a terminal on the socket of `slot`. */
export function openTerminalLine(
  request: Size & {
    readonly slot: number;
    readonly place: TerminalPlace;
    /** Hexadecimal. */
    readonly nonce: string;
  },
): string {
  const place = typeof request.place === "string" ? request.place : `join:${whole(request.place.join, 1, LAST_PID)}`;
  return `open ${request.slot} ${place} ${sizeWords(request)} ${request.nonce.replace(/[^0-9a-f]/g, "")}\n`;
}

/** The line that has the supervisor give the terminal on that slot another size. */
export function resizeTerminalLine(request: Size & { readonly slot: number }): string {
  return `resize ${request.slot} - ${sizeWords(request)}\n`;
}

/** The line that has the supervisor run a command as the learner does, its output on the socket of `slot`. */
export function runLine(request: { readonly slot: number; readonly seconds: number; readonly argv: readonly string[] }): string {
  return `run ${request.slot} ${request.seconds.toFixed(1)} ${request.argv.map(escaped).join(" ")}\n`;
}

/** The kernel's largest (proc_sys_kernel(5), pid_max). */
const LAST_PID = 2 ** 22;
const MOST_CELLS = 1000;

/** What reaches the supervisor's shell is a number, whatever was asked for. */
function sizeWords({ rows, columns }: Size): string {
  return `${whole(rows, 1, MOST_CELLS)} ${whole(columns, 1, MOST_CELLS)}`;
}

function whole(value: number, least: number, most: number): number {
  const number = Math.trunc(value);
  return Number.isNaN(number) ? least : Math.min(Math.max(number, least), most);
}

/** As printf(1) writes bytes for `%b`: all but letters and digits, so that no shell finds anything in it. */
function escaped(word: string): string {
  return Array.from(Buffer.from(word), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9]/.test(character) ? character : `\\x${byte.toString(16).padStart(2, "0")}`;
  }).join("");
}
