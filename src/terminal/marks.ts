/** What a terminal's byte stream holds once its marks are taken out. */
export type StreamPart =
  | { readonly type: "text"; readonly text: string }
  /** A command line was accepted and starts to run (bash's PS0). */
  | { readonly type: "command-started" }
  /** A shell is about to show its prompt (bash's PROMPT_COMMAND). */
  | {
      readonly type: "prompt";
      readonly code: number;
      readonly shell: ShellMark;
      /** `$HISTCMD`: grows with each line that the shell has read, a comment too; not by Ctrl-C or an empty line. */
      readonly linesRead: number;
    };

/** Which shell showed a prompt, by what it knows of itself. */
export interface ShellMark {
  /** `$$`: its PID in its own PID namespace. */
  readonly pid: number;
  /** `$SHLVL` */
  readonly level: number;
}

export function isSameShell(one: ShellMark, other: ShellMark | null): boolean {
  return one.pid === other?.pid && one.level === other.level;
}

/** Longer than any mark of ours; a mark that has not ended by then is output. */
const LONGEST_MARK = 120;

// A control character ends a mark that was cut off (a killed `cat` of a recording, say): what comes
// after it may be a mark of ours.
// biome-ignore lint/suspicious/noControlCharactersInRegex: marks are escape sequences
const MARK = new RegExp(`\u001b\\]133;([^\u0000-\u001f]{0,${LONGEST_MARK}})\u0007`);
// biome-ignore lint/suspicious/noControlCharactersInRegex: likewise
const MARK_BEGINNING = new RegExp(`\u001b(?:\\](?:1(?:3(?:3(?:;[^\u0000-\u001f]{0,${LONGEST_MARK}})?)?)?)?)?$`);

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
    for (let found = MARK.exec(rest); found !== null; found = MARK.exec(rest)) {
      const [whole, body = ""] = found;
      addText(parts, rest.slice(0, found.index));
      const mark = this.#parse(body);
      if (mark !== null) parts.push(mark);
      rest = rest.slice(found.index + whole.length);
    }
    const kept = MARK_BEGINNING.exec(rest)?.index ?? rest.length;
    addText(parts, rest.slice(0, kept));
    this.#pending = rest.slice(kept);
    return parts;
  }

  #parse(body: string): StreamPart | null {
    const [kind, nonce, code = "", pid = "", level = "", linesRead = ""] = body.split(";");
    if (nonce !== this.#nonce) return null;
    if (kind === "C") return { type: "command-started" };
    if (kind === "D")
      return {
        type: "prompt",
        code: Number(code),
        shell: { pid: Number(pid), level: Number(level) },
        linesRead: Number(linesRead),
      };
    return null;
  }
}

function addText(parts: StreamPart[], text: string): void {
  if (text !== "") parts.push({ type: "text", text });
}
