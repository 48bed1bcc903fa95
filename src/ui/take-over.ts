import { plainText } from "../terminal/plain-text.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { StreamPart } from "../terminal/marks.ts";
import { sizeOf, type OutputStream } from "./streams.ts";
import type { Keyboard } from "./keyboard.ts";
import type { TerminalModes } from "./terminal-modes.ts";

/** Ctrl-], as in telnet(1) and virsh(1): hardly any program wants it. */
const LEAVE = 0x1d;
/** A prompt waits this long for the checks' verdict; then it comes first. */
const HOLD_MS = 120;

/** What is said, each a line. */
export interface TakeOverWords {
  readonly entered: string;
  readonly running: string;
  readonly allPassed: string;
  readonly left: string;
  readonly closed: string;
  readonly labEnded: string;
}

export interface TakeOver {
  readonly terminal: Terminal;
  readonly modes: TerminalModes;
  readonly keyboard: Keyboard;
  readonly output: OutputStream;
  readonly words: TakeOverWords;
  readonly labEnded: Promise<unknown>;
  /** Whether all checks of the step pass now; null where there are none to tell of. */
  readonly judge: ((patient: boolean) => Promise<boolean>) | null;
  /** The step is done while its command still runs: it is judged when a command has started, too. */
  readonly judgeRunning: boolean;
  /** A command came back: what was known of the lab is out of date. */
  readonly changed: () => void;
}

export interface TakenOver {
  /** Whether the learner has run anything. */
  readonly ran: boolean;
  readonly ended: "left" | "closed" | "lab-ended" | "no-more-keys";
}

/** Gives a terminal of the lab to the learner, every byte both ways, until Ctrl-]. The shell stays as it is left. */
export async function takeOver(work: TakeOver): Promise<TakenOver> {
  const { terminal, modes, keyboard, output, words } = work;
  const screen = new TakenScreen(work);
  output.write(`\n${words.entered}\n`);
  const size = sizeOf(output);
  if (terminal.state === "running") {
    output.write(`${words.running}\n${modes.enter()}`);
    // A window of another size has full-screen programs draw themselves anew.
    terminal.resize({ ...size, rows: size.rows - 1 });
  } else {
    await terminal.prompt();
    screen.show(terminal.promptAndLine);
  }
  terminal.resize(size);
  const unlisten = terminal.listen((part) => screen.follow(part));
  const typing = passKeysOn(keyboard, terminal);
  const ended = await Promise.race([
    typing.ended,
    terminal.closed.then(() => "closed" as const),
    work.labEnded.then(() => "lab-ended" as const),
  ]);
  typing.stop();
  unlisten();
  screen.close();
  output.write(modes.leave());
  output.write(`${screen.atLineStart ? "" : "\n"}${endWords(words, ended)}`);
  return { ran: screen.ran, ended };
}

function endWords(words: TakeOverWords, ended: TakenOver["ended"]): string {
  switch (ended) {
    case "left":
      return `${words.left}\n`;
    case "closed":
      return `${words.closed}\n`;
    case "lab-ended":
      return `${words.labEnded}\n`;
    case "no-more-keys":
      return "";
  }
}

interface Typing {
  readonly ended: Promise<"left" | "no-more-keys">;
  readonly stop: () => void;
}

/** Passes keys on until the learner leaves, or until it is stopped. */
function passKeysOn(keyboard: Keyboard, terminal: Terminal): Typing {
  let stop: () => void = () => undefined;
  const ended = new Promise<"left" | "no-more-keys">((resolve) => {
    stop = keyboard.divert({
      receive: (bytes) => {
        const leave = bytes.indexOf(LEAVE);
        const meant = leave === -1 ? bytes : bytes.subarray(0, leave);
        if (meant.length > 0) terminal.write(meant);
        if (leave !== -1) resolve("left");
      },
      ended: () => resolve("no-more-keys"),
    });
  });
  return { ended, stop };
}

/** Shows what the terminal shows, and says between a command and its prompt when the step is done. */
class TakenScreen {
  readonly #work: TakeOver;
  ran = false;
  atLineStart = true;
  /** What came after a prompt's mark, while the checks are judged; null when nothing is held back. */
  #held: string | null = null;
  #timer: NodeJS.Timeout | undefined;
  #judging = false;
  #judgeAgain = false;
  #told = false;
  #closed = false;

  constructor(work: TakeOver) {
    this.#work = work;
  }

  follow(part: StreamPart): void {
    switch (part.type) {
      case "text":
        if (this.#held === null) this.show(part.text);
        else this.#held += part.text;
        return;
      case "command-started":
        this.ran = true;
        this.#release();
        if (this.#work.judgeRunning) void this.#judge(true);
        return;
      case "prompt":
        this.ran = true;
        this.#work.changed();
        if (this.#work.judge === null) return;
        this.#held ??= "";
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#release(), HOLD_MS);
        void this.#judge(false);
        return;
    }
  }

  show(text: string): void {
    if (text === "") return;
    this.#work.modes.follow(text);
    this.#work.output.write(text);
    const visible = plainText(text);
    if (visible !== "") this.atLineStart = visible.endsWith("\n");
  }

  close(): void {
    this.#closed = true;
    this.#release();
  }

  #release(): void {
    clearTimeout(this.#timer);
    const held = this.#held;
    this.#held = null;
    if (held !== null) this.show(held);
  }

  async #judge(patient: boolean): Promise<void> {
    if (this.#work.judge === null) return;
    if (this.#judging) {
      this.#judgeAgain = true;
      return;
    }
    this.#judging = true;
    const passed = await this.#work.judge(patient);
    this.#judging = false;
    if (this.#closed) return;
    if (this.#judgeAgain) {
      this.#judgeAgain = false;
      void this.#judge(false);
      return;
    }
    if (passed && !this.#told) this.#tell();
    this.#told = passed;
    this.#release();
  }

  #tell(): void {
    const { output, terminal, words } = this.#work;
    if (this.#held !== null || terminal.state !== "prompt") {
      output.write(`${this.atLineStart ? "" : "\n"}${words.allPassed}\n`);
      this.atLineStart = true;
      return;
    }
    // The prompt is there already, and perhaps something typed at it: it moves below the message.
    output.write(`\r\u001b[K${words.allPassed}\n${terminal.promptAndLine}`);
  }
}
