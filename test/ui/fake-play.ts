import type { Language } from "../../src/course/language.ts";
import type { Command, Line } from "../../src/course/command.ts";
import type { Lesson } from "../../src/course/load.ts";
import type { LabEnded } from "../../src/lab/lab.ts";
import type { LessonOutcome, PlayerEvent } from "../../src/player/events.ts";
import { type LessonPart, playLesson } from "../../src/player/play-lesson.ts";
import type { Session } from "../../src/player/session.ts";
import type { Terminal } from "../../src/terminal/terminal.ts";
import type { TerminalSize } from "../../src/terminal/size.ts";
import { openInteractive } from "../../src/ui/interactive.ts";
import { TerminalState } from "../../src/ui/terminal-state.ts";
import type { Interactive } from "../../src/ui/person.ts";
import type { Capabilities } from "../../src/ui/streams.ts";
import { TEXTS } from "../../src/ui/texts/texts.ts";
import { ENGLISH } from "../../src/ui/texts/english.ts";
import { aProcess, aSnapshot } from "../kernel/build-snapshot.ts";
import { FakeShell } from "./fake-shell.ts";
import { FakeInput, FakeOutput } from "./fake-streams.ts";
import { layoutFor, PLAIN } from "./layouts.ts";
import { sampleLesson } from "./sample-lesson.ts";

/** A person in front of a lesson, with the real player, and shells that only pretend. */
export class FakePlay {
  readonly input = new FakeInput();
  readonly output: FakeOutput;
  readonly stop = new AbortController();
  readonly shells = new Map<string, FakeShell>();
  readonly terminals = new Map<string, Terminal>();
  readonly solutions: string[] = [];
  readonly events: PlayerEvent[] = [];
  readonly sizes: TerminalSize[] = [];
  /** What was given to the pager; without one, nslab shows it page by page. */
  readonly paged: string[] = [];
  hasPager = true;
  /** What is spoken, and what is chosen from the list of languages. */
  language: Language = "en";
  chosenLanguage: Language = "en";
  /** What is chosen from the list of lessons. */
  chosenLesson: string | null = null;
  onEvent: (event: PlayerEvent) => void = () => undefined;
  /** Names of checks that do not hold. */
  readonly failing = new Set<string>();
  /** What commands print in every shell; null: they do not come back. */
  command: (line: string) => string | null = () => "";
  endLab: (end: LabEnded) => void = () => undefined;
  /** Names of checks that nobody answers. */
  readonly waiting = new Set<string>();
  readonly lesson: Lesson = sampleLesson((name) =>
    this.waiting.has(name) ? new Promise<boolean>(() => undefined) : !this.failing.has(name),
  );
  readonly ui: Interactive;
  readonly part: Promise<LessonPart>;
  /** How the lesson ended; "go" when it is to go on in another lab. */
  readonly outcome: Promise<LessonOutcome | "go">;

  private constructor(
    ui: (play: FakePlay) => Interactive,
    options: { readonly columns: number; readonly rows: number; readonly firstStep: number; readonly patience: number },
  ) {
    this.output = new FakeOutput(options.columns, options.rows);
    this.ui = ui(this);
    const ended = new Promise<LabEnded>((resolve) => {
      this.endLab = resolve;
    });
    this.part = playLesson({
      lesson: this.lesson,
      session: this.#session(ended),
      learner: this.ui.learner,
      clock: { now: () => 0, wait: async () => undefined },
      emit: (event) => {
        this.events.push(event);
        this.ui.emit(event);
        this.onEvent(event);
      },
      firstStep: options.firstStep,
      soFar: null,
      lookBefore: false,
      patience: options.patience,
    });
    this.outcome = this.part.then((part) => (part.type === "ended" ? part.outcome : part.type));
    this.outcome.catch(() => undefined); // a lab that has ended throws: for whoever waits for `part`
  }

  static async begin(
    options: {
      readonly capabilities?: Capabilities;
      readonly columns?: number;
      readonly rows?: number;
      readonly firstStep?: number;
      readonly patience?: number;
    } = {},
  ): Promise<FakePlay> {
    const { capabilities = PLAIN, columns = 80, rows = 24, firstStep = 0, patience = 5000 } = options;
    let spoken = () => ENGLISH;
    const layout = await layoutFor(capabilities, columns, () => spoken());
    const open = (play: FakePlay) => {
      spoken = () => TEXTS[play.language];
      const { input, output, stop, solutions } = play;
      return openInteractive({
        input,
        output,
        capabilities,
        layout,
        now: () => 0,
        stop: stop.signal,
        terminal: new TerminalState(() => undefined),
        interrupt: () => stop.abort(),
        openPager: async (text) => {
          play.paged.push(text);
          return play.hasPager;
        },
        chooseLesson: async () => play.chosenLesson,
        chooseLanguage: async () => {
          const isChanged = play.language !== play.chosenLanguage;
          play.language = play.chosenLanguage;
          return isChanged;
        },
        answer: async () => null,
        shuffle: (items) => items,
        onSolutionShown: (lesson, step) => void solutions.push(`${lesson.id}/${step.definition.id}`),
      });
    };
    return new FakePlay(open, { columns, rows, firstStep, patience });
  }

  /** Waits until the keys of that stage are offered, takes what was printed until then, and presses keys. */
  async at(keys: string, press: string): Promise<string> {
    await this.output.until(`${keys}\n`);
    const text = this.output.take();
    this.input.press(press);
    return text;
  }

  shell(name: string): FakeShell {
    const shell = this.shells.get(name);
    if (shell === undefined) throw new Error(`the terminal ${name} is not open`);
    return shell;
  }

  #session(ended: Promise<LabEnded>): Session {
    // No check or hint of the sample reads it. Its shells are one process, on the host, with the PID of which fake ones tell.
    const snapshot = aSnapshot({ processes: [aProcess(1010, { foreground: 1010 })] });
    const session = {
      lab: { ended, identity: { pid: 1 }, cgroup: "none", privilege: "mapped-root", pace: 1 },
      terminals: this.terminals,
      terminal: (name: string) => this.#terminal(name),
      latest: async () => snapshot,
      look: async () => snapshot,
      rootPids: () => ({}),
      situation: async () => ({ snapshot, cgroup: "none", has: () => true, front: () => 0 }),
      changed: () => undefined,
      onTyped: () => undefined,
      tellTyped: async () => undefined,
      scene: () => ({ lab: { pace: 1 } }),
      lines: async (command: Command) => (Array.isArray(command) ? command : [command]) as readonly Line[],
      resize: (size: TerminalSize) => void this.sizes.push(size),
    };
    return session as unknown as Session;
  }

  async #terminal(name: string): Promise<Terminal> {
    const open = this.terminals.get(name);
    if (open !== undefined && open.state !== "closed") return open;
    const { terminal, shell } = await FakeShell.open(name);
    shell.command = (line) => this.command(line);
    this.terminals.set(name, terminal);
    this.shells.set(name, shell);
    return terminal;
  }
}
