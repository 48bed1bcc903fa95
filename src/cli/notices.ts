import type { Language } from "../course/language.ts";
import type { NotSaved } from "../progress/kept-file.ts";
import type { Notice } from "../progress/store.ts";
import type { Context } from "./context.ts";
import { ownerOf } from "./person.ts";

/** Says whose progress is taken, where that is not what somebody who typed sudo expects. */
export function tellOwner(context: Context): void {
  const { homeless, directory } = ownerOf(context);
  if (homeless === null) return;
  const { program, key } = homeless;
  const who = /^\d+$/.test(key) ? `user ${key}` : key;
  context.errors.write(
    `You came by ${program} as ${who}, whose home this system does not know (getent passwd ${key}): your progress is kept with root's, in ${directory}. Without ${program}, nslab keeps it in your own home.\n`,
  );
}

/** Says what became of a progress file that could not be used. */
export function tellNotice(context: Context, notice: Notice | null): void {
  if (notice !== null) context.errors.write(`${noticeText(notice)}\n`);
}

function noticeText(notice: Notice): string {
  switch (notice.type) {
    case "set-aside":
      return notice.why === "newer"
        ? `Your progress was written by a later nslab (${notice.detail}). It is kept as ${notice.keptAs}; this nslab begins anew beside it. With the later nslab, move it back to ${notice.file}.`
        : `Your progress file could not be read (${notice.detail}). It is kept as ${notice.keptAs}, and a new one is begun. nslab lesson N opens any lesson.`;
    case "unreadable":
      return `Your progress file ${notice.file} cannot be read: ${notice.detail}. Nothing will be recorded until that is put right; the course runs all the same.`;
  }
}

/** There is no safe place for the record of a lab: other commands will not find it. */
export function noRecordText(directory: string): string {
  return `No file can be kept for your running lab: ${directory} is not a folder of yours, and nobody else may write there. The course goes on, but nslab map, nslab shell and nslab verify in another window will not find the lab. Remove ${directory}, or set XDG_RUNTIME_DIR to a folder of your own, and start nslab again.`;
}

export function notSavedText(problem: NotSaved): string {
  return `Your progress could not be saved to ${problem.file}: ${problem.detail}. The course goes on; put that right before you leave, and all that you pass is recorded.`;
}

/** At the end, when it still could not be saved. */
export function placeNotKeptText({ file, detail }: NotSaved, lesson: string): string {
  return `The lab is gone, and nothing of it is left on your machine. What you passed since then could not be saved to \`${file}\` (${detail}), and your place is not kept. Put that right; then \`nslab lesson ${lesson}\` opens this lesson again.`;
}

export function notChosenText(problem: NotSaved, language: Language): string {
  return `The choice of a language could not be saved to ${problem.file}: ${problem.detail}. Until that is put right, name it each time: nslab --language ${language}`;
}

export function journalNotKeptText(problem: NotSaved): string {
  return `What you do cannot be added to your notes in ${problem.file}: ${problem.detail}. The course goes on; put that right, and what you do next is noted.`;
}
