import type { DistantLab } from "../../lab/control/client.ts";
import { Terminal } from "../../terminal/terminal.ts";
import { Keyboard } from "../keyboard.ts";
import type { Layout } from "../layout.ts";
import { type Capabilities } from "../streams.ts";
import { LineView } from "../take-over/line-view.ts";
import { PaintedView, TerminalScreens } from "../take-over/painted-view.ts";
import { RememberedOutput } from "../take-over/remembered-output.ts";
import { terminalSize } from "../take-over/screen-size.ts";
import { takeOver } from "../take-over/take-over.ts";
import type { TerminalState } from "../terminal-state.ts";
import { wrap } from "../wrap.ts";
import { pipedShell } from "./piped-shell.ts";
import type { ShellEnd } from "./shell-end.ts";
import { shellStatus } from "./shell-status.ts";
import { throwTypedAhead } from "./typed-ahead.ts";

export interface ShellScreenOptions {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
  readonly capabilities: Capabilities;
  readonly layout: Pick<Layout, "style" | "texts" | "width">;
  readonly stop: AbortSignal;
  readonly terminal: TerminalState;
  readonly interrupt: () => void;
  /** Where in the lab: `host`, `neighbor`, or where a terminal of that name is. */
  readonly place: string;
}

const BELL = "\u0007";

/**
 * The person's terminal while he is in shells of a lab. It stays nslab's own: no process of the lab has it, and what
 * they print is drawn from the screen that nslab keeps of theirs.
 */
export class ShellScreen {
  /** Somebody is there to be asked. */
  readonly isInteractive: boolean;
  readonly #options: ShellScreenOptions;
  readonly #output: RememberedOutput;
  readonly #keyboard: Keyboard | null;
  #hasShown = false;

  constructor(options: ShellScreenOptions) {
    this.#options = options;
    const { input, output } = options;
    this.#output = new RememberedOutput(output);
    this.isInteractive = input.isTTY && output.isTTY;
    this.#keyboard = input.isTTY ? new Keyboard(options) : null;
    this.#keyboard?.open();
  }

  /** Gives the terminal back as it was. */
  close(): void {
    this.#keyboard?.close();
  }

  /** Shows a shell in that lab until it ends, or who is in it leaves. */
  async show(lab: DistantLab): Promise<ShellEnd> {
    const { input, output, stop } = this.#options;
    const keyboard = this.#keyboard;
    if (keyboard !== null) return this.#take(lab, keyboard);
    const terminal = await this.#open(lab);
    if (terminal.state === "closed") return "closed";
    return terminal.state === "starting" ? "lab-ended" : pipedShell({ lab, terminal, input, output, stop });
  }

  /** Says why the shell is gone, and throws away what was typed for it. */
  async away(words: string): Promise<void> {
    this.say(`${this.#keyboard === null ? "" : BELL}${words}`);
    if (this.#keyboard !== null) await throwTypedAhead(this.#keyboard);
  }

  /** On a line of its own. */
  say(words: string): void {
    const { errors, layout } = this.#options;
    const text = `${wrap(layout.style.fit(words), layout.width())}\n`;
    if (this.isInteractive) this.#output.write(text);
    else errors.write(text);
  }

  /**
   * Waits for Enter, or until `look` finds something.
   * @returns what was found; "enter"; or "leave", when the person leaves or has to
   */
  async ask<Found>(look: () => Found | null): Promise<Found | "enter" | "leave"> {
    const keyboard = this.#keyboard;
    if (keyboard === null) return "leave";
    let key = keyboard.next();
    for (;;) {
      const found = look();
      if (found !== null) return found;
      const pressed = await Promise.race([key, pause()]);
      if (pressed === null) continue;
      if (pressed === "enter") return "enter";
      if (pressed === "char:q" || pressed === "ctrl-c" || pressed === "ctrl-d" || pressed === "end") return "leave";
      key = keyboard.next();
    }
  }

  async #take(lab: DistantLab, keyboard: Keyboard): Promise<ShellEnd> {
    const { capabilities, layout, terminal: state, place } = this.#options;
    const view = capabilities.cursor
      ? new PaintedView(this.#output, new TerminalScreens(), state, !this.#hasShown)
      : new LineView(this.#output);
    this.#hasShown = true;
    view.status((columns) => shellStatus(layout, place, columns));
    let opened: Terminal | null = null;
    const resized = () => opened?.resize(this.#size);
    if (!capabilities.cursor) this.#output.on("resize", resized);
    const { ended } = await takeOver({
      view,
      keyboard,
      first: place,
      names: [place],
      open: async () => (opened = await this.#open(lab)),
      words: () => layout.style.quiet(wrap(layout.style.fit(layout.texts.shell.entered(place)), layout.width())),
      listener: { shown: () => undefined, commandStarted: () => undefined, commandEnded: () => undefined },
      labEnded: lab.ended,
    });
    this.#output.off("resize", resized);
    lab.leave();
    return ended;
  }

  #open(lab: DistantLab): Promise<Terminal> {
    // Where it is was said when the lab was reached.
    return Terminal.open(lab, this.#options.place, "host", this.#size);
  }

  get #size() {
    return terminalSize(this.#output, this.#options.capabilities);
  }
}

const LOOK_AGAIN_MS = 100;

function pause(): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), LOOK_AGAIN_MS);
  });
}
