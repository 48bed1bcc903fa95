import type { Asker } from "./asker.ts";
import type { Keyboard } from "./keyboard.ts";
import { OFFERS } from "./keys.ts";
import type { Printer } from "./printer.ts";
import { read, type ReaderOptions } from "./reader.ts";
import { type Capabilities, sizeOf } from "./streams.ts";
import type { TerminalState } from "./terminal-state.ts";
import { rowsOf } from "./transient.ts";

/** Shows text by the system's pager. Resolves when the learner has left it; false where there is none. */
export type OpenPager = (text: string, keys: string) => Promise<boolean>;

export interface PagesOptions {
  readonly output: ReaderOptions["output"];
  readonly capabilities: Pick<Capabilities, "cursor">;
  readonly keyboard: Keyboard;
  readonly printer: Printer;
  readonly asker: Asker;
  readonly terminal: TerminalState;
  /** For what may be very long. */
  readonly openPager: OpenPager;
  /** What is said of the keys below a page. */
  readonly pageKeys: (isEnd: boolean) => string;
  /** What the pager for outputs says of its keys. */
  readonly pagerKeys: () => string;
}

/** Rows that stand below a text, and above it, at the least: an empty one, the keys, and what Enter would run. */
const BELOW = 6;

/** What a text is: an output may be of any length, and is searched. */
export type PageKind = "page" | "output";

/** Shows text that may be longer than the window: nothing of it scrolls away unread. */
export class Pages {
  readonly #options: PagesOptions;

  constructor(options: PagesOptions) {
    this.#options = options;
  }

  async show(text: string, kind: PageKind = "page"): Promise<void> {
    const { output, capabilities, printer, keyboard, asker, openPager, pagerKeys, pageKeys } = this.#options;
    const { rows, columns } = sizeOf(output);
    if (rowsOf(text, columns) <= Math.max(rows - Math.max(BELOW, asker.height + 1), 1)) {
      printer.paragraph(text);
      asker.pageShown();
      return;
    }
    if (capabilities.cursor && kind === "page") {
      await read(text, { ...this.#options, keys: pageKeys });
      printer.interrupted();
      return;
    }
    if (capabilities.cursor && (await keyboard.lend(() => openPager(`${text}\n`, pagerKeys())))) {
      printer.interrupted();
      return;
    }
    await this.#pageByPage(text);
  }

  async #pageByPage(text: string): Promise<void> {
    const { output, printer, asker } = this.#options;
    let rest = text.split("\n");
    while (rest.length > 0) {
      const { rows, columns } = sizeOf(output);
      let count = 1;
      while (count < rest.length && rowsOf(rest.slice(0, count + 1).join("\n"), columns) <= Math.max(rows - 4, 1)) count += 1;
      printer.paragraph(rest.slice(0, count).join("\n"));
      rest = rest.slice(count);
      if (rest.length > 0 && (await asker.ask(OFFERS.page)) !== "next") return;
    }
  }
}
