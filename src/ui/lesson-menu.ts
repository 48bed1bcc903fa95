import stringWidth from "fast-string-width";
import type { LessonRow } from "../progress/lesson-rows.ts";
import { totalsOf } from "../progress/totals.ts";
import { shorten } from "./columns.ts";
import type { Layout } from "./layout.ts";
import { type Capabilities, sizeOf } from "./streams.ts";

/** What enquirer's prompts have and its types lack. */
interface Prompt {
  render(): Promise<void>;
  cancel(): Promise<void>;
}

export interface LessonMenuOptions {
  readonly layout: Layout;
  readonly capabilities: Pick<Capabilities, "cursor">;
  readonly lessons: readonly LessonRow[];
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Aborted when nslab is asked to end. */
  readonly stop: AbortSignal;
}

/** Rows of the menu that are not lessons: the title, the keys, and the line where the lesson goes on. */
const OTHER_ROWS = 4;

/** Has the learner choose a lesson from a list. Null: he goes back, by Escape or Ctrl-C, or the input has ended. */
export async function chooseLesson(options: LessonMenuOptions): Promise<string | null> {
  return options.capabilities.cursor ? chooseByArrows(options) : chooseByNumber(options);
}

async function chooseByArrows({ layout, lessons, input, output, stop }: LessonMenuOptions): Promise<string | null> {
  const { default: enquirer } = await import("enquirer");
  const { texts, style } = layout;
  const current = lessons.findIndex((lesson) => lesson.current !== null);
  output.write("\n");
  let prompt: Prompt | null = null;
  const redraw = () => void prompt?.render();
  const cancel = () => void prompt?.cancel();
  const question = {
    type: "select",
    name: "lesson",
    message: texts.learner.lessons.title,
    footer: () => style.quiet(texts.learner.lessons.keys),
    choices: lessons.map((lesson) => ({ name: lesson.id, message: lessonRow(layout, lesson, sizeOf(output).columns - 4) })),
    initial: Math.max(current, 0),
    limit: Math.max(Math.min(lessons.length, sizeOf(output).rows - OTHER_ROWS), 1),
    // The colours are the screen's: enquirer's own do not know NO_COLOR.
    styles: stylesOf(layout),
    symbols: { pointer: style.here, prefix: { pending: style.bullet, submitted: style.pass, cancelled: style.skip } },
    stdin: input,
    stdout: output,
    onRun: (opened: Prompt) => {
      prompt = opened;
      // enquirer waits for ever for an input that has ended
      stop.addEventListener("abort", cancel, { once: true });
      input.once("end", cancel);
      input.once("close", cancel);
      output.on("resize", redraw);
      if (stop.aborted) cancel();
    },
  };
  try {
    const answers = await enquirer.prompt<{ lesson: string }>(question);
    return answers.lesson;
  } catch (error) {
    if (error === "" || error === undefined) return null; // how enquirer says Escape and Ctrl-C
    throw error;
  } finally {
    stop.removeEventListener("abort", cancel);
    input.off("end", cancel);
    input.off("close", cancel);
    output.off("resize", redraw);
  }
}

/** Where the cursor cannot be moved: a list, and a number to be typed. */
async function chooseByNumber({ layout, lessons, input, output, stop }: LessonMenuOptions): Promise<string | null> {
  const { createInterface } = await import("node:readline/promises");
  const words = layout.texts.learner.lessons;
  output.write(`\n${words.title}\n\n${lessons.map((lesson) => lessonRow(layout, lesson, layout.width())).join("\n")}\n\n`);
  // not as a terminal: readline would move the cursor; the terminal itself echoes and edits the line
  input.setRawMode(false);
  const lines = createInterface({ input, output, terminal: false });
  const gone = new AbortController();
  const leave = () => gone.abort();
  lines.once("close", leave);
  stop.addEventListener("abort", leave, { once: true });
  try {
    for (;;) {
      const given = (await lines.question(`${words.ask} `, { signal: gone.signal })).trim();
      if (given === "" || given === "q") return null;
      const lesson = lessons.find(({ number, id }) => String(number) === given || id === given);
      if (lesson !== undefined) return lesson.id;
      output.write(`${words.unknown(given)}\n`);
    }
  } catch (error) {
    if (gone.signal.aborted) return null;
    throw error;
  } finally {
    stop.removeEventListener("abort", leave);
    lines.close();
  }
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

function stylesOf({ style }: Layout): Readonly<Record<string, (text: string) => string>> {
  const same = (text: string) => text;
  return {
    primary: same,
    em: style.strong,
    strong: style.strong,
    muted: style.quiet,
    dark: style.quiet,
    danger: style.bad,
    success: style.good,
    warning: same,
    disabled: style.quiet,
    submitted: same,
    pending: same,
    cancelled: style.quiet,
  };
}
