import stringWidth from "fast-string-width";
import type { Layout } from "./layout.ts";
import { indent, wrap } from "./wrap.ts";

/** A lesson as the list shows it. */
export interface ListedLesson {
  readonly number: number;
  readonly id: string;
  readonly title: string;
  /** What it teaches, in one sentence. */
  readonly summary: string;
  /** Steps, the challenge among them, and how many of them were passed once. */
  readonly steps: number;
  readonly passed: number;
  /** Whether nslab goes on here. */
  readonly current: boolean;
  /** Why this machine cannot play it. */
  readonly skippedReason?: string;
}

type ListLayout = Pick<Layout, "style" | "texts" | "width">;

/** Below this many columns, the table's last column goes below the second. */
const NARROW = 60;

/** The course at a glance: what each lesson teaches, and how far the learner is. */
export function formatLessonList(layout: ListLayout, lessons: readonly ListedLesson[]): string {
  const { style, texts } = layout;
  const blocks =
    style.rule === "" || layout.width() < NARROW ? lessons.map((lesson) => paragraph(layout, lesson)) : table(layout, lessons);
  return `\n${blocks.join("\n")}\n\n${style.quiet(wrap(texts.pages.list.howToOpen, layout.width()))}\n`;
}

/** Marks and numbers, names, what they teach, steps: a lesson a row. */
function table(layout: ListLayout, lessons: readonly ListedLesson[]): readonly string[] {
  const { style, texts } = layout;
  const names = Math.max(...lessons.map(({ id }) => id.length)) + 2;
  const counts = lessons.map(({ passed, steps }) => texts.pages.list.count(passed, steps));
  const last = Math.max(...counts.map((count) => stringWidth(count)));
  const before = 2 + 2 + 1; // a mark, a number, and the gaps behind them
  const room = layout.width() - before - names - last - 2;
  return lessons.map((lesson, index) => {
    const count = counts[index] ?? "";
    const mark = markOf(layout, lesson);
    const name = (lesson.current ? style.strong : identity)(lesson.id) + " ".repeat(names - lesson.id.length);
    const head = `${mark}${" ".repeat(2 - stringWidth(mark))}${String(lesson.number).padStart(2)} ${name}`;
    const [first = "", ...more] = wrap(aboutOf(layout, lesson), room).split("\n");
    const padded = `${first}${" ".repeat(room - stringWidth(first) + 2)}${" ".repeat(last - stringWidth(count))}${style.quiet(count)}`;
    return indent([padded, ...more].join("\n"), stringWidth(head), head);
  });
}

function paragraph(layout: ListLayout, lesson: ListedLesson): string {
  const { texts } = layout;
  const here = lesson.current ? ` ${texts.pages.list.current}` : "";
  const progress = texts.pages.list.progress(lesson.passed, lesson.steps);
  return indent(
    wrap(`${lesson.id}: ${aboutOf(layout, lesson)} ${progress}${here}`, layout.width() - 4),
    4,
    String(lesson.number).padStart(2),
  );
}

function aboutOf({ texts }: ListLayout, lesson: ListedLesson): string {
  return lesson.skippedReason === undefined
    ? lesson.summary
    : `${lesson.summary} ${texts.pages.list.skipped(lesson.skippedReason)}`;
}

function markOf({ style }: ListLayout, lesson: ListedLesson): string {
  if (lesson.current) return style.strong(style.here);
  if (lesson.passed >= lesson.steps) return style.good(style.pass);
  return lesson.skippedReason === undefined ? "" : style.quiet(style.skip);
}

function identity(text: string): string {
  return text;
}
