/** What a terminal's byte stream holds once its marks are taken out. */
export type StreamPart =
  | { readonly type: "text"; readonly text: string }
  /** A command line was accepted and starts to run (bash's PS0). */
  | { readonly type: "command-started" }
  /** A shell is about to show its prompt (bash's PROMPT_COMMAND). */
  | { readonly type: "prompt"; readonly code: number; readonly shell: ShellMark };

/** Which shell showed a prompt, by what it knows of itself. */
export interface ShellMark {
  /** `$$`: its PID in its own PID namespace. */
  readonly pid: number;
  /** `$SHLVL` */
  readonly level: number;
}

const START = "\u001b]133;";
const END = "\u0007";
/** Longer than any mark of ours; a mark that has not ended by then is output. */
const LONGEST_MARK = 120;

/**
 * Splits a terminal's output into text and marks. Marks come in pieces when reads do, so the parser
 * keeps a possible beginning until it knows. Marks without this terminal's nonce are somebody's
 * output (a recording that is shown, say): they are dropped, not believed.
 */
export class MarkParser {
  readonly #nonce: string;
  #pending = "";

  constructor(nonce: string) {
    this.#nonce = nonce;
  }

  push(chunk: string): readonly StreamPart[] {
    const parts: StreamPart[] = [];
    let rest = this.#pending + chunk;
    this.#pending = "";
    for (;;) {
      const start = rest.indexOf(START);
      if (start === -1) break;
      const end = rest.indexOf(END, start);
      if (end === -1 || end - start > LONGEST_MARK) {
        if (end === -1 && rest.length - start <= LONGEST_MARK) break;
        addText(parts, rest.slice(0, start + START.length));
        rest = rest.slice(start + START.length);
        continue;
      }
      addText(parts, rest.slice(0, start));
      const mark = this.#parse(rest.slice(start + START.length, end));
      if (mark !== null) parts.push(mark);
      rest = rest.slice(end + END.length);
    }
    const kept = possibleBeginning(rest);
    addText(parts, rest.slice(0, kept));
    this.#pending = rest.slice(kept);
    return parts;
  }

  #parse(body: string): StreamPart | null {
    const [kind, nonce, code = "", pid = "", level = ""] = body.split(";");
    if (nonce !== this.#nonce) return null;
    if (kind === "C") return { type: "command-started" };
    if (kind === "D") return { type: "prompt", code: Number(code), shell: { pid: Number(pid), level: Number(level) } };
    return null;
  }
}

/** Index from which the text may be the beginning of a mark; its length when none is. */
function possibleBeginning(text: string): number {
  const start = text.indexOf(START);
  if (start !== -1) return start;
  for (let length = Math.min(START.length - 1, text.length); length > 0; length -= 1) {
    if (START.startsWith(text.slice(text.length - length))) return text.length - length;
  }
  return text.length;
}

function addText(parts: StreamPart[], text: string): void {
  if (text !== "") parts.push({ type: "text", text });
}
