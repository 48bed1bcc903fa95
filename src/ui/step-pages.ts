import { withLastingZombies } from "../kernel/lasting-zombies.ts";
import type { LabView, PlayedStep } from "../player/events.ts";
import type { StepView } from "../player/learner.ts";
import { changesText } from "./changes/changes-text.ts";
import type { Layout } from "./layout.ts";
import { mapText } from "./map-text.ts";
import type { PageKind, Pages } from "./pages.ts";
import type { Printer } from "./printer.ts";

export interface StepPagesOptions {
  readonly layout: Layout;
  readonly printer: Pick<Printer, "wholeOutput">;
  readonly pages: Pages;
  readonly say: (markdown: string) => void;
  /** Something else stands above the keys now. */
  readonly shown: () => void;
}

/** Pages about a step, each of which may be longer than the window. */
export class StepPages {
  readonly #options: StepPagesOptions;

  constructor(options: StepPagesOptions) {
    this.#options = options;
  }

  /** What is different in the lab since the step began. */
  async changes({ before, session }: StepView): Promise<void> {
    await this.show(changesText(this.#options.layout, before, await withLastingZombies(() => session.look())));
  }

  /** The lab as a lesson's closing shows it, once more: the lab itself is gone. */
  async closingMap({ snapshot, terminals }: LabView): Promise<void> {
    await this.show(mapText(this.#options.layout, snapshot, { terminals }));
  }

  /** The command's pieces, each with what it means. */
  async flags({ text }: PlayedStep): Promise<void> {
    const { layout, say } = this.#options;
    const { texts } = layout;
    if (text.flags.length === 0) {
      say(texts.learner.noFlags);
      return;
    }
    const items = text.flags.map(({ flag, meaning }) => `- ${texts.learner.flag(flag, meaning)}`);
    await this.show(layout.markdown(`**${texts.learner.flags}**\n\n${items.join("\n")}`, layout.width()));
  }

  /** All that the step's commands have printed. */
  async wholeOutput(): Promise<void> {
    const { printer, say, layout } = this.#options;
    const { text } = printer.wholeOutput;
    if (text === "") say(layout.texts.learner.noOutput);
    else await this.show(text, "output");
  }

  async help(): Promise<void> {
    const { layout } = this.#options;
    await this.show(layout.markdown(layout.texts.pages.help, layout.width()));
  }

  async show(text: string, kind?: PageKind): Promise<void> {
    await this.#options.pages.show(text, kind);
    this.#options.shown();
  }
}
