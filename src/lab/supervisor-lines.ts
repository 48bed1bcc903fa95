/** What the supervisor (src/lab/up.sh) says on its standard output, a line each. */
export type SupervisorLine =
  | {
      readonly type: "up";
      readonly pid: number;
      readonly hostPid: number;
      readonly forwardsAtFirst: boolean;
      readonly cgroupDirectories: readonly string[];
    }
  | { readonly type: "failed"; readonly part: string }
  | { readonly type: "terminal-closed"; readonly slot: number; readonly code: number }
  /** A command of `run` has ended; 137: it was killed, its time was up say. */
  | { readonly type: "ran"; readonly slot: number; readonly code: number }
  | { readonly type: "world-ready" }
  | { readonly type: "other"; readonly line: string };

export function parseSupervisorLine(line: string): SupervisorLine {
  const [word, first = "", second = "", third = "", ...rest] = line.trim().split(" ");
  switch (word) {
    case "up":
      return {
        type: "up",
        pid: Number(first),
        hostPid: Number(second),
        forwardsAtFirst: third === "1",
        cgroupDirectories: rest,
      };
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

/** Where in the lab a terminal's shell starts. */
export type TerminalPlace =
  | "host"
  | "neighbor"
  /** Where a process is now: its number in the supervisor's own PID namespace. */
  | { readonly join: number };

/** A terminal is not larger; ioctl_tty(2) would take up to 65,535 of each. */
const LARGEST = 1000;
/** What somebody who gives no number gets. */
const ROWS = 24;
const COLUMNS = 80;
/** No PID is larger (proc_sys_kernel(5), pid_max). */
const LARGEST_PID = 2 ** 22;
const LARGEST_SLOT = 255;
/** It stands in every prompt. */
const LONGEST_NAME = 16;
/** No check takes longer. */
const LONGEST_SECONDS = 600;

/** A size that a terminal can have, whatever was given: whole numbers from 1 to 1000. */
export function sizeWithin({ rows, columns }: { readonly rows: number; readonly columns: number }): {
  readonly rows: number;
  readonly columns: number;
} {
  return { rows: wholeWithin(rows, 1, LARGEST, ROWS), columns: wholeWithin(columns, 1, LARGEST, COLUMNS) };
}

/** Whatever was given, a number in these bounds. */
function within(value: number, least: number, most: number, usual: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, least), most) : usual;
}

function wholeWithin(value: number, least: number, most: number, usual: number): number {
  return Math.trunc(within(value, least, most, usual));
}

/**
 * The line that has the supervisor open a terminal on the socket of `slot`. It comes to a shell there: what is none of
 * a place, a number, hexadecimal digits and a name does not get into it.
 */
export function openTerminalLine(request: {
  readonly slot: number;
  readonly place: TerminalPlace;
  readonly rows: number;
  readonly columns: number;
  readonly nonce: string;
  readonly name?: string;
}): string {
  const { rows, columns } = sizeWithin(request);
  const name = nameWord(request.name ?? "");
  return `open ${slotWord(request.slot)} ${placeWord(request.place)} ${rows} ${columns} ${nonceWord(request.nonce)}${name === "" ? "" : ` ${name}`}\n`;
}

/** The first line on a terminal's socket: what comes before it was typed for another one. */
export function terminalBeginsLine({ nonce }: { readonly nonce: string }): string {
  return `${nonceWord(nonce)}\n`;
}

/** The line that has the supervisor give the terminal on that slot another size. */
export function resizeTerminalLine(request: { readonly slot: number; readonly rows: number; readonly columns: number }): string {
  const { rows, columns } = sizeWithin(request);
  return `resize ${slotWord(request.slot)} - ${rows} ${columns}\n`;
}

/** The line that has the supervisor hang up the terminal on that slot, as a window that is closed does: its shells end. */
export function hangUpTerminalLine({ slot }: { readonly slot: number }): string {
  return `hangup ${slotWord(slot)}\n`;
}

function placeWord(place: TerminalPlace): string {
  if (typeof place === "object") return `join:${wholeWithin(place.join, 1, LARGEST_PID, 1)}`;
  return place === "neighbor" ? "neighbor" : "host";
}

function nonceWord(nonce: string): string {
  return nonce.replace(/[^0-9a-f]/g, "");
}

function nameWord(name: string): string {
  return name.replace(/[^a-z0-9]/g, "").slice(0, LONGEST_NAME);
}

function slotWord(slot: number): number {
  return wholeWithin(slot, 0, LARGEST_SLOT, 0);
}

/** The line that has the supervisor run a command as the learner does, its output on the socket of `slot`. */
export function runLine(request: { readonly slot: number; readonly seconds: number; readonly argv: readonly string[] }): string {
  const seconds = within(request.seconds, 0.1, LONGEST_SECONDS, 1).toFixed(1);
  return `run ${slotWord(request.slot)} ${seconds} ${request.argv.map(escaped).join(" ")}\n`;
}

/** As printf(1) writes bytes for `%b`: all but letters and digits, so that no shell finds anything in it. */
function escaped(word: string): string {
  return Array.from(Buffer.from(word), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9]/.test(character) ? character : `\\x${byte.toString(16).padStart(2, "0")}`;
  }).join("");
}
