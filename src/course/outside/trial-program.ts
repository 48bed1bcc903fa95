// Loads a course once in a process of its own, which may hang or end without harm: node course-trial.js FOLDER HASH
// PROGRAM. It tells on descriptor 3, a line each, which file comes next, and in the end that all came back.
import { writeSync } from "node:fs";
import { compileCourse } from "./course-code.ts";
import { readCourseFiles } from "./course-files.ts";
import { importerOf } from "./import-modules.ts";
import { readCourse } from "./read-course.ts";

/** Last line of a course whose files all came back. */
const DONE = "done";

async function tryOut(folder: string, hash: string, program: string): Promise<void> {
  const read = readCourseFiles(folder);
  if ("type" in read || read.hash !== hash) return tell("changed");
  const code = await compileCourse(folder, read.files, program);
  tell("course.ts");
  const course = await readCourse(folder, new Set(read.files.keys()), code, importerOf(code, program));
  if ("lessons" in course) {
    for (const lesson of course.lessons) {
      tell(`${lesson.folder.slice(folder.length + 1)}/${lesson.deeds}`);
      await lesson.load();
    }
  }
  tell(DONE);
}

function tell(line: string): void {
  writeSync(3, `${line}\n`);
}

const [folder = "", hash = "", program = ""] = process.argv.slice(2);
await tryOut(folder, hash, program);
process.exit(0);
