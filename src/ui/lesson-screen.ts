import { stringWidth } from "../map/text-width.ts";
import { stepsWithChallenge } from "../course/lesson.ts";
import { placeOf } from "../course/command.ts";
import type { Lesson } from "../course/load.ts";
import type { LabView, LessonOutcome, PlayedStep, StepReport, ToSkip } from "../player/events.ts";
import { inDuration } from "../say/units.ts";
import { inWords } from "../say/words.ts";
import { lackingText } from "../player/lacking.ts";
import type { TerminalName } from "../terminal/names.ts";
import { filledRows } from "./command-line.ts";
import { type FailingLines, failingLines } from "./failing-lines.ts";
import { heading, type Layout } from "./layout.ts";
import { mapText } from "./map-text.ts";
import { gapAfter, indent, wrap } from "./wrap.ts";

export function stepCount(lesson: Lesson): number {
  return stepsWithChallenge(lesson.definition).length;
}

/**
 * Title, what the lesson teaches, and its opening; one entered in the middle says only where it goes on. Steps that this
 * machine lacks something for are named before any of them comes.
 */
export function lessonOpening(layout: Layout, lesson: Lesson, firstStep: number, skips: readonly ToSkip[] = []): string {
  const { texts, markdown, style } = layout;
  const willSkip = skipLines(layout, skips);
  const title = heading(layout, texts.play.lesson(lesson.number, lesson.text.title));
  const note = lesson.text.language === texts.language ? [] : [texts.play.notTranslated];
  if (firstStep > 0)
    return [title, ...paragraphs(layout, ...note, texts.play.goesOn(firstStep + 1, stepCount(lesson)), ...willSkip)].join("\n\n");
  const summary = style.quiet(markdown(lesson.text.summary, layout.width()));
  return [`${title}\n${summary}`, ...paragraphs(layout, ...note, lesson.text.opening, ...willSkip)].join("\n\n");
}

/** One line a reason. */
function skipLines({ texts }: Layout, skips: readonly ToSkip[]): readonly string[] {
  const why = ({ reason }: ToSkip) => inWords(lackingText(reason), texts.words);
  return [...new Set(skips.map(why))].map((reason) => {
    const group = skips.filter((each) => why(each) === reason);
    const steps = group.filter(({ isChallenge }) => !isChallenge).map(({ index }) => index + 1);
    return texts.play.willSkip(steps, steps.length < group.length, reason);
  });
}

/** Title and words of a step: everything above its command. */
export function stepWords(layout: Layout, lesson: Lesson, step: PlayedStep): string {
  const { texts } = layout;
  const title = step.isChallenge
    ? texts.play.challenge(step.text.title)
    : texts.play.step(step.index + 1, stepCount(lesson), step.text.title);
  const look = step.text.look === "" ? [] : [`${texts.play.look} ${step.text.look}`];
  return [heading(layout, title), ...paragraphs(layout, step.text.prose, ...look)].join("\n\n");
}

/** Other commands for the same, each on a line that can be copied; empty where there are none. */
export function alsoRight(layout: Layout, commands: readonly string[]): string {
  if (commands.length === 0) return "";
  const label = layout.texts.play.also;
  const column = stringWidth(label) + gapAfter(label).length;
  const fits = commands.every((command) => column + stringWidth(command) <= layout.width());
  return fits
    ? indent(commands.join("\n"), column, layout.style.strong(label))
    : [layout.style.strong(label), ...commands.map((command) => `  ${oneLine(layout, "  ", command)}`)].join("\n");
}

function paragraphs(layout: Layout, ...markdown: readonly string[]): readonly string[] {
  return markdown.filter((text) => text !== "").map((text) => layout.markdown(text, layout.width()));
}

/** The line above a terminal's transcript, of which this part of the step follows. */
export function terminalLabel({ style, texts }: Layout, terminal: TerminalName, failing: FailingLines): string {
  const { inTerminal, failsInTerminal } = texts.play;
  return style.quiet(failing === "none" ? inTerminal(terminal) : failsInTerminal(terminal, failing));
}

/** A command as it stands in its terminal. Never wrapped: what is copied must stay one line. */
export function promptLine(layout: Layout, prompt: string, command: string): string {
  return `${layout.style.quiet(prompt)}${layout.style.strong(oneLine(layout, prompt, command))}`;
}

/** A command that follows so many characters, in rows that end with whole words where rows end by themselves. */
export function oneLine(layout: Layout, before: string, command: string): string {
  const columns = layout.rowLength();
  return columns === null ? command : filledRows(before, command, columns);
}

/** All lines of a step as they will be typed, before they are. */
export function commandPreview(layout: Layout, step: PlayedStep, prompts: (terminal: TerminalName) => string): string {
  const { texts, style } = layout;
  const lines: string[] = [];
  let current: TerminalName | null = null;
  for (const [index, line] of step.lines.entries()) {
    const { terminal, command, key } = placeOf(line, step.definition.terminal);
    if (terminal !== current)
      lines.push(...(current === null ? [] : [""]), terminalLabel(layout, terminal, failingLines(step, index)));
    current = terminal;
    lines.push(command === null ? style.quiet(texts.play.pressKey(key ?? "")) : promptLine(layout, prompts(terminal), command));
  }
  return lines.join("\n");
}

export interface LessonEnd {
  readonly lesson: Lesson;
  readonly reports: readonly StepReport[];
  readonly outcome: LessonOutcome;
  readonly view: LabView | null;
  /** Number of the step at which a learner who leaves stands. */
  readonly standsAt: number;
  readonly milliseconds: number;
  /** Number of the first step that was played. */
  readonly playedFrom: number;
}

/** What was built, and the lesson in numbers. */
export function lessonEnd(
  layout: Layout,
  { lesson, reports, outcome, view, standsAt, milliseconds, playedFrom }: LessonEnd,
): string {
  const { texts, style } = layout;
  if (outcome === "left") return layout.markdown(texts.play.left(standsAt, stepCount(lesson)), layout.width());
  const counts = { ...countSteps(reports), from: playedFrom };
  const summary = texts.play.done(
    lesson.number,
    lesson.text.title,
    texts.play.summary(counts, inWords(inDuration(milliseconds), texts.words)),
  );
  const line = (counts.failed > 0 ? style.bad : style.good)(wrap(summary, layout.width()));
  if (outcome === "failed") return line;
  const drawn = view === null ? [] : [mapText(layout, view.snapshot, { terminals: view.terminals })];
  return [heading(layout, texts.play.closing), ...drawn, ...paragraphs(layout, lesson.text.closing), line].join("\n\n");
}

export interface StepCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A step that could not be judged counts as failed: nothing is known of it. */
export function countSteps(reports: readonly StepReport[]): StepCounts {
  const count = (...types: StepReport["status"]["type"][]) => reports.filter(({ status }) => types.includes(status.type)).length;
  return { passed: count("passed"), failed: count("failed", "error"), skipped: count("skipped") };
}
