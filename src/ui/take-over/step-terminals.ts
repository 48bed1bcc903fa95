import { stepsWithChallenge } from "../../course/lesson.ts";
import type { StepView } from "../../player/learner.ts";
import type { Remark } from "../../player/remarks.ts";
import type { TerminalName } from "../../terminal/names.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import type { CheckResult } from "../../player/events.ts";
import type { Keyboard } from "../keyboard.ts";
import type { Layout } from "../layout.ts";
import { type Capabilities, sizeOf } from "../streams.ts";
import type { TerminalState } from "../terminal-state.ts";
import { wrap } from "../wrap.ts";
import { FollowUp } from "./follow-up.ts";
import { LineView } from "./line-view.ts";
import { PaintedView, TerminalScreens } from "./painted-view.ts";
import type { RememberedOutput } from "./remembered-output.ts";
import { type Standing, standingWords, statusLine, whereWords } from "./status-line.ts";
import { type TakenOver, takeOver } from "./take-over.ts";
import { terminalWords } from "./terminal-words.ts";
import { terminalsToSwitch } from "./terminals-to-switch.ts";

export interface StepTerminalsOptions {
  readonly output: RememberedOutput;
  readonly capabilities: Pick<Capabilities, "cursor">;
  readonly terminal: TerminalState;
  readonly keyboard: Keyboard;
  readonly layout: Layout;
  /** The text of a hint that the lab's state chose, if it has not been given in this step; from now on it has. */
  readonly giveHint: (name: string) => string | null;
}

/** What a take-over came to. */
export interface StepTakenOver extends TakenOver {
  /** Whether all checks passed after the last command. */
  readonly allPassed: boolean;
  /** The verdicts on the lab as the learner has left it; null where they are not known for all checks. */
  readonly results: readonly CheckResult[] | null;
}

/** What a take-over is for. */
export interface TakeOverWishes {
  readonly first: TerminalName;
  /** Whether the step's checks are looked at after every command. */
  readonly judges: boolean;
  /** Whether the step's commands may be shown. */
  readonly showsCommands: boolean;
  /** Terminals besides the step's in which something is to be put right. */
  readonly concerned: readonly TerminalName[];
}

/** The terminals of a lesson in the learner's hands, with how the step stands. */
export class StepTerminals {
  readonly #options: StepTerminalsOptions;
  readonly #screens = new TerminalScreens();
  /** What has been remarked in this step. */
  #remarked = new Set<Remark["type"]>();
  #step: StepView["step"] | null = null;

  constructor(options: StepTerminalsOptions) {
    this.#options = options;
  }

  async takeOver(view: StepView, wishes: TakeOverWishes): Promise<StepTakenOver> {
    const { first, judges, concerned } = wishes;
    const { output, capabilities, terminal: state, keyboard, layout } = this.#options;
    if (this.#step !== view.step) this.#remarked = new Set();
    this.#step = view.step;
    const shown = capabilities.cursor ? new PaintedView(output, this.#screens, state) : new LineView(output);
    const open = [...view.session.terminals.keys(), first];
    const names = terminalsToSwitch({ lesson: view.lesson.definition, step: view.step, open, concerned: [...concerned, first] });
    const standing = new StandingLine(layout, shown, standingOf(view, first, names.length > 1));
    const line = (text: string) => wrap(text, layout.width());
    const followUp = new FollowUp(view, first, judges, {
      where: (where) => standing.change({ where }),
      checks: (passed) => standing.change({ passed: [...passed] }),
      known: () => standing.tell(),
      blindPrompt: (terminal) => {
        if (terminal === standing.terminal) shown.promptSeen();
      },
      mayGoOn: () => shown.release(),
      allPassed: () => shown.say(layout.style.good(line(`${layout.style.pass} ${layout.texts.learner.takeOver.allPassed}`))),
      hint: (name) => {
        const text = this.#options.giveHint(name);
        if (text !== null) shown.say(layout.markdown(`**${layout.texts.learner.stateHint}** ${text}`, layout.width()));
      },
      remark: (remark) => {
        if (this.#remarked.has(remark.type)) return;
        this.#remarked.add(remark.type);
        shown.say(layout.markdown(this.#remarkWords(remark), layout.width()));
      },
    });
    const taken = await takeOver({
      view: shown,
      keyboard,
      first,
      names,
      open: (name) => view.session.terminal(name),
      words: (name, terminal, isFirst) =>
        this.#wordsFor(view, wishes, name, terminal, isFirst, isFirst && !shown.hasStatus && names.length > 1),
      listener: {
        shown: (terminal) => {
          standing.change({ terminal, where: null });
          followUp.shown(terminal);
        },
        noOther: () => shown.say(layout.style.quiet(line(layout.texts.learner.takeOver.noOther))),
        lineTyped: (terminal) => followUp.lineTyped(terminal),
        commandStarted: (terminal) => followUp.commandStarted(terminal),
        commandEnded: (terminal, seen) => followUp.commandEnded(terminal, seen),
      },
      labEnded: view.session.lab.ended,
    });
    followUp.end();
    view.session.changed();
    const last = this.#lastWords(taken);
    if (last !== "") output.write(`${last}\n`);
    return { ...taken, allPassed: followUp.allPassed, results: followUp.results };
  }

  async #wordsFor(
    { session, step }: StepView,
    { showsCommands }: TakeOverWishes,
    name: TerminalName,
    terminal: Terminal,
    isFirst: boolean,
    tellsKeys: boolean,
  ): Promise<string> {
    const { layout, output } = this.#options;
    const isRunning = () => terminal.state === "running";
    const program = isRunning() ? await session.frontProgram(name).catch(() => null) : null; // that the lab has ended is told by itself
    return terminalWords(layout, {
      name,
      isFirst,
      tellsKeys,
      ...(isRunning() ? { running: program } : {}),
      step: showsCommands ? step : null,
      lastOutput: (other) => session.terminals.get(other)?.lastOutput ?? "",
      rows: sizeOf(output).rows,
    });
  }

  #remarkWords(remark: Remark): string {
    const { layout } = this.#options;
    const { leftPlace, unseen, notTheLabs, notInLab, running, elsewhere } = layout.texts.learner.takeOver;
    switch (remark.type) {
      case "left":
        return leftPlace(remark.terminal, whereWords(layout, remark.was));
      case "unseen":
        return unseen(remark.terminal);
      case "not-the-labs":
        return notTheLabs(remark.setting);
      case "still-runs":
        return running(remark.program);
      case "not-in-a-lab":
        return notInLab(remark.lacking);
      case "elsewhere":
        return elsewhere(remark.terminal, remark.wanted);
    }
  }

  #lastWords({ ended, terminal }: TakenOver): string {
    const { style, texts, width } = this.#options.layout;
    const { left, closed } = texts.learner.takeOver;
    switch (ended) {
      case "left":
        return style.quiet(left);
      case "closed":
        return wrap(closed(terminal), width());
      case "lab-ended": // whoever looks at it next says so
      case "no-more-keys":
        return "";
    }
  }
}

/** Keeps the status line as things stand; where there is none, says the same when it has changed. */
class StandingLine {
  readonly #layout: Layout;
  readonly #view: PaintedView | LineView;
  #standing: Standing;
  #told = "";

  constructor(layout: Layout, view: PaintedView | LineView, standing: Standing) {
    this.#layout = layout;
    this.#view = view;
    this.#standing = standing;
    this.#show();
  }

  get terminal(): string {
    return this.#standing.terminal;
  }

  change(change: Partial<Standing>): void {
    this.#standing = { ...this.#standing, ...change };
    this.#show();
  }

  /** What is known for now is known. */
  tell(): void {
    if (this.#view.hasStatus) return;
    const words = standingWords(this.#layout, this.#standing);
    if (words === this.#told) return;
    this.#told = words;
    this.#view.say(this.#layout.style.quiet(wrap(words, this.#layout.width())));
  }

  #show(): void {
    const standing = this.#standing;
    this.#view.status((columns) => statusLine(this.#layout, standing, columns));
  }
}

function standingOf({ step, lesson }: StepView, terminal: TerminalName, switches: boolean): Standing {
  const count = stepsWithChallenge(lesson.definition).length;
  return { step: { number: step.index + 1, count, title: step.text.title }, terminal, where: null, switches, passed: [] };
}
