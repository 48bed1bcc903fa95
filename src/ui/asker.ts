import type { Keyboard } from "./keyboard.ts";
import { type Action, actionOf, type Key, keysLine, type Offer, OFFERS } from "./keys.ts";
import type { Layout } from "./layout.ts";
import type { Printer } from "./printer.ts";
import { type Capabilities, type OutputStream, sizeOf } from "./streams.ts";
import { type Hide, rowsOf, showTransient } from "./transient.ts";

/** What takes longer than this is told of, in milliseconds. */
const MOMENT_MS = 250;

/** A number that grows is drawn no more often. */
const REFRESH_MS = 500;

const Q: Key = "char:q";

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

  #printedAbove = "";
  #height = 0;
  #isPageInSight = false;

  constructor(options: AskerOptions) {
    this.#options = options;
  }

  /**
   * Shows the keys until one of them is pressed.
   * @param above what must stand above the keys as long as they do, such as the command that Enter runs
   */
  async ask(offers: readonly Offer[], above = ""): Promise<Action> {
    const { layout, keyboard, output } = this.#options;
    const isBelowPage = this.#isPageInSight && !keyboard.hasAhead;
    this.#isPageInSight = false;
    const show = () => this.#show(above, () => keysLine(layout, offers, sizeOf(output).columns));
    let hide = show();
    // What stood there before nslab was stopped is not what is there when it goes on.
    const settled = keyboard.whenSuspended({
      suspend: () => hide(),
      resume: () => {
        hide(false);
        hide = show();
      },
    });
    let key: Key = "other";
    let action: Action | null = null;
    while (action === null) {
      key = await keyboard.next();
      action = actionOf(offers, key);
    }
    settled();
    hide();
    return isBelowPage && key === Q && action === "quit" && (await this.#stays()) ? this.ask(offers, above) : action;
  }

  /** A page stands right above the keys that are shown next: whoever thinks that he is in a pager leaves that by `q`. */
  pageShown(): void {
    this.#isPageInSight = true;
  }

  async #stays(): Promise<boolean> {
    const { layout, printer } = this.#options;
    printer.paragraph(layout.markdown(layout.texts.learner.leaveSure, layout.width()));
    return (await this.ask(OFFERS.leave)) !== "quit";
  }

  /** Where it cannot be taken away again, or is higher than the window, `above` is printed once. */
  #show(above: string, keys: () => string): Hide {
    const { output, capabilities, printer } = this.#options;
    const { rows, columns } = sizeOf(output);
    const both = () => (above === "" ? keys() : `${above}\n\n${keys()}`);
    const height = rowsOf(both(), columns) + 1;
    if (capabilities.cursor && height <= rows) {
      this.#height = height;
      return showTransient(output, both);
    }
    this.#height = 2; // the keys alone
    if (!this.#printedAbove.includes(above)) {
      printer.paragraph(above);
      this.#printedAbove = above;
    }
    if (capabilities.cursor) return showTransient(output, keys);
    printer.paragraph(keys());
    return () => undefined;
  }

  /** Rows that the keys took when they were shown last, with what stood above them and the empty row before. */
  get height(): number {
    return this.#height;
  }

  /** What stood above the keys is out of sight: it is printed again where that is needed. */
  forget(): void {
    this.#printedAbove = "";
  }

  /**
   * Looks at the lab, and says so after a moment; where the cursor cannot take that back, nothing is said.
   * A key ends the waiting.
   * @param words what is said
   */
  async looking<Found>(
    look: (hurry: AbortSignal) => Promise<Found>,
    words = () => this.#options.layout.texts.learner.looking,
  ): Promise<Found> {
    const { keyboard } = this.#options;
    const stop = this.sayMeanwhile(words);
    try {
      return await look(keyboard.impatience());
    } finally {
      stop(); // also where there is no lab any more to look at
    }
  }

  /**
   * Shows text after a moment, and what becomes of it, until the returned function is called; calling it again does nothing.
   * @param after milliseconds
   */
  sayMeanwhile(text: () => string, after = MOMENT_MS): () => void {
    const { output, capabilities } = this.#options;
    if (!capabilities.cursor) return () => undefined;
    let hide: () => void = () => undefined;
    const timer = setTimeout(() => {
      hide = showTransient(output, text, REFRESH_MS);
    }, after);
    return () => {
      clearTimeout(timer);
      hide();
      hide = () => undefined;
    };
  }
}
