import { randomBytes } from "node:crypto";
import type { Duplex } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import type { TerminalLab, TerminalLine } from "../lab/lab.ts";
import type { TerminalPlace } from "../lab/supervisor-lines.ts";
import { atMost } from "./at-most.ts";
import { HeldStream } from "./held-stream.ts";
import { EchoWatch, type Key, KEYS } from "./keys.ts";
import { isSameShell, MarkParser, type ShellMark, type StreamPart } from "./marks.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { PacedParts } from "./paced-parts.ts";
import { isPrompt, PartListeners } from "./part-listeners.ts";
import { PROMPT_DEADLINE_MS, PromptLine } from "./prompt-line.ts";
import type { TerminalSize } from "./size.ts";
import { StepOutput } from "./step-output.ts";

/** A named, persistent shell on a PTY in a lab. */
export class Terminal {
  readonly name: string;
  readonly place: TerminalPlace;
  readonly closed: Promise<number>;
  readonly #stream: Duplex;
  readonly #held: HeldStream;
  readonly #resize: (size: TerminalSize) => void;
  #size: TerminalSize;
  readonly #promptDeadline: number;
  readonly #parser: MarkParser;
  readonly #parts: PacedParts;
  readonly #decoder = new StringDecoder("utf8");
  readonly #listeners = new PartListeners();
  #state: "starting" | "prompt" | "running" | "closed" = "starting";
  /** A line was sent and is still being echoed: what comes until it starts to run is no output. */
  #echoing = false;
  #root: ShellMark | null = null;
  #shell: ShellMark | null = null;
  #linesRead = 0;
  /** The line that was typed is one that the shell counts among those it has read. */
  #countsLine = false;
  readonly #line = new PromptLine();
  /** The line that runs, or is being echoed, is one that `run` was given. */
  #isGiven = false;
  /** Of the commands since `forget` was called. */
  readonly #output = new StepOutput();
  /** Resolves when the line of `run` has been typed; null when there is none. */
  #typing: Promise<void> | null = null;

  private constructor(name: string, place: TerminalPlace, nonce: string, line: TerminalLine, size: TerminalSize, pace: number) {
    this.name = name;
    this.#promptDeadline = PROMPT_DEADLINE_MS * pace;
    this.#size = size;
    this.place = place;
    this.#stream = line.stream;
    this.#held = new HeldStream(line.stream);
    this.#resize = line.resize;
    this.#parser = new MarkParser(nonce);
    this.#parts = new PacedParts(this.#take, () => this.hold());
    const receive = (chunk: Buffer) => this.#parts.push(this.#parser.push(this.#decoder.write(chunk)));
    this.closed = line.closed.then((code) => {
      this.#state = "closed";
      this.#parts.end();
      line.stream.off("data", receive); // the next terminal on this stream is none of ours
      return code;
    });
    line.stream.on("data", receive);
  }

  /** Opens the terminal and waits for its first prompt. */
  static async open(lab: TerminalLab, name: string, place: TerminalPlace, size: TerminalSize): Promise<Terminal> {
    const nonce = randomBytes(8).toString("hex");
    const line = lab.openTerminal({ place, nonce, ...size, ...(name === place ? {} : { name }) });
    const terminal = new Terminal(name, place, nonce, line, size, lab.pace);
    await Promise.race([terminal.#listeners.next(isPrompt), terminal.closed, lab.ended]);
    return terminal;
  }

  /** PID of the terminal's first shell, as the host sees it; 0 where the host does not: another machine counts for itself. */
  get rootPid(): number {
    return this.place === "host" ? (this.#root?.pid ?? 0) : 0;
  }

  get state(): "starting" | "prompt" | "running" | "closed" {
    return this.#state;
  }

  /** How many shells deep the learner is: 0 in the terminal's own shell. */
  get depth(): number {
    return (this.#shell?.level ?? 0) - (this.#root?.level ?? 0);
  }

  /** Whether what it shows now is a command's output, not a prompt or the echo of a line. */
  get showsOutput(): boolean {
    return this.#state === "running" && !this.#echoing;
  }

  /** All that it has shown since its last prompt began, as it came: the prompt and what is being typed. */
  get promptAndLine(): string {
    return this.#state === "prompt" ? this.#line.shown : "";
  }

  /**
   * How the line that runs now was typed by hand: the prompt, and all that was shown from it on until the
   * line was accepted, as it came. Null for a line that `run` was given.
   */
  get typedByHand(): Pick<PromptLine, "prompt" | "shown" | "isUnseen"> | null {
    return this.#isGiven ? null : this.#line;
  }

  get columns(): number {
    return this.#size.columns;
  }

  /** Plain text that commands printed since `forget` was called. */
  get output(): string {
    return this.#output.text;
  }

  /** What the last command has printed since then, as plain text. */
  get lastOutput(): string {
    return this.#output.lastText;
  }

  /** Exit code of the last command that came back since `forget` was called, or null. */
  get lastCode(): number | null {
    return this.#output.codes.at(-1) ?? null;
  }

  /** Exit codes of the last commands that came back since `forget` was called, the latest at the end. */
  get codes(): readonly number[] {
    return this.#output.codes;
  }

  /** A new step begins: what was printed before does not count for it. */
  forget(): void {
    this.#output.clear();
  }

  /** The prompt as it stands on the screen, without the line being typed. */
  async prompt(): Promise<string> {
    if (this.#state === "prompt" && this.#line.visible === "") {
      await atMost(
        this.#promptDeadline,
        this.#listeners.next((part) => part.type === "text" && this.#line.visible !== ""),
      );
    }
    return this.#line.visible;
  }

  /** Listens to everything the terminal shows, marks taken out. Returns the way to stop. */
  listen(listener: (part: StreamPart) => void): () => void {
    return this.#listeners.add(listener);
  }

  /**
   * Types one line at the prompt and resolves when a prompt is back: its own, or another shell's.
   * A command that does not come back is the caller's to wait for and to interrupt.
   */
  async run(line: string): Promise<Outcome> {
    if (this.#state !== "prompt" || this.#typing !== null)
      throw new Error(`terminal ${this.name} is ${this.#state}: nothing can be typed at a prompt`);
    this.#typing = this.#readyToType();
    await this.#typing;
    this.#typing = null;
    if (this.state === "closed") return { type: "closed", code: await this.closed };
    const before = this.#shell;
    const settled = this.#listeners.next(isPrompt);
    this.#state = "running";
    this.#echoing = true;
    this.#isGiven = true;
    this.#countsLine = line.trim() !== "";
    this.#stream.write(`${line}\n`);
    return this.#outcome(settled, before);
  }

  async #readyToType(): Promise<void> {
    if (this.#line.isTyped) await this.#clearLine();
    await this.prompt(); // a line sent before readline is ready would be echoed twice
  }

  /** Resolves when the line that `run` was given has been accepted and runs, or has come back already. */
  async started(): Promise<void> {
    if (this.#typing !== null) await this.#typing;
    if (!this.#echoing) return;
    await Promise.race([this.#listeners.next((part) => part.type !== "text"), this.closed]);
  }

  /** Resolves when the command that runs now has come back. */
  async settled(): Promise<Outcome> {
    if (this.#state !== "running") return { type: "returned", code: this.lastCode ?? 0 };
    return this.#outcome(this.#listeners.next(isPrompt), this.#shell);
  }

  /** Presses a key for the command that runs now, and resolves when a prompt is back; presses nothing where none runs. */
  async interrupt(key: Key): Promise<Outcome> {
    if (this.#state !== "running") return this.settled();
    const echo = new EchoWatch(key);
    const stop = this.listen((part) => echo.see(part));
    this.#stream.write(KEYS[key]);
    const outcome = await this.settled();
    stop();
    // Not echoed yet: the command had ended by itself, and the shell answers Ctrl-C with a prompt of its own.
    const isAnswered = !echo.isSeen && key === "Ctrl-C";
    if (isAnswered) await atMost(this.#promptDeadline, Promise.race([this.#listeners.next(isPrompt), this.closed]));
    return outcome;
  }

  /** Sends bytes as a keyboard would: Ctrl-C is `\x03`. */
  write(bytes: string | Buffer): void {
    if (this.#state === "closed") return; // the stream is another's
    if (this.#state === "prompt") this.#line.press();
    if (this.#state === "running") this.#line.pressAhead(bytes);
    this.#stream.write(bytes);
  }

  /** Sends what a terminal answers by itself when a program asks what it is; no key was pressed. */
  answer(bytes: string): void {
    if (this.#state !== "closed") this.#stream.write(bytes);
  }

  /**
   * Reads no more from it until the returned function is called: what runs in it waits, as the kernel
   * has whoever writes to a full pseudo-terminal wait (pty(7)).
   */
  hold(): () => void {
    return this.#held.hold();
  }

  /** Tells the programs in it that their window has another size now. */
  resize(size: TerminalSize): void {
    const { rows, columns } = this.#size;
    this.#size = size;
    if (this.#state !== "closed" && (rows !== size.rows || columns !== size.columns)) this.#resize(size);
  }

  /**
   * Gives up a half-typed line: Ctrl-C has bash show a new prompt, whatever it was editing. One that comes
   * while readline(3) takes in a key only has the line drawn anew; then it takes another.
   */
  async #clearLine(): Promise<void> {
    const prompt = this.#listeners.next(isPrompt);
    const isThere = async () => {
      await Promise.race([prompt, this.closed]);
      return true;
    };
    const late = () => atMost(this.#promptDeadline, isThere()).then(() => false);
    do this.#stream.write("\u0003");
    while (!(await Promise.race([isThere(), late()])));
  }

  async #outcome(settled: Promise<StreamPart>, before: ShellMark | null): Promise<Outcome> {
    return outcomeOf(await Promise.race([settled, this.closed]), before);
  }

  readonly #take = (part: StreamPart): void => {
    if (this.#isLate(part)) return;
    this.#follow(part);
    this.#listeners.tell(part);
  };

  /**
   * A prompt from before the line that was typed: the shell has not read that line yet. Ctrl-C brings
   * one when its command had ended by itself, and the shell takes it up only when it reads again.
   */
  #isLate(part: StreamPart): boolean {
    return (
      part.type === "prompt" &&
      this.#echoing &&
      this.#countsLine &&
      part.linesRead === this.#linesRead &&
      isSameShell(part.shell, this.#shell)
    );
  }

  #follow(part: StreamPart): void {
    switch (part.type) {
      case "text":
        if (this.#echoing) return;
        if (this.#state === "running") this.#output.push(part.text);
        else this.#line.show(part.text);
        return;
      case "command-started":
        this.#state = "running";
        this.#echoing = false;
        this.#output.commandStarted();
        return;
      case "prompt":
        // A line that ran nothing (empty, a comment) is answered with the code of the command before it.
        if (this.#state === "running" && !this.#echoing) this.#output.cameBack(part.code);
        this.#state = "prompt";
        this.#echoing = false;
        this.#isGiven = false;
        this.#shell = part.shell;
        this.#linesRead = part.linesRead;
        this.#root ??= part.shell;
        this.#line.begin();
        return;
    }
  }
}
