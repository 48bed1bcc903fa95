import { stepsWithChallenge } from "../../course/lesson.ts";
import type { StepView } from "../../player/learner.ts";
import type { Remark } from "../../player/remarks.ts";
import type { TerminalName } from "../../terminal/names.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import type { Keyboard } from "../keyboard.ts";
import type { Layout } from "../layout.ts";
import type { Capabilities } from "../streams.ts";
import type { TerminalState } from "../terminal-state.ts";
import { wrap } from "../wrap.ts";
import { FollowUp } from "./follow-up.ts";
import { LineView } from "./line-view.ts";
import { PaintedView, TerminalScreens } from "./painted-view.ts";
import type { RememberedOutput } from "./remembered-output.ts";
import { type Standing, standingWords, statusLine, whereWords } from "./status-line.ts";
import { type TakenOver, takeOver } from "./take-over.ts";
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

  /** @param judges whether the step's checks are looked at after every command */
  async takeOver(view: StepView, first: TerminalName, judges: boolean): Promise<StepTakenOver> {
    const { output, capabilities, terminal: state, keyboard, layout } = this.#options;
    if (this.#step !== view.step) this.#remarked = new Set();
    this.#step = view.step;
    const shown = capabilities.cursor ? new PaintedView(output, this.#screens, state) : new LineView(output);
    const standing = new StandingLine(layout, shown, standingOf(view, first));
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
      names: terminalsToSwitch(view.lesson.definition, [...view.session.terminals.keys()]),
      open: (name) => view.session.terminal(name),
      words: (name, terminal, isFirst) => this.#wordsFor(view, name, terminal, isFirst && !shown.hasStatus, isFirst),
      listener: {
        shown: (terminal) => {
          standing.change({ terminal, where: null });
          followUp.shown(terminal);
        },
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
    return { ...taken, allPassed: followUp.allPassed };
  }

  async #wordsFor(
    { session }: StepView,
    name: TerminalName,
    terminal: Terminal,
    tellsKeys: boolean,
    isFirst: boolean,
  ): Promise<string> {
    const { layout } = this.#options;
    const { entered, switched, switches, running } = layout.texts.learner.takeOver;
    const text = `${(isFirst ? entered : switched)(name)}${tellsKeys ? ` ${switches}` : ""}`;
    const words = layout.style.quiet(wrap(text, layout.width()));
    if (terminal.state !== "running") return words;
    const program = await session.frontProgram(name).catch(() => null); // that the lab has ended is told by itself
    return terminal.state === "running" ? `${words}\n${wrap(running(program), layout.width())}` : words;
  }

  #remarkWords(remark: Remark): string {
    const { layout } = this.#options;
    const { leftPlace, unseen, notTheLabs, notInLab, elsewhere } = layout.texts.learner.takeOver;
    switch (remark.type) {
      case "left":
        return leftPlace(remark.terminal, whereWords(layout, remark.was));
      case "unseen":
        return unseen(remark.terminal);
      case "not-the-labs":
        return notTheLabs(remark.setting);
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

function standingOf({ step, lesson }: StepView, terminal: TerminalName): Standing {
  const count = stepsWithChallenge(lesson.definition).length;
  return { step: { number: step.index + 1, count, title: step.text.title }, terminal, where: null, passed: [] };
}
