import { placeOf } from "../../course/command.ts";
import type { FrontProgram } from "../../kernel/front-program.ts";
import type { PlayedStep } from "../../player/events.ts";
import { terminalsOf } from "../../player/played-step.ts";
import type { TerminalName } from "../../terminal/names.ts";
import type { Layout } from "../layout.ts";
import { oneLine } from "../lesson-screen.ts";
import { indent, wrap } from "../wrap.ts";

/** What is known of a terminal that is going to be shown. */
export interface TerminalShown {
  readonly name: TerminalName;
  /** None was shown before it since the learner left the lesson; the step's commands stand above it then. */
  readonly isFirst: boolean;
  /** Nothing else tells the keys, and there is one to switch by. */
  readonly tellsKeys: boolean;
  /** What is in front where a command runs there; undefined at a prompt. */
  readonly running?: FrontProgram | null;
  /** The open step, where its commands may be shown; else null. */
  readonly step: Pick<PlayedStep, "definition" | "lines"> | null;
  /** What the last command in a terminal has printed since the step began, as plain text. */
  readonly lastOutput: (terminal: TerminalName) => string;
  /** Rows of the window. */
  readonly rows: number;
}

/** Of the window so much is left for the terminal that is shown. */
const OTHERS_SHARE = 0.4;
const FEWEST_ROWS = 3;

/** What is said above the prompt of a terminal when it is shown: which it is, and what of the step belongs there. */
export function terminalWords(layout: Layout, shown: TerminalShown): string {
  const { style, texts, width } = layout;
  const { entered, switched, switches, running } = texts.learner.takeOver;
  const { name, isFirst, tellsKeys, step } = shown;
  const text = `${(isFirst ? entered : switched)(name)}${tellsKeys ? ` ${switches}` : ""}`;
  return [
    style.quiet(wrap(text, width())),
    ...(step === null ? [] : othersPrinted(layout, shown, step)),
    ...(step === null || isFirst ? [] : toType(layout, name, step)),
    ...(shown.running === undefined ? [] : [wrap(running(shown.running), width())]),
  ].join("\n");
}

/** What the step's other terminals have printed last: what is compared with them is seen beside it. */
function othersPrinted(
  { style, texts, width }: Layout,
  { name, lastOutput, rows }: TerminalShown,
  step: Pick<PlayedStep, "definition" | "lines">,
): readonly string[] {
  const room = Math.max(Math.floor(rows * OTHERS_SHARE), FEWEST_ROWS);
  return terminalsOf(step)
    .filter((other) => other !== name)
    .flatMap((other) => {
      const lines = lastOutput(other)
        .split("\n")
        .filter((line) => line.trim() !== "");
      if (lines.length === 0) return [];
      const shown = lines.slice(-room).flatMap((line) => folded(style.fit(line.trimEnd()), width() - 2));
      const cut = lines.length > room ? [texts.play.linesBetween(lines.length - room)] : [];
      return [
        style.quiet(wrap(texts.learner.takeOver.printedLast(other), width())),
        ...cut,
        ...shown.map((line) => indent(line, 2)),
      ];
    });
}

/** Lines of a list stand below each other: their blanks stay. */
function folded(line: string, columns: number): readonly string[] {
  const pieces = line.match(new RegExp(`.{1,${Math.max(columns, 1)}}`, "gu"));
  return pieces ?? [line];
}

/** The step's commands for that terminal. */
function toType(
  layout: Layout,
  name: TerminalName,
  { definition, lines }: Pick<PlayedStep, "definition" | "lines">,
): readonly string[] {
  const { style, texts, width } = layout;
  const places = lines.map((line) => placeOf(line, definition.terminal));
  if (!places.some(({ terminal }) => terminal === name)) return [];
  return [
    style.quiet(texts.learner.takeOver.toType),
    ...places.flatMap(({ terminal, command, key }, index) => {
      if (terminal !== name) return [];
      const line = command === null ? style.quiet(texts.play.pressKey(key ?? "")) : style.strong(oneLine(layout, "  ", command));
      const before = places[index - 1]?.terminal ?? name;
      // The same command may come twice, before and after what is done elsewhere.
      const isLater = before !== name && places.slice(0, index).some((earlier) => earlier.terminal === name);
      return [...(isLater ? [style.quiet(wrap(texts.learner.takeOver.toTypeLater(before), width()))] : []), `  ${line}`];
    }),
  ];
}
