import { join } from "node:path";
import type { CourseFiles, NotRead } from "../course/outside/course-files.ts";
import { oneLine } from "../course/outside/one-line.ts";

/** Why a folder's course is not opened, whoever asks; null when nothing speaks against it. */
export function refusalOf({ folder, writableByOthers, strange }: CourseFiles, replaceable: string | null): string | null {
  const [writable] = writableByOthers;
  if (writable !== undefined) {
    const more = writableByOthers.length === 1 ? "" : `, and ${writableByOthers.length - 1} more in it`;
    return `Others than its owner may change this course: ${oneLine(join(folder, writable))}${more}. Take that right away, then try again:\n  chmod -R go-w ${quoted(folder)}\nIf it is not yours, copy it to a folder of your own first.\n`;
  }
  if (replaceable !== null)
    return `Others may put another course in the place of this one, since ${oneLine(replaceable)} may be written to by others than its owner. Move the course to a folder of your own, or take that right away:\n  chmod go-w ${quoted(replaceable)}\n`;
  const [first] = strange;
  if (first !== undefined)
    return `${oneLine(join(folder, first))} is a link, or another thing that is no file. A course holds all its files itself: put the file there in its place.\n`;
  return null;
}

export function notReadText({ type, path, detail }: NotRead): string {
  return type === "too-large"
    ? `The folder is too large for a course at ${oneLine(path)}: a course has at most 2000 files and 64 MiB. Name the folder that holds course.ts and the lessons alone.\n`
    : `The course cannot be read at ${oneLine(path)}: ${oneLine(detail)}. Make it readable for you, then try again.\n`;
}

export function noFolderText(given: string): string {
  return `There is no folder ${oneLine(given)}. Name the folder that holds the course's course.ts: nslab list --course FOLDER\n`;
}

/** For a shell, if it needs it. */
function quoted(path: string): string {
  return /^[\w./@%+,:-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
