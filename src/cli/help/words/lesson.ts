import { say } from "../../../say/message.ts";
import { EXITS, type HelpWords, KEPT, PERSON, SCREEN, VARIABLES } from "../help-words.ts";

export const lesson: HelpWords = {
  description: [
    say`Opens that lesson at its first step, in a fresh lab where everything is made that the lesson starts from. From then on nslab start goes on from there. Lessons can be taken in any order and as often as you like; what you have passed stays passed.`,
    say`With --auto, or without a terminal, the lesson is played unattended and printed as it goes, and no progress is recorded.`,
  ],
  examples: [
    ["nslab lesson 4", say`opens lesson 4`],
    ["nslab lesson bridge", say`opens the lesson with the id bridge`],
    ["nslab lesson bridge --auto", say`plays it to its end: to see what it is about`],
    ["nslab lesson bridge --record bridge.cast", say`records it; asciinema play bridge.cast plays that`],
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
  see: ["nslab list", "nslab start", "nslab verify"],
};
