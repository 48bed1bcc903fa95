import { stringWidth } from "../map/text-width.ts";
import type { LessonRow } from "../progress/lesson-rows.ts";
import { totalsOf } from "../progress/totals.ts";
import { columns, shorten } from "./columns.ts";
import type { Layout } from "./layout.ts";
import { askLine, type MenuOptions, type Prompt, runPrompt, TAKEN_AWAY } from "./menu.ts";
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

async function chooseByArrows(options: LessonMenuOptions): Promise<string | null> {
  const { layout, lessons, output } = options;
  const { texts, style } = layout;
  const lines = () => lessonLines(layout, lessons, sizeOf(output).columns - 4);
  const limit = () => Math.max(Math.min(lessons.length, sizeOf(output).rows - OTHER_ROWS), 1);
  const messages = lines();
  const question = {
    type: "select",
    message: texts.learner.lessons.title,
    footer: () => style.quiet(shorten(texts.learner.lessons.keys, sizeOf(output).columns - 1, style.ellipsis)),
    choices: lessons.map(({ id }, index) => ({ name: id, message: messages[index] })),
    initial: Math.max(
      lessons.findIndex((lesson) => lesson.current !== null),
      0,
    ),
    limit: limit(),
  } as const;
  const fit = (prompt: Prompt) => {
    const now = lines();
    for (const choice of prompt.choices) choice.message = now[choice.index] ?? "";
    prompt.limit = limit();
  };
  const chosen = await runPrompt<string>(options, question, fit);
  output.write(TAKEN_AWAY);
  return chosen;
}

/** Where the cursor cannot be moved: a list, and a number to be typed. */
function chooseByNumber(options: LessonMenuOptions): Promise<string | null> {
  const { layout, lessons, output } = options;
  const words = layout.texts.learner.lessons;
  output.write(`\n${words.title}\n\n${lessonLines(layout, lessons, layout.width()).join("\n")}\n\n`);
  return askLine(
    options,
    words,
    (given) => lessons.find(({ number, id }) => String(number) === given || id === given)?.id ?? null,
  );
}

/** A lesson a line: its number, whether it is done, its title, how much of it is passed, whether the learner is there. */
export function lessonLines(
  { style, texts }: Pick<Layout, "style" | "texts">,
  lessons: readonly LessonRow[],
  room: number,
): readonly string[] {
  const totals = lessons.map(({ steps }) => totalsOf(steps));
  const marks = totals.map(({ passed, steps }) =>
    passed === steps ? style.good(style.pass) : passed > 0 ? style.quiet(style.open) : "",
  );
  const counts = totals.map(({ passed, steps }) => texts.pages.list.count(passed, steps));
  const here = lessons.map(({ current }) => (current === null ? "" : texts.learner.lessons.current));
  const table = (titles: readonly string[], facts: readonly (readonly string[])[]) =>
    columns([
      { cells: lessons.map(({ number }) => String(number)), align: "right" },
      { cells: marks },
      { cells: titles },
      ...facts.map((cells) => ({ cells: cells.map((cell) => style.quiet(cell)) })),
    ]);
  const titles = lessons.map(({ title }) => title);
  const fits = (lines: readonly string[]) => lines.every((line) => stringWidth(line) <= room);
  const tables = [table(titles, [counts, here]), table(titles, [counts]), table(titles, [])];
  return tables.find(fits) ?? table(titles, []).map((line) => shorten(line, room, style.ellipsis));
}
