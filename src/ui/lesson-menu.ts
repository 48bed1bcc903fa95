import stringWidth from "fast-string-width";
import type { LessonRow } from "../progress/lesson-rows.ts";
import { totalsOf } from "../progress/totals.ts";
import { shorten } from "./columns.ts";
import type { Layout } from "./layout.ts";
import { askLine, type MenuOptions, runPrompt } from "./menu.ts";
import { sizeOf } from "./streams.ts";

export interface LessonMenuOptions extends MenuOptions {
  readonly lessons: readonly LessonRow[];
}

/** Rows of the menu that are not lessons: the title, the keys, and the line where the lesson goes on. */
const OTHER_ROWS = 4;

/** Has the learner choose a lesson from a list. Null: he goes back, by Escape or Ctrl-C, or the input has ended. */
export async function chooseLesson(options: LessonMenuOptions): Promise<string | null> {
  return options.capabilities.cursor ? chooseByArrows(options) : chooseByNumber(options);
}

function chooseByArrows(options: LessonMenuOptions): Promise<string | null> {
  const { layout, lessons, output } = options;
  const { texts, style } = layout;
  const current = lessons.findIndex((lesson) => lesson.current !== null);
  return runPrompt<string>(options, {
    type: "select",
    message: texts.learner.lessons.title,
    footer: () => style.quiet(texts.learner.lessons.keys),
    choices: lessons.map((lesson) => ({ name: lesson.id, message: lessonRow(layout, lesson, sizeOf(output).columns - 4) })),
    initial: Math.max(current, 0),
    limit: Math.max(Math.min(lessons.length, sizeOf(output).rows - OTHER_ROWS), 1),
  });
}

/** Where the cursor cannot be moved: a list, and a number to be typed. */
function chooseByNumber(options: LessonMenuOptions): Promise<string | null> {
  const { layout, lessons, output } = options;
  const words = layout.texts.learner.lessons;
  output.write(`\n${words.title}\n\n${lessons.map((lesson) => lessonRow(layout, lesson, layout.width())).join("\n")}\n\n`);
  return askLine(
    options,
    words,
    (given) => lessons.find(({ number, id }) => String(number) === given || id === given)?.id ?? null,
  );
}

/** A lesson in one line: its number, whether it is done, its title, how much of it is passed. */
export function lessonRow({ style, texts }: Pick<Layout, "style" | "texts">, lesson: LessonRow, room: number): string {
  const { passed, steps } = totalsOf(lesson.steps);
  const mark = passed === steps ? style.good(style.pass) : passed > 0 ? style.quiet(style.open) : "";
  const head = `${String(lesson.number).padStart(2)} ${mark}${" ".repeat(Math.max(3 - stringWidth(mark), 0))}`;
  const here = lesson.current === null ? "" : `, ${texts.learner.lessons.current}`;
  const count = `${texts.pages.list.count(passed, steps)}${here}`;
  const left = room - stringWidth(head);
  return stringWidth(lesson.title) + 2 + stringWidth(count) > left
    ? `${head}${shorten(lesson.title, left, style.ellipsis)}`
    : `${head}${lesson.title}  ${style.quiet(count)}`;
}
