import { stringWidth } from "../map/text-width.ts";
import type { LessonRow, StepRow } from "../progress/lesson-rows.ts";
import { courseTotals, totalsOf } from "../progress/totals.ts";
import { inDuration, inMinutes } from "../say/units.ts";
import { inWords } from "../say/words.ts";
import { columns, shorten } from "./columns.ts";
import type { Layout } from "./layout.ts";
import type { Texts } from "./texts/english.ts";
import { indent, wrap } from "./wrap.ts";

type ListLayout = Pick<Layout, "style" | "texts" | "width">;

/** Below this many columns there is no room for titles. */
const NARROW = 60;

/**
 * The course at a glance: how far the learner is, what it took, where he stands.
 * @param long what each lesson teaches, too
 */
export function formatLessonList(layout: ListLayout, lessons: readonly LessonRow[], long: boolean): string {
  const rows = isPlain(layout) ? lessons.map((lesson) => sentence(layout, lesson, long)) : table(layout, lessons, long);
  return page(layout, rows, [...standing(layout, lessons), ...total(layout, lessons), layout.texts.pages.list.howToOpen]);
}

/** The steps of one lesson: which are passed, how, and the time each took. */
export function formatStepList(layout: ListLayout, lesson: LessonRow): string {
  const { style, texts } = layout;
  const words = texts.pages.list;
  const marks = lesson.steps.map((step) => stepMark(layout, step, lesson.current === step.id));
  const facts = lesson.steps.map((step) => words.step(step.passed?.by ?? "", step.passed !== null, step.solution));
  const times = lesson.steps.map(({ activeMs }) => minutesText(texts, activeMs));
  const numbers = lesson.steps.map((_, index) => String(index + 1));
  const room = layout.width() - (2 + 1 + 2 + 2) - 2 - longest(facts) - 2 - longest(times);
  const titles = lesson.steps.map(({ title, id }) => {
    const shown = shorten(title, Math.max(room, 10), style.ellipsis);
    return lesson.current === id ? style.strong(shown) : shown;
  });
  const rows =
    isPlain(layout) || layout.width() < NARROW
      ? lesson.steps.map((step, index) => {
          const here = lesson.current === step.id ? ` ${words.current}` : "";
          return indent(
            wrap(`${words.stepRow(step.title, facts[index] || words.notPassed, times[index] ?? "")}${here}`, layout.width() - 4),
            4,
            String(index + 1).padStart(2),
          );
        })
      : columns([
          { cells: marks },
          { cells: numbers, align: "right" },
          { cells: titles },
          { cells: facts },
          { cells: times, align: "right" },
        ]);
  return page(
    layout,
    [
      style.strong(wrap(texts.play.lesson(lesson.number, lesson.title), layout.width())),
      "",
      ...rows,
      ...questionRows(layout, lesson),
    ],
    [words.howToGoOn(lesson.number)],
  );
}

/** What is asked at the lesson's end, and how it was answered; nothing where nothing is asked. */
function questionRows(layout: ListLayout, { questions }: LessonRow): readonly string[] {
  const { style, texts } = layout;
  const words = texts.pages.list;
  if (questions.length === 0) return [];
  const facts = questions.map(({ answered }) => (answered === null ? "" : words.answered(answered.tries)));
  const room = layout.width() - (2 + 1 + 2) - 2 - longest(facts);
  const rows =
    isPlain(layout) || layout.width() < NARROW
      ? questions.map(({ question }, index) =>
          indent(wrap(`${question} ${capital(facts[index] || words.notAnswered)}.`, layout.width() - 4), 4, " -"),
        )
      : columns([
          { cells: questions.map(({ answered }) => (answered === null ? "" : style.good(style.pass))) },
          { cells: questions.map(({ question }) => shorten(question, Math.max(room, 10), style.ellipsis)) },
          { cells: facts },
        ]);
  return ["", style.strong(words.questions), ...rows];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function page(layout: ListLayout, rows: readonly string[], below: readonly string[]): string {
  const foot = below.map((line) => layout.style.quiet(wrap(layout.style.fit(line), layout.width())));
  return `${layout.style.fit(`\n${rows.join("\n")}\n\n`)}${foot.join("\n")}\n`;
}

/** A lesson a row. */
function table(layout: ListLayout, lessons: readonly LessonRow[], long: boolean): readonly string[] {
  const { style, texts } = layout;
  const words = texts.pages.list;
  const isNarrow = layout.width() < NARROW;
  const totals = lessons.map(({ steps }) => totalsOf(steps));
  const counts = totals.map(({ passed, steps }) => (isNarrow ? words.shortCount : words.count)(passed, steps));
  const solutions = totals.map(({ solutions: used }) => (used === 0 ? "" : String(used)));
  const times = totals.map(({ activeMs }) => minutesText(texts, activeMs));
  const headed = (heading: string, cells: readonly string[]) => (cells.every((cell) => cell === "") ? [] : [heading, ...cells]);
  const numbered = [
    { cells: ["", ...lessons.map((lesson) => lessonMark(layout, lesson))] },
    { cells: ["", ...lessons.map(({ number }) => String(number))], align: "right" as const },
    { cells: [words.lesson, ...lessons.map(({ id, current }) => (current === null ? id : style.strong(id)))] },
  ];
  const figures = [
    { cells: headed(words.steps, counts), align: "right" as const },
    { cells: headed(words.solutions, solutions), align: "right" as const },
    { cells: headed(words.time, times), align: "right" as const },
  ];
  const gap = isNarrow ? 1 : 2;
  const used = stringWidth(columns([...numbered, ...figures].map(filled), gap)[0] ?? "") + gap;
  const titles = isNarrow ? [] : ["", ...lessons.map(({ title }) => shorten(title, layout.width() - used, style.ellipsis))];
  const [heading = "", ...rows] = columns([...numbered, { cells: titles }, ...figures], gap);
  const about = (row: string, index: number) =>
    long ? `${row}\n${indent(wrap(lessons[index]?.summary ?? "", layout.width() - 7), 7)}` : row;
  return [style.quiet(heading), ...rows.map(about)];
}

/** The same column with every cell as wide as the widest: for measuring. */
function filled<Shape extends { readonly cells: readonly string[] }>(column: Shape): Shape {
  const widest = "x".repeat(longest(column.cells));
  return { ...column, cells: column.cells.map(() => widest) };
}

function sentence(layout: ListLayout, lesson: LessonRow, long: boolean): string {
  const words = layout.texts.pages.list;
  const { passed, steps, solutions, activeMs } = totalsOf(lesson.steps);
  const said = [
    words.row(lesson.id, lesson.title),
    ...(long ? [lesson.summary] : []),
    words.sentence(passed, steps, solutions, minutesText(layout.texts, activeMs)),
    ...(lesson.current === null ? [] : [words.current]),
  ];
  return indent(wrap(said.join(" "), layout.width() - 4), 4, String(lesson.number).padStart(2));
}

function standing(layout: ListLayout, lessons: readonly LessonRow[]): readonly string[] {
  const lesson = lessons.find(({ current }) => current !== null);
  const index = lesson?.steps.findIndex(({ id }) => id === lesson.current) ?? -1;
  const step = lesson?.steps[index];
  if (lesson === undefined || step === undefined) return [];
  return [layout.texts.pages.list.standing(lesson.number, lesson.id, index + 1, lesson.steps.length, step.title)];
}

function total(layout: ListLayout, lessons: readonly LessonRow[]): readonly string[] {
  const totals = courseTotals(lessons);
  if (totals.passed === 0 && totals.activeMs === 0) return [];
  return [layout.texts.pages.list.total(totals, inWords(inDuration(totals.activeMs), layout.texts.words))];
}

/** Empty where none was spent. */
function minutesText({ words }: Texts, milliseconds: number): string {
  return milliseconds <= 0 ? "" : inWords(inMinutes(milliseconds), words);
}

function lessonMark({ style }: ListLayout, lesson: LessonRow): string {
  if (lesson.steps.every(({ passed }) => passed !== null)) return style.good(style.pass); // also where he stands: there is nothing left to do
  return lesson.current === null ? "" : style.strong(style.here);
}

function stepMark({ style }: ListLayout, step: StepRow, isCurrent: boolean): string {
  if (isCurrent) return style.strong(style.here);
  return step.passed === null ? "" : style.good(style.pass);
}

function isPlain({ style }: ListLayout): boolean {
  return style.rule === "";
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => stringWidth(text)));
}
