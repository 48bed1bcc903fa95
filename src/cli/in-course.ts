import { realpathSync, statSync } from "node:fs";
import * as nodeModule from "node:module";
import { join } from "node:path";
import { type Course, withWordsOf } from "../course/course.ts";
import type { CourseError } from "../course/course-error.ts";
import { CourseFault } from "../course/course-fault.ts";
import { compileCourse, type CourseCode } from "../course/outside/course-code.ts";
import { type CourseFiles, readCourseFiles } from "../course/outside/course-files.ts";
import { replaceableIn } from "../course/outside/folder-rights.ts";
import { failureWhilePlayed } from "../course/outside/import-failure.ts";
import { importerOf } from "../course/outside/import-modules.ts";
import { readCourse } from "../course/outside/read-course.ts";
import { tryCourse } from "../course/outside/trial.ts";
import { type Message, say } from "../say/message.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { noFolderText, notReadText, refusalOf } from "./course-refusals.ts";
import { courseErrorText } from "./failure-texts.ts";
import { tell } from "./telling.ts";
import { isTrusted, trustedOf } from "./trust-course.ts";

/** Opens the course in a folder, then runs a command in it. Whatever keeps it from being opened is said. */
export async function inCourse(
  context: Context,
  options: { readonly given: string; readonly trust: boolean },
  run: (context: Context) => Promise<ExitCode>,
): Promise<ExitCode> {
  const refuse = (lines: readonly Message[], code: ExitCode = EXIT.usage): ExitCode => {
    for (const line of lines) tell(context, line);
    return context.stop.aborted ? EXIT.interrupted : code;
  };
  if (!("register" in nodeModule))
    return refuse(
      [
        say`A course of your own needs Node 20.6 or later; this is ${{ version: process.version }}. Get a newer one, then try again.`,
      ],
      EXIT.machine,
    );
  const folder = folderAt(options.given);
  if (folder === null) return refuse([noFolderText(options.given)]);
  const read = readCourseFiles(folder);
  if ("type" in read) return refuse([notReadText(read)]);
  const refusal = refusalOf(read, replaceableIn(folder));
  if (refusal !== null) return refuse([refusal]);
  if (!(await isTrusted(context, read, options.trust))) return refuse([]);
  const hung = await tryOnce(context, read);
  if (hung !== null) return refuse([courseErrorText(hung)]);
  const code = await compileCourse(folder, read.files, programOf(context));
  const course = await readCourse(folder, new Set(read.files.keys()), code, importerOf(code, programOf(context)));
  if (!("lessons" in course)) return refuse(course.map(courseErrorText));
  return runGuarded(context, course, code, run);
}

/** Absolute and without links; null where there is no such folder. */
function folderAt(given: string): string | null {
  try {
    const path = realpathSync(given);
    return statSync(path).isDirectory() ? path : null;
  } catch {
    return null;
  }
}

function programOf(context: Context): string {
  return join(context.machine.packageRoot, "dist");
}

/** Files that were loaded once come back the next time too. */
async function tryOnce(context: Context, { folder, hash }: CourseFiles): Promise<CourseError | null> {
  const trusted = trustedOf(context);
  const known = trusted.find(folder);
  if (known?.hash === hash && known.loads) return null;
  const failure = await tryCourse({ folder, hash }, programOf(context), context.stop);
  if (failure === null && known?.hash === hash) trusted.keep(folder, { ...known, loads: true });
  return failure;
}

/** Code of a course may still throw while it is played: that is its author's to know, by file and line. */
async function runGuarded(
  context: Context,
  course: Course,
  code: CourseCode,
  run: (context: Context) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { machine, version, spoken, stop, terminal, ending } = context;
  spoken.words = withWordsOf(course, spoken.language, spoken.words);
  try {
    const { input, output, errors } = context;
    return await run({ machine, version, spoken, stop, terminal, ending, course, input, output, errors });
  } catch (error) {
    const failure = error instanceof CourseFault ? null : failureWhilePlayed(error, code);
    if (failure === null && !(error instanceof CourseFault)) throw error;
    const errors = error instanceof CourseFault ? error.errors : failure === null ? [] : [failure];
    context.errors.write("\n");
    for (const each of errors) tell(context, courseErrorText(each));
    return EXIT.usage;
  }
}
