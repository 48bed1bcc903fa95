import { join } from "node:path";
import type { CourseFiles, NotRead } from "../course/outside/course-files.ts";
import { oneLine } from "../course/outside/one-line.ts";
import { type Message, say } from "../say/message.ts";

/** Why a folder's course is not opened, whoever asks; null when nothing speaks against it. */
export function refusalOf({ folder, writableByOthers, strange }: CourseFiles, replaceable: string | null): Message | null {
  const [writable] = writableByOthers;
  if (writable !== undefined) {
    const [path, more] = [oneLine(join(folder, writable)), writableByOthers.length - 1];
    const what =
      more === 0
        ? say`Others than its owner may change this course: ${{ path }}.`
        : say`Others than its owner may change this course: ${{ path }}, and ${{ more }} more in it.`;
    const command = `chmod -R go-w ${quoted(folder)}`;
    return say`${{ what }} Take that right away, then try again:\n  ${{ command }}\nIf it is not yours, copy it to a folder of your own first.`;
  }
  if (replaceable !== null) {
    const command = `chmod go-w ${quoted(replaceable)}`;
    return say`Others may put another course in the place of this one, since ${{ folder: oneLine(replaceable) }} may be written to by others than its owner. Move the course to a folder of your own, or take that right away:\n  ${{ command }}`;
  }
  const [first] = strange;
  if (first !== undefined)
    return say`${{ path: oneLine(join(folder, first)) }} is a link, or another thing that is no file. A course holds all its files itself: put the file there in its place.`;
  return null;
}

export function notReadText({ type, path, detail }: NotRead): Message {
  return type === "too-large"
    ? say`The folder is too large for a course at ${{ path: oneLine(path) }}: a course has at most 2000 files and 64 MiB. Name the folder that holds course.ts and the lessons alone.`
    : say`The course cannot be read at ${{ path: oneLine(path) }}: ${{ detail: typeof detail === "string" ? oneLine(detail) : detail }}. Make it readable for you, then try again.`;
}

export function noFolderText(given: string): Message {
  return say`There is no folder ${{ folder: oneLine(given) }}. Name the folder that holds the course's course.ts: nslab list --course FOLDER`;
}

/** For a shell, if it needs it. */
function quoted(path: string): string {
  return /^[\w./@%+,:-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
