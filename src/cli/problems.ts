import type { LessonPlayed } from "../player/fresh-lab.ts";
import type { Message } from "../say/message.ts";
import { EXIT, type ExitCode } from "./context.ts";
import { courseErrorText, labEndedText, labFailedText } from "./failure-texts.ts";

export interface Problem {
  /** A paragraph each. */
  readonly lines: readonly Message[];
  readonly code: ExitCode;
}

/** What keeps a lesson from being played at all, as text and exit code; null when it was played or skipped. */
export function problemOf(played: LessonPlayed): Problem | null {
  switch (played.type) {
    case "lab-failed":
      return { lines: [labFailedText(played)], code: EXIT.machine };
    case "lab-ended":
      return { lines: [labEndedText(played)], code: EXIT.failed };
    case "course-errors":
      return { lines: played.errors.map(courseErrorText), code: EXIT.usage };
    case "played":
    case "skipped":
      return null;
  }
}
