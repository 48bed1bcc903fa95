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
const MARK = new RegExp(`\u001b\\]133;([^\u0000-\u001f]{0,${LONGEST_MARK}})\u0007`, "g");
// biome-ignore lint/suspicious/noControlCharactersInRegex: likewise
const MARK_BEGINNING = new RegExp(`^\u001b(?:\\](?:1(?:3(?:3(?:;[^\u0000-\u001f]{0,${LONGEST_MARK}})?)?)?)?)?$`);

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
    const text = this.#pending + chunk;
    let from = 0;
    for (const found of text.matchAll(MARK)) {
      const [whole, body = ""] = found;
      addText(parts, text.slice(from, found.index));
      const mark = this.#parse(body);
      if (mark !== null) parts.push(mark);
      from = found.index + whole.length;
    }
    // Only the last escape character can begin a mark whose rest has not come: a mark holds no other.
    const last = text.lastIndexOf("\u001b");
    const isBeginning = last >= from && MARK_BEGINNING.test(text.slice(last));
    const kept = isBeginning ? last : text.length;
    addText(parts, text.slice(from, kept));
    this.#pending = text.slice(kept);
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

/** Forged marks are taken out without a gap: however many there are, the text around them is one part. */
function addText(parts: StreamPart[], text: string): void {
  if (text === "") return;
  const last = parts.at(-1);
  if (last?.type === "text") parts[parts.length - 1] = { type: "text", text: last.text + text };
  else parts.push({ type: "text", text });
}
