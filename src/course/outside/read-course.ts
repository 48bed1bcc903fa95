import { join } from "node:path";
import { listed, say } from "../../say/message.ts";
import type { Course } from "../course.ts";
import { type CourseError, courseError } from "../course-error.ts";
import type { CourseWords } from "../define-course.ts";
import type { LessonEntry, LessonModule } from "../entry.ts";
import type { LessonDefinition } from "../lesson.ts";
import { type CourseCode, urlOf } from "./course-code.ts";
import type { ImportDefault } from "./import-modules.ts";
import { Look } from "./look.ts";
import { oneLine } from "./one-line.ts";
import { ID_FORM, readLesson } from "./read-lesson.ts";
import { readWords } from "./read-words.ts";

const ENDINGS = ["ts", "js", "mjs"];
const FORM = say`${{ code: 'export default defineCourse({ id: "my-course", title: "My course", lessons: ["01-first"] })' }}, from "nslab/course".`;
const LESSON_FOLDER = /^\d+-([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/;

/** The course in a folder, its lessons not yet loaded; or all that is wrong with its `course.ts`. */
export async function readCourse(
  folder: string,
  paths: ReadonlySet<string>,
  code: CourseCode,
  importDefault: ImportDefault,
): Promise<Course | readonly CourseError[]> {
  const [name, second] = filesCalled("course", paths);
  if (name === undefined) {
    const message = say`There is no course in this folder: a course has a file course.ts with ${{ form: FORM }}`;
    return [courseError(join(folder, "course.ts"), 1, message)];
  }
  const file = join(folder, name);
  if (second !== undefined)
    return [
      courseError(file, 1, say`There is ${{ other: second }} beside it: keep the one that is meant, and remove the other.`),
    ];
  const imported = await importDefault(urlOf(folder, name));
  if ("type" in imported) return [imported];
  const errors: CourseError[] = [];
  const source = code.sources.get(urlOf(folder, name)) ?? "";
  let read: Fields;
  try {
    read = readFields(new Look(imported.value, { file, source, line: 1, name: say`The course` }, errors), paths);
  } catch (error) {
    const why = oneLine(error instanceof Error ? error.message : String(error));
    return [
      courseError(
        file,
        1,
        say`What this file exports throws when it is looked at: ${{ why }}. Export plain values: ${{ form: FORM }}`,
      ),
    ];
  }
  if (errors.length > 0) return errors;
  const { id, title, folders, words } = read;
  const outside = { id, title, folder, ...(words === undefined ? {} : { words }) };
  return { outside, lessons: lessonsOf(folder, folders, paths, code, importDefault) };
}

function filesCalled(stem: string, paths: ReadonlySet<string>): readonly string[] {
  return ENDINGS.map((ending) => `${stem}.${ending}`).filter((name) => paths.has(name));
}

interface Fields {
  readonly id: string;
  readonly title: string;
  readonly folders: readonly string[];
  readonly words?: CourseWords;
}

function readFields(course: Look, paths: ReadonlySet<string>): Fields {
  const nothing = { id: "", title: "", folders: [] };
  if (!course.isThere) course.complain(say`is not exported: write ${{ form: FORM }}`);
  if (!course.isThere || !course.isRecord(["id", "title", "lessons", "words"], FORM)) return nothing;
  const id = course
    .field("id")
    .text("id", say`id: "my-course"; progress is kept by it`, ID_FORM, say`small letters, digits and dashes`);
  const title = course.field("title").text("title", 'title: "My course"');
  const lessons = course.field("lessons");
  const items = lessons.list("lessons", 'lessons: ["01-first", "02-second"]');
  if (Array.isArray(lessons.value) && items.length === 0)
    lessons.complain(say`has no lessons: add the folder of one, as in lessons: ["01-first"]`);
  const folders = items.map((each) =>
    each.text(say`lesson`, say`"01-first", the name of its folder`, LESSON_FOLDER, say`a number, a dash and an id`),
  );
  const found = folders.filter((each) => each !== "");
  found.forEach((each, index) => {
    const twin = found.findIndex((other) => idOf(other) === idOf(each));
    if (twin < index)
      lessons.complain(
        say`has two lessons with the id "${{ id: idOf(each) }}", ${{ one: found[twin] ?? "" }} and ${{ other: each }}: progress is kept by the id, so rename one of the folders.`,
      );
    else complainOfFiles(lessons, each, paths);
  });
  const words = course.field("words");
  return { id, title, folders: found, ...(words.isThere ? { words: readWords(words) } : {}) };
}

function complainOfFiles(lessons: Look, folder: string, paths: ReadonlySet<string>): void {
  const deeds = filesCalled(`${folder}/lesson`, paths);
  if (deeds.length === 0)
    lessons.complain(
      say`names the lesson ${{ lesson: folder }}, but there is no file ${{ file: `${folder}/lesson.ts` }}: write it, or take the lesson out of the list.`,
    );
  if (deeds.length > 1)
    lessons.complain(say`has ${{ files: listed(deeds, "and") }}: keep the one that is meant, and remove the other.`);
  if (!paths.has(`${folder}/lesson.md`))
    lessons.complain(
      say`names the lesson ${{ lesson: folder }}, but there is no file ${{ file: `${folder}/lesson.md` }} with its words: write it, beginning with a line # Title.`,
    );
}

function idOf(folder: string): string {
  return LESSON_FOLDER.exec(folder)?.[1] ?? folder;
}

function lessonsOf(
  root: string,
  folders: readonly string[],
  paths: ReadonlySet<string>,
  code: CourseCode,
  importDefault: ImportDefault,
): readonly LessonEntry[] {
  const ids = folders.map(idOf);
  const deedsOf = (folder: string) => filesCalled(`${folder}/lesson`, paths)[0] ?? `${folder}/lesson.ts`;
  const define = async (folder: string): Promise<LessonDefinition | readonly CourseError[]> => {
    const url = urlOf(root, deedsOf(folder));
    const imported = await importDefault(url);
    if ("type" in imported) return [imported];
    return readLesson(imported.value, join(root, deedsOf(folder)), code.sources.get(url) ?? "");
  };
  const load = async (folder: string): Promise<LessonModule | readonly CourseError[]> => {
    const definition = await define(folder);
    if (!("id" in definition)) return definition;
    const file = join(root, deedsOf(folder));
    const line = lineOf(code.sources.get(urlOf(root, deedsOf(folder))) ?? "", "startsFrom");
    const errors = await Promise.all(
      definition.startsFrom.map(async (from) => {
        if (!("lesson" in from)) return [];
        const other = folders[ids.indexOf(from.lesson)];
        if (other === undefined) {
          const known = ids.filter((id) => id !== definition.id);
          return [
            courseError(
              file,
              line,
              say`The lesson starts from "${{ lesson: from.lesson }}", which is no lesson of this course: write the id of one (${{ known: known.length === 0 ? say`none but this one` : listed(known) }}).`,
            ),
          ];
        }
        const base = await define(other);
        if (!("id" in base)) return base;
        const missing = from.steps.filter((id) => !base.steps.some((step) => step.id === id));
        return missing.map((id) =>
          courseError(
            file,
            line,
            say`The lesson starts from the step "${{ step: id }}" of "${{ lesson: from.lesson }}", which has no such step: write the id of one.`,
          ),
        );
      }),
    );
    return errors.flat().length > 0 ? errors.flat() : { default: definition };
  };
  return folders.map((folder, index): LessonEntry => {
    const deeds = deedsOf(folder).slice(folder.length + 1);
    return { number: index + 1, id: idOf(folder), folder: join(root, folder), deeds, load: () => load(folder) };
  });
}

function lineOf(source: string, text: string): number {
  return (
    Math.max(
      source.split("\n").findIndex((line) => line.includes(text)),
      0,
    ) + 1
  );
}
