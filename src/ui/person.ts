import type { Lesson } from "../course/load.ts";
import type { Emit, PlayedStep } from "../player/events.ts";
import type { Learner } from "../player/learner.ts";
import type { Said } from "../say/message.ts";
import type { Between } from "./between.ts";
import type { Layout } from "./layout.ts";
import type { OpenPager } from "./pages.ts";
import type { QuestionScreenOptions } from "./question-screen.ts";
import type { Capabilities, InputStream, OutputStream } from "./streams.ts";
import type { TerminalState } from "./terminal-state.ts";

export interface InteractiveOptions {
  readonly input: InputStream;
  readonly output: OutputStream;
  readonly capabilities: Capabilities;
  readonly layout: Layout;
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
  /** Aborted when nslab is asked to end: whatever is asked then is answered with leaving. */
  readonly stop: AbortSignal;
  readonly terminal: TerminalState;
  /** Has nslab end, as SIGINT does. */
  readonly interrupt: () => void;
  readonly openPager: OpenPager;
  /** Has the learner choose another lesson while nobody else reads the keyboard. Null: he stays. */
  readonly chooseLesson: () => Promise<string | null>;
  /** Has the learner choose a language, likewise; all words are in it from then on. False: it is the one that was spoken already. */
  readonly chooseLanguage: () => Promise<boolean>;
  /** Has the learner answer a question, likewise. */
  readonly answer: QuestionScreenOptions["answer"];
  /** The same in another order. */
  readonly shuffle: QuestionScreenOptions["shuffle"];
  /** The learner had the solution of a step shown. */
  readonly onSolutionShown: (lesson: Lesson, step: PlayedStep) => void;
}

/** A person at a terminal, as the player sees him. */
export interface Interactive {
  readonly emit: Emit;
  readonly learner: Learner;
  /** Says what this is to somebody who is here for the first time, and waits. */
  welcome(words?: () => string): Promise<Between>;
  /** Says that the lab has ended, and waits. Next is the same step in a fresh lab. */
  labEnded(complaint: Said): Promise<Between>;
  /** Waits at a lesson's end, unless it was the last. */
  afterLesson(isLast?: boolean): Promise<Between>;
  /** Gives the terminal back as it was; must be called however it ends. */
  close(): void;
}
