import { type Keyboard } from "./keyboard.ts";
import { type Action, actionOf, keysLine, type Offer } from "./keys.ts";
import type { Layout } from "./layout.ts";
import type { Printer } from "./printer.ts";
import type { Capabilities, OutputStream } from "./streams.ts";
import { showTransient } from "./transient.ts";

/** A look at the lab that takes longer than this is told of, in milliseconds. */
const MOMENT_MS = 250;

export interface AskerOptions {
  readonly output: OutputStream;
  readonly capabilities: Pick<Capabilities, "cursor">;
  readonly layout: Layout;
  readonly keyboard: Keyboard;
  readonly printer: Printer;
}

/** The line at the bottom of the screen: which keys there are, or that the lab is being looked at. */
export class Asker {
  readonly #options: AskerOptions;

  constructor(options: AskerOptions) {
    this.#options = options;
  }

  /** Shows the keys until one of them is pressed. */
  async ask(offers: readonly Offer[]): Promise<Action> {
    const { layout, keyboard, printer, output, capabilities } = this.#options;
    const line = () => keysLine(layout, offers);
    let hide: () => void = () => undefined;
    if (capabilities.cursor) hide = showTransient(output, line);
    else printer.paragraph(line());
    let action: Action | null = null;
    while (action === null) action = actionOf(offers, await keyboard.next());
    hide();
    return action;
  }

  /** Says after a moment that the lab is being looked at; where the cursor cannot take that back, nothing is said. */
  async looking<Found>(look: Promise<Found>): Promise<Found> {
    const stop = this.sayLooking();
    const found = await look;
    stop();
    return found;
  }

  /** The same, until the returned function is called; calling it again does nothing. */
  sayLooking(): () => void {
    const { output, capabilities, layout } = this.#options;
    if (!capabilities.cursor) return () => undefined;
    let hide: () => void = () => undefined;
    const timer = setTimeout(() => {
      hide = showTransient(output, () => layout.texts.learner.looking);
    }, MOMENT_MS);
    return () => {
      clearTimeout(timer);
      hide();
      hide = () => undefined;
    };
  }
}
