import { closeSync, writeFileSync } from "node:fs";
import { toldAttempts } from "../progress/attempts.ts";
import { lessonRows } from "../progress/lesson-rows.ts";
import { say } from "../say/message.ts";
import { inLocalTime } from "../say/units.ts";
import { notesText } from "../ui/notes/notes.ts";
import { TEXTS } from "../ui/texts/texts.ts";
import type { Texts } from "../ui/texts/english.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { courseErrorText } from "./failure-texts.ts";
import { tellNotice, tellOwner } from "./notices.ts";
import { openOwnFile } from "./own-file.ts";
import { ownerOf } from "./owner.ts";
import { journalOf, progressOf } from "./person.ts";
import { tell, told } from "./telling.ts";
import { systemReason } from "../say/system-reason.ts";

export interface NotesOptions {
  /** A file to write to; the standard output by default. */
  readonly output?: string;
  readonly force: boolean;
}

/** `nslab notes`: what this person did in the course, as Markdown of his own. */
export async function notes(context: Context, options: NotesOptions): Promise<ExitCode> {
  const { language } = context.spoken;
  const words = TEXTS[language].notes;
  tellOwner(context);
  const journal = journalOf(context).read();
  if (journal.type === "unreadable") {
    context.errors.write(`${words.unreadable(journal.file, told(context, journal.detail))}\n`);
    return EXIT.failed;
  }
  const attempts = toldAttempts(journal.entries);
  if (attempts.length === 0) {
    context.errors.write(`${words.none}\n`);
    return EXIT.failed;
  }
  const { progress, notice } = progressOf(context).load();
  tellNotice(context, notice);
  const rows = lessonRows(context.course.lessons, context.machine.packageRoot, progress, null, language);
  const errors = rows.flatMap((row) => ("type" in row ? [row] : []));
  if (errors.length > 0) {
    for (const error of errors) tell(context, courseErrorText(error));
    return EXIT.usage;
  }
  const text = notesText({
    words,
    told: (said) => told(context, said),
    lessons: rows.flatMap((row) => ("type" in row ? [] : [row])),
    attempts,
    version: context.version,
    today: new Date().toISOString(),
    time: (at) => told(context, inLocalTime(new Date(at))),
  });
  if (options.output !== undefined) return writeNotes(context, options.output, options.force, text, words);
  context.output.write(text);
  return EXIT.ok;
}

function writeNotes(context: Context, file: string, force: boolean, text: string, words: Texts["notes"]): ExitCode {
  const opened = openOwnFile(file, ownerOf(context).ids, force);
  if (opened.type === "not-opened") {
    tell(context, opened.message);
    return EXIT.usage;
  }
  try {
    writeFileSync(opened.descriptor, text);
  } catch (error) {
    const detail = systemReason(error);
    tell(
      context,
      say`${{ file }} could not be written: ${{ detail }}. Make room, or choose another file; your journal is as it was.`,
    );
    return EXIT.failed;
  } finally {
    closeSync(opened.descriptor);
  }
  context.errors.write(`${words.written(file)}\n`);
  return EXIT.ok;
}
