import type { Said } from "../../say/message.ts";
import type { StepAttempt } from "../../progress/attempts.ts";
import type { JournalEntry } from "../../progress/journal-entries.ts";
import type { LessonRow, StepRow } from "../../progress/lesson-rows.ts";
import type { Texts } from "../texts/english.ts";
import { fenced, plainInline } from "./markdown-text.ts";

export interface NotesOptions {
  readonly words: Texts["notes"];
  readonly told: (said: Said) => string;
  /** The course, with what was passed; notes follow its order. */
  readonly lessons: readonly LessonRow[];
  readonly attempts: readonly StepAttempt[];
  readonly version: string;
  readonly today: string;
  /** A time for people, from one as ISO 8601. */
  readonly time: (at: string) => string;
}

type Command = Extract<JournalEntry, { type: "command" }>;
type Passed = Extract<JournalEntry, { type: "passed" }>;

/** What a person did in the course, as Markdown: lesson by lesson, step by step. */
export function notesText(options: NotesOptions): string {
  const { words, lessons, attempts, version, time, today } = options;
  const known = new Set(lessons.map(({ id }) => id));
  const gone = [...new Set(attempts.map(({ lesson }) => lesson))].filter((id) => !known.has(id));
  const blocks = [
    `# ${words.title}`,
    words.intro(version, time(today)),
    ...lessons.flatMap((lesson) => lessonBlocks(options, lesson.id, lesson)),
    ...gone.flatMap((id) => lessonBlocks(options, id, null)), // the course had it once
  ];
  return `${blocks.join("\n\n")}\n`;
}

function lessonBlocks(options: NotesOptions, id: string, lesson: LessonRow | null): readonly string[] {
  const { words, attempts } = options;
  const own = attempts.filter((attempt) => attempt.lesson === id);
  if (own.length === 0) return [];
  const rows = lesson?.steps ?? [];
  const order = (attempt: StepAttempt) => {
    const index = rows.findIndex((row) => row.id === attempt.step);
    return index === -1 ? rows.length : index;
  };
  const heading = lesson === null ? words.otherLesson(id) : words.lesson(lesson.number, lesson.title);
  const drawing = own.flatMap(({ entries }) => entries).findLast((entry) => entry.type === "map");
  return [
    `## ${plainInline(heading)}`,
    ...(lesson === null ? [] : [plainInline(lesson.summary)]),
    ...own
      .filter(({ step }) => step !== "")
      .toSorted((a, b) => order(a) - order(b))
      .flatMap((attempt) => stepBlocks(options, attempt, rows)),
    ...questionBlocks(options, lesson),
    ...(drawing === undefined ? [] : [`### ${words.map}`, fenced("text", drawing.drawing)]),
  ];
}

/** The questions that were answered. */
function questionBlocks({ words, time }: NotesOptions, lesson: LessonRow | null): readonly string[] {
  const lines = (lesson?.questions ?? []).flatMap(({ question, answered }) =>
    answered === null ? [] : [`- ${plainInline(words.answered(question, answered.tries, time(answered.at)))}`],
  );
  return lines.length === 0 ? [] : [`### ${words.questions}`, lines.join("\n")];
}

function stepBlocks(options: NotesOptions, { step, entries }: StepAttempt, rows: readonly StepRow[]): readonly string[] {
  const { words } = options;
  const commands = entries.filter((entry) => entry.type === "command");
  const passed = entries.findLast((entry) => entry.type === "passed");
  const row = rows.find(({ id }) => id === step);
  if (commands.length === 0 && passed === undefined) return [];
  return [
    `### ${plainInline(headingOf(words, step, rows))}`,
    passedText(options, row, passed),
    ...transcripts(words, commands),
    ...(passed === undefined ? [] : seenBlocks(options, passed)),
  ];
}

function headingOf(words: Texts["notes"], step: string, rows: readonly StepRow[]): string {
  const index = rows.findIndex(({ id }) => id === step);
  const title = rows[index]?.title;
  if (title === undefined) return words.otherStep(step);
  return step === "challenge" ? words.challenge(title) : words.step(index + 1, title);
}

/** When the step was passed first, and how. */
function passedText({ words, time }: NotesOptions, row: StepRow | undefined, entry: Passed | undefined): string {
  const at = row?.passed?.at ?? entry?.at;
  if (at === undefined) return `${words.notPassed}${words.end}`;
  const by = row?.passed?.by;
  const how = by === "typed" ? words.typedMyself : by === "enter" ? words.runByNslab : "";
  return `${words.passed(time(at))}${how}${row?.solution === true ? words.solutionShown : ""}${words.end}`;
}

/** Commands with what they printed; those of one terminal in a row stand in one block. */
function transcripts(words: Texts["notes"], commands: readonly Command[]): readonly string[] {
  const blocks: { terminal: string; lines: string[] }[] = [];
  for (const command of commands) {
    const last = blocks.at(-1);
    const block = last?.terminal === command.terminal ? last : { terminal: command.terminal, lines: [] };
    if (block !== last) blocks.push(block);
    block.lines.push(...commandLines(words, command));
  }
  return blocks.flatMap(({ terminal, lines }) => [words.inTerminal(terminal), fenced("console", lines.join("\n"))]);
}

function commandLines(words: Texts["notes"], { prompt, command, output, isRunning }: Command): readonly string[] {
  const { head, left, tail } = output;
  return [
    `${prompt.trimEnd()} ${command}`,
    ...head,
    ...(left > 0 ? [words.left(left)] : []),
    ...tail,
    ...(isRunning ? [words.isRunning] : []),
  ];
}

function seenBlocks({ words, told }: NotesOptions, { changes, checks }: Passed): readonly string[] {
  return [
    ...(changes.length === 0 ? [] : [words.changes, fenced("diff", changes.join("\n"))]),
    ...(checks.length === 0
      ? []
      : [
          words.checks,
          checks.map(({ name, seen }) => `- ${words.check(plainInline(told(name)), plainInline(told(seen)))}`).join("\n"),
        ]),
  ];
}
