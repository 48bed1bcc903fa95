import { say } from "../../../say/message.ts";
import { EXITS, type HelpWords, KEPT, PERSON, SCREEN, VARIABLES } from "../help-words.ts";

export const start: HelpWords = {
  description: [
    say`Opens the lesson and the step where you left, in a fresh lab that is brought there in a moment; the first time, the beginning of the course. Leave whenever you like, by q or by closing the window: your place is kept after every step. A page that is longer than the window is gone through by Space and left by q; all that a command printed is shown by less, and PAGER and LESS are not read.`,
    say`Without a terminal, as in a pipe, nobody can press keys: then the whole course is played and proved unattended, and no progress is recorded.`,
  ],
  examples: [
    ["nslab start", say`goes on where you stand`],
    ["nslab start --plain", say`the same for a screen reader: lines of text, nothing is ever redrawn`],
    ["nslab start --record evening.cast", say`records all that is shown; asciinema play evening.cast plays it`],
    [
      "nslab start </dev/null >course.log",
      say`plays the whole course into a log; exits 0 where something was proved and nothing failed`,
    ],
  ],
  environment: [VARIABLES.course, ...SCREEN, ...PERSON, VARIABLES.runtime],
  files: [KEPT.progress, KEPT.journal, KEPT.labs, KEPT.courses],
  exits: [
    EXITS.ok,
    ["1", say`unattended: a check failed; or the lab was ended from outside, or not all could be written`],
    EXITS.usage,
    EXITS.nothing,
    EXITS.interrupted,
  ],
  see: ["nslab lesson", "nslab list", "nslab notes", "nslab doctor"],
};
