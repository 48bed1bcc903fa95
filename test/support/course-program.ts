// Loads the courses in some folders, one after the other, and prints what is wrong with each: node main.js PROGRAM
// FOLDER… prints a list of lists of complaints as JSON.
import { inEnglish } from "../../src/say/words.ts";
import { compileCourse } from "../../src/course/outside/course-code.ts";
import { readCourseFiles } from "../../src/course/outside/course-files.ts";
import { importerOf } from "../../src/course/outside/import-modules.ts";
import { readCourse } from "../../src/course/outside/read-course.ts";

const [program = "", ...folders] = process.argv.slice(2);

async function complaintsOf(folder: string): Promise<readonly string[]> {
  const read = readCourseFiles(folder);
  if ("type" in read) return [read.type];
  const code = await compileCourse(folder, read.files, program);
  const course = await readCourse(folder, new Set(read.files.keys()), code, importerOf(code, program));
  const errors = "lessons" in course ? await Promise.all(course.lessons.map((lesson) => lesson.load())) : [course];
  return errors.flatMap((each) =>
    "default" in each ? [] : each.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${inEnglish(message)}`),
  );
}

const all: (readonly string[])[] = [];
for (const folder of folders) all.push(await complaintsOf(folder));
process.stdout.write(JSON.stringify(all));
