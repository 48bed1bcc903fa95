import type { StreamPart } from "../../terminal/marks.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import type { TerminalSize } from "../../terminal/size.ts";
import { ScreenModel } from "./screen-model.ts";

/** With more than this not yet followed, the terminal's programs wait; in characters. */
const MOST_BACKLOG = 64 * 1024;
const LITTLE_BACKLOG = 16 * 1024;

/** A terminal with its screen, which is kept also while it is not shown. */
export class TerminalScreen {
  readonly terminal: Terminal;
  readonly model: ScreenModel;
  onChange: () => void = () => undefined;
  #goOn: (() => void) | null = null;

  private constructor(terminal: Terminal, model: ScreenModel) {
    this.terminal = terminal;
    this.model = model;
    terminal.listen((part) => this.#follow(part));
  }

  static async of(terminal: Terminal, size: TerminalSize): Promise<TerminalScreen> {
    let screen: TerminalScreen | null = null;
    const model = await ScreenModel.create(
      size,
      (bytes) => terminal.answer(bytes),
      () => screen?.changed(),
    );
    screen = new TerminalScreen(terminal, model);
    return screen;
  }

  changed(): void {
    if (this.model.backlog < LITTLE_BACKLOG) {
      this.#goOn?.();
      this.#goOn = null;
    }
    this.onChange();
  }

  #follow(part: StreamPart): void {
    if (part.type === "prompt") this.model.promptBegins();
    if (part.type !== "text") return;
    this.model.write(part.text);
    if (this.model.backlog > MOST_BACKLOG) this.#goOn ??= this.terminal.hold();
  }
}
