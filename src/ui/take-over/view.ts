import type { StreamPart } from "../../terminal/marks.ts";
import type { Terminal } from "../../terminal/terminal.ts";

/** How a terminal that is taken over is shown to the learner. */
export interface View {
  /** Whether there is a line for how things stand that is always to be seen. */
  readonly hasStatus: boolean;
  /**
   * Shows a terminal, in place of the one before.
   * @param words said above its prompt
   */
  show(terminal: Terminal, words: string): Promise<void>;
  /**
   * What a terminal that has been shown printed.
   * @returns resolves when a prompt is to be seen, or will not be before more is known: whatever takes its time waits for it
   */
  follow(terminal: Terminal, part: StreamPart): Promise<void>;
  /** The learner pressed a key for the terminal that is shown. */
  pressed(): void;
  /** Says something above the prompt of the terminal that is shown, without harming the line being typed. */
  say(text: string): void;
  /** A shell that sends no marks shows its prompt in the terminal that is shown, as far as can be told: where the cursor is. */
  promptSeen(): void;
  /** All that is to be said before the prompt has been said. */
  release(): void;
  /** Asked anew whenever the line is drawn, for a window of that many columns. */
  status(line: (columns: number) => string): void;
  /** The terminal is not ours for a while; and it is again. */
  suspend(): void;
  resume(): void;
  /** Gives the terminal back, its cursor at the beginning of a line. */
  close(): Promise<void>;
}
