import type { StreamPart } from "../../terminal/marks.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import type { TerminalSize } from "../../terminal/size.ts";
import { sizeOf } from "../streams.ts";
import type { TerminalState } from "../terminal-state.ts";
import type { RememberedOutput } from "./remembered-output.ts";
import { ScreenPainter } from "./screen-painter.ts";
import { hasStatusRow, screenSize } from "./screen-size.ts";
import { TerminalScreen } from "./terminal-screen.ts";
import type { View } from "./view.ts";

/** Frames are this far apart while much is printed, in milliseconds; one that comes alone is drawn at once. */
const FRAME_MS = 16;
/** After a frame in which this many rows scrolled away the next one takes its time: nobody can read them. */
const FLOOD_ROWS = 100;
const FLOOD_MS = 100;

/** The screens of all terminals of a lab that have been taken over. */
export class TerminalScreens {
  readonly #screens = new WeakMap<Terminal, TerminalScreen>();

  get(terminal: Terminal): TerminalScreen | undefined {
    return this.#screens.get(terminal);
  }

  async open(terminal: Terminal, size: TerminalSize): Promise<TerminalScreen> {
    const open = this.#screens.get(terminal) ?? (await TerminalScreen.of(terminal, size));
    this.#screens.set(terminal, open);
    return open;
  }
}

/**
 * Shows a terminal's screen as nslab knows it: nothing that the lab prints reaches the learner's own
 * terminal by itself. What nslab wrote on it before the first terminal is shown stays above the prompt; what others
 * did scrolls away.
 */
export class PaintedView implements View {
  readonly #output: RememberedOutput;
  readonly #screens: TerminalScreens;
  readonly #isOthers: boolean;
  readonly #terminal: TerminalState;
  #restored: () => void = () => undefined;
  #painter: ScreenPainter;
  #shown: TerminalScreen | null = null;
  /** The terminal whose shell sends no marks, and shows its prompt. */
  #prompted: TerminalScreen | null = null;
  #status: (columns: number) => string = () => "";
  #timer: NodeJS.Timeout | undefined;
  #nextFrameAt = 0;
  #drawnAt = 0;
  #suspended = false;

  /** @param isOthers what stands on the terminal was not written by nslab */
  constructor(output: RememberedOutput, screens: TerminalScreens, terminal: TerminalState, isOthers = false) {
    this.#output = output;
    this.#screens = screens;
    this.#terminal = terminal;
    this.#isOthers = isOthers;
    this.#painter = this.#newPainter();
    output.on("resize", this.#resized);
  }

  get hasStatus(): boolean {
    return hasStatusRow(sizeOf(this.#output));
  }

  async show(terminal: Terminal, words: string): Promise<void> {
    const isFirst = this.#shown === null;
    const known = this.#screens.get(terminal) !== undefined;
    const screen = await this.#screens.open(terminal, screenSize(sizeOf(this.#output)));
    const { model } = screen;
    if (this.#shown !== null) this.#shown.onChange = () => undefined;
    const runs = terminal.state === "running";
    if (!runs) await terminal.prompt();
    const size = screenSize(sizeOf(this.#output));
    model.resize(size);
    const afresh = terminal.state === "prompt" && (isFirst || !known);
    if (afresh) {
      const before = isFirst ? this.#output.written : "";
      model.restart(`${before}\n${words}\n`.replace(/\r?\n/g, "\r\n"), size, sizeOf(this.#output).rows);
      model.promptBegins();
      model.write(terminal.promptAndLine);
    } else {
      // Programs that draw the whole screen do it anew for a window of another size.
      if (!known) terminal.resize({ ...size, rows: size.rows - 1 });
      // What stands there from before does not say what has the keyboard now.
      if (!isFirst || !known || runs) model.say(words.split("\n"), terminal.state === "prompt");
    }
    terminal.resize(size);
    await model.settled();
    model.forgetScrolled();
    this.#shown = screen;
    screen.onChange = () => this.#schedule();
    if (isFirst) {
      this.#restored = this.#terminal.change(() => this.#painter.undo());
      this.#output.draw(this.#painter.begin(!afresh || this.#isOthers));
    }
    if (!isFirst) this.#painter.forget();
    const { rows, columns } = screenSize(sizeOf(this.#output));
    if (rows === size.rows && columns === size.columns) this.#paint();
    else this.#resized(); // nobody was there to be told
  }

  /** Screens follow their terminals by themselves. A prompt ends a flood: it does not wait for the next of its frames. */
  async follow(terminal: Terminal, part: StreamPart): Promise<void> {
    const screen = this.#shown;
    if (part.type !== "prompt" || screen?.terminal !== terminal) return;
    await Promise.resolve(); // what came with the prompt's mark is handed to the model first: the prompt itself
    await screen.model.settled();
    if (screen === this.#shown) this.#paint();
  }

  pressed(): void {
    this.#hurry();
  }

  say(text: string): void {
    const atPrompt = this.#shown?.terminal.state === "prompt" || this.#prompted === this.#shown;
    this.#shown?.model.say(text.split("\n"), atPrompt);
  }

  promptSeen(): void {
    this.#prompted = this.#shown;
    this.#shown?.model.promptBegins();
  }

  release(): void {
    // Nothing is held back here: lines can be put above a prompt later.
  }

  status(line: (columns: number) => string): void {
    this.#status = line;
    this.#schedule();
  }

  suspend(): void {
    this.#suspended = true;
    clearTimeout(this.#timer);
    this.#output.draw(this.#painter.end(this.#shown?.model.takeFrame().cursor.row ?? 0));
  }

  resume(): void {
    this.#suspended = false;
    this.#painter = this.#newPainter();
    this.#output.draw(this.#painter.begin(true));
    this.#paint();
  }

  async close(): Promise<void> {
    this.#output.off("resize", this.#resized);
    if (this.#shown === null) return;
    const { model } = this.#shown;
    await model.settled();
    this.#shown.onChange = () => undefined;
    if (!model.isFullScreen) this.#paint();
    clearTimeout(this.#timer);
    const frame = model.frameBehind();
    this.#output.draw(this.#painter.frame(frame, ""));
    this.#output.draw(this.#painter.end(frame.cursor.row));
    this.#restored();
    this.#output.redrawn(frame.rows.slice(0, frame.cursor.row + 1).map((row) => row.text));
  }

  #newPainter(): ScreenPainter {
    return new ScreenPainter(screenSize(sizeOf(this.#output)), this.hasStatus);
  }

  /** The next frame is drawn as soon as any, not as one that nobody can read. */
  #hurry(): void {
    this.#nextFrameAt = Math.min(this.#nextFrameAt, this.#drawnAt + FRAME_MS);
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#schedule();
  }

  #schedule(): void {
    const wait = this.#nextFrameAt - performance.now();
    if (wait <= 0) {
      this.#paint();
      return;
    }
    this.#timer ??= setTimeout(() => this.#paint(), wait);
  }

  #paint(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#shown === null || this.#suspended) return;
    const { model, terminal } = this.#shown;
    const frame = model.takeFrame();
    const written = this.#painter.frame(frame, this.#status(sizeOf(this.#output).columns));
    const isFlood = terminal.state === "running" && frame.scrolledAway.length > FLOOD_ROWS;
    this.#drawnAt = performance.now();
    this.#nextFrameAt = this.#drawnAt + (isFlood ? FLOOD_MS : FRAME_MS);
    if (written !== "") this.#output.draw(written);
  }

  /** Some terminals wrap anew what stands on them, some do not: all is drawn again. */
  readonly #resized = (): void => {
    const { model, terminal } = this.#shown ?? {};
    const size = screenSize(sizeOf(this.#output));
    this.#painter = this.#newPainter();
    model?.resize(size);
    terminal?.resize(size);
    this.#output.draw(this.#painter.begin(false));
    this.#schedule();
  };
}
