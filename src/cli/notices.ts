import type { Language } from "../course/language.ts";
import type { NotSaved } from "../progress/kept-file.ts";
import type { Notice } from "../progress/store.ts";
import { type Message, say } from "../say/message.ts";
import type { Context } from "./context.ts";
import { ownerOf } from "./owner.ts";
import { tell } from "./telling.ts";

/** Says whose progress is taken, where that is not what somebody who typed sudo expects. */
export function tellOwner(context: Context): void {
  const { homeless, directory } = ownerOf(context);
  if (homeless === null) return;
  const { program, key } = homeless;
  const who = /^\d+$/.test(key) ? say`user ${{ key }}` : key;
  tell(
    context,
    say`You came by ${{ program }} as ${{ who }}, whose home this system does not know (getent passwd ${{ key }}): your progress is kept with root's, in ${{ directory }}. Without ${{ program }}, nslab keeps it in your own home.`,
  );
}

/** Says what became of a progress file that could not be used. */
export function tellNotice(context: Context, notice: Notice | null): void {
  if (notice !== null) tell(context, noticeText(notice));
}

function noticeText(notice: Notice): Message {
  const { file, detail } = notice;
  switch (notice.type) {
    case "set-aside":
      return notice.why === "newer"
        ? say`Your progress was written by a later nslab (${{ detail }}). It is kept as ${{ copy: notice.keptAs }}; this nslab begins anew beside it. With the later nslab, move it back to ${{ file }}.`
        : say`Your progress file could not be read (${{ detail }}). It is kept as ${{ copy: notice.keptAs }}, and a new one is begun. nslab lesson N opens any lesson.`;
    case "unreadable":
      return say`Your progress file ${{ file }} cannot be read: ${{ detail }}. Nothing will be recorded until that is put right; the course runs all the same.`;
  }
}

/** There is no safe place for the record of a lab: other commands will not find it. */
export function noRecordText(directory: string): Message {
  return say`No file can be kept for your running lab: ${{ directory }} is not a folder of yours, and nobody else may write there. The course goes on, but nslab map, nslab shell and nslab verify in another window will not find the lab. Remove ${{ directory }}, or set XDG_RUNTIME_DIR to a folder of your own, and start nslab again.`;
}

export function notSavedText({ file, detail }: NotSaved): Message {
  return say`Your progress could not be saved to ${{ file }}: ${{ detail }}. The course goes on; put that right before you leave, and all that you pass is recorded.`;
}

/** At the end, when it still could not be saved; Markdown. */
export function placeNotKeptText({ file, detail }: NotSaved, lesson: string): Message {
  return say`The lab is gone, and nothing of it is left on your machine. What you passed since then could not be saved to \`${{ file }}\` (${{ detail }}), and your place is not kept. Put that right; then \`nslab lesson ${{ lesson }}\` opens this lesson again.`;
}

export function notChosenText({ file, detail }: NotSaved, language: Language): Message {
  return say`The choice of a language could not be saved to ${{ file }}: ${{ detail }}. Until that is put right, name it each time: nslab --language ${{ language }}`;
}

export function journalNotKeptText({ file, detail }: NotSaved): Message {
  return say`What you do cannot be added to your notes in ${{ file }}: ${{ detail }}. The course goes on; put that right, and what you do next is noted.`;
}
