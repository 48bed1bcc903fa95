import type { EventEmitter } from "node:events";
import type { Layout } from "./layout.ts";
import type { Capabilities } from "./streams.ts";
import type { TerminalState } from "./terminal-state.ts";

/** What enquirer's prompts have and its types lack. */
export interface Prompt extends EventEmitter {
  render(): Promise<void>;
  cancel(): Promise<void>;
  start(): void;
  /** Stops listening to the keyboard. */
  stop: () => void;
  cursorHide: () => void;
  cursorShow(): void;
  readonly choices: { readonly index: number; message: string }[];
  /** How many of them are shown. */
  limit: number;
}

/** Takes away what enquirer leaves behind: its last line, and the empty one above it (ECMA-48: CUU, ED). */
export const TAKEN_AWAY = "\u001b[2A\u001b[J";

/** Where a menu is shown, while nobody else reads the keyboard. */
export interface MenuOptions {
  readonly layout: Layout;
  readonly capabilities: Pick<Capabilities, "cursor">;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Aborted when nslab is asked to end. */
  readonly stop: AbortSignal;
  readonly terminal: TerminalState;
}

/**
 * Runs one of enquirer's prompts in the screen's own colours.
 *
 * @param question as enquirer takes it, without its `name`
 * @param fit changes what is shown when the window has another size
 * @returns what was answered; null when the learner goes back, by Escape or Ctrl-C, or the input has ended
 */
export async function runPrompt<Answer>(
  { layout, input, output, stop, terminal }: MenuOptions,
  question: { readonly type: "select" | "multiselect" | "input"; readonly message: string; readonly [option: string]: unknown },
  fit: (prompt: Prompt) => void = () => undefined,
): Promise<Answer | null> {
  const { default: enquirer } = await import("enquirer");
  const { style } = layout;
  output.write("\n");
  let prompt: Prompt | null = null;
  const redraw = () => {
    if (prompt !== null) fit(prompt);
    void prompt?.render();
  };
  const cancel = () => void prompt?.cancel();
  const listeners = EXITING.map((signal) => process.listeners(signal));
  const restored = terminal.change(() => {
    input.setRawMode(false);
    return SHOW_CURSOR;
  });
  try {
    const answers = await enquirer.prompt<{ answer: Answer }>({
      ...question,
      hint: " ", // without one it prints "undefined"
      name: "answer",
      // The colours are the screen's: enquirer's own do not know NO_COLOR.
      styles: stylesOf(layout),
      symbols: {
        pointer: style.here,
        // what was chosen is not judged yet
        prefix: { pending: style.bullet, submitted: style.bullet, cancelled: style.skip },
      },
      stdin: input,
      stdout: output,
      onRun: (opened: Prompt) => {
        prompt = opened;
        stopOnce(opened);
        leaveSignals(opened, output, listeners);
        // Ctrl-D ends readline's input and with it all keys, of which enquirer does not know.
        opened.on("keypress", (_: unknown, key: { readonly ctrl?: boolean; readonly name?: string }) => {
          if (key.ctrl === true && key.name === "d") cancel();
        });
        // enquirer waits for ever for an input that has ended
        stop.addEventListener("abort", cancel, { once: true });
        input.once("end", cancel);
        input.once("close", cancel);
        output.on("resize", redraw);
        if (stop.aborted) cancel();
      },
    } as Parameters<typeof enquirer.prompt>[0]);
    return answers.answer;
  } catch (error) {
    if (error === "" || error === undefined) return null; // how enquirer says Escape and Ctrl-C
    throw error;
  } finally {
    restored();
    stop.removeEventListener("abort", cancel);
    input.off("end", cancel);
    input.off("close", cancel);
    output.off("resize", redraw);
  }
}

/**
 * Whoever hides the cursor enquirer's way also exits at once on SIGTERM and SIGINT; signals are nslab's, which
 * has a lab to end. A prompt does so as soon as it is made, and may do so again.
 */
function leaveSignals(prompt: Prompt, output: NodeJS.WriteStream, before: readonly (readonly Listener[])[]): void {
  for (const [index, signal] of EXITING.entries()) {
    const known = before[index] ?? [];
    for (const listener of process.listeners(signal)) if (!known.includes(listener)) process.off(signal, listener as () => void);
  }
  prompt.cursorHide = () => {
    output.write(HIDE_CURSOR);
    prompt.once("close", () => prompt.cursorShow());
  };
}

type Listener = (...given: never[]) => void;

const EXITING = ["SIGTERM", "SIGINT"] as const;
const HIDE_CURSOR = "\u001b[?25l";
const SHOW_CURSOR = "\u001b[?25h";

/** On Ctrl-C readline closes itself before enquirer stops it, which Node from 24.2 on takes for a mistake. */
function stopOnce(prompt: Prompt): void {
  const start = prompt.start.bind(prompt);
  prompt.start = () => {
    start();
    const { stop } = prompt;
    prompt.off("close", stop);
    prompt.once("close", () => {
      try {
        stop();
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ERR_USE_AFTER_CLOSE")) throw error;
      }
    });
  };
}

/**
 * Where the cursor cannot be moved: has the learner type a line, until one is understood.
 *
 * @param understand null for a line that is no answer
 * @returns null when he types nothing or `q`, or the input has ended
 */
export async function askLine<Answer>(
  { input, output, stop }: MenuOptions,
  words: { readonly ask: string; readonly unknown: (given: string) => string },
  understand: (given: string) => Answer | null,
): Promise<Answer | null> {
  const { createInterface } = await import("node:readline/promises");
  // not as a terminal: readline would move the cursor; the terminal itself echoes and edits the line
  input.setRawMode(false);
  const lines = createInterface({ input, output, terminal: false });
  const gone = new AbortController();
  const leave = () => gone.abort();
  lines.once("close", leave);
  stop.addEventListener("abort", leave, { once: true });
  try {
    for (;;) {
      // full-width digits, as an input method may write them, are digits
      const given = (await lines.question(`${words.ask} `, { signal: gone.signal })).normalize("NFKC").trim();
      if (given === "" || given === "q") return null;
      const answer = understand(given);
      if (answer !== null) return answer;
      output.write(`${words.unknown(given)}\n`);
    }
  } catch (error) {
    if (gone.signal.aborted) return null;
    throw error;
  } finally {
    stop.removeEventListener("abort", leave);
    lines.close();
  }
}

function stylesOf({ style }: Layout): Readonly<Record<string, (text: string) => string>> {
  const same = (text: string) => text;
  return {
    primary: same,
    em: style.strong,
    strong: style.strong,
    muted: style.quiet,
    dark: style.quiet,
    danger: style.bad,
    success: style.good,
    warning: same,
    disabled: style.quiet,
    submitted: same,
    pending: same,
    cancelled: style.quiet,
  };
}
