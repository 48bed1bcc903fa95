import { speaksUnicode } from "../setup/language.mjs";
import { asCalled } from "./called.ts";

/** What is asked of the stream that text is printed on; `process.stdout` is one. */
export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
  on(event: "resize", listener: () => void): unknown;
  off(event: "resize", listener: () => void): unknown;
}

/** What is asked of the stream that keys come from; `process.stdin` is one. */
export interface InputStream {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
  on(event: "data", listener: (bytes: Buffer) => void): unknown;
  on(event: "end" | "close" | "error", listener: () => void): unknown;
  off(event: "data", listener: (bytes: Buffer) => void): unknown;
  off(event: "end" | "close" | "error", listener: () => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** What can be shown on an output. */
export interface Capabilities {
  readonly isTTY: boolean;
  readonly columns: number;
  readonly rows: number;
  /** As chalk counts: 0 none, 1 for 16 colours, 2 for 256, 3 for 16 million. */
  readonly colour: 0 | 1 | 2 | 3;
  /** Whether the background is known to be light. */
  readonly light: boolean;
  readonly unicode: boolean;
  /** Whether the cursor may be moved to replace what was printed. */
  readonly cursor: boolean;
  /** Nothing but lines of text: no symbols beyond ASCII, no drawn rules. For screen readers and logs. */
  readonly plain: boolean;
  /** Text whose commands are named as nslab was called; as they stand when left out. */
  readonly asCalled?: (text: string) => string;
}

type Sized = Pick<OutputStream, "isTTY" | "columns" | "rows">;

/** Tells from a stream and the environment alone what can be shown. `plain` is the person's own wish. */
export function capabilitiesOf(
  output: Sized,
  environment: NodeJS.ProcessEnv,
  options: { readonly plain: boolean },
): Capabilities {
  const isTTY = output.isTTY === true;
  const { plain } = options;
  return {
    isTTY,
    ...sizeOf(output),
    colour: plain ? 0 : colourLevel(isTTY, environment),
    light: isLight(environment),
    unicode: !plain && speaksUnicode(environment),
    cursor: isTTY && !plain && environment["TERM"] !== "dumb",
    plain,
    asCalled: asCalled(environment),
  };
}

/** Rows and columns of an output now; 24 and 80 where it has none, as a pipe, or says 0, as a PTY nobody has sized. */
export function sizeOf(output: Sized): { readonly rows: number; readonly columns: number } {
  return { columns: output.columns || 80, rows: output.rows || 24 };
}

/** FORCE_COLOR (force-color.org) wins over NO_COLOR (no-color.org), as in Node itself. */
function colourLevel(isTTY: boolean, environment: NodeJS.ProcessEnv): 0 | 1 | 2 | 3 {
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined) return forcedLevel(forced);
  if ((environment["NO_COLOR"] ?? "") !== "" || environment["TERM"] === "dumb" || !isTTY) return 0;
  if (/truecolor|24bit/i.test(environment["COLORTERM"] ?? "")) return 3;
  return /256/.test(environment["TERM"] ?? "") ? 2 : 1;
}

/** Terminals that say so give their colours as `text;background`; the dark ones of the 16 are 0 to 6 and 8 (Vim, 'background'). */
function isLight(environment: NodeJS.ProcessEnv): boolean {
  const background = /;(\d+)$/.exec(environment["COLORFGBG"] ?? "")?.[1];
  return background !== undefined && !/^[0-68]$/.test(background);
}

function forcedLevel(value: string): 0 | 1 | 2 | 3 {
  switch (value) {
    case "0":
    case "false":
      return 0;
    case "2":
      return 2;
    case "3":
      return 3;
    default:
      return 1;
  }
}
