import { EXITS, type HelpWords, KEPT, PERSON, SCREEN, VARIABLES } from "../help-words.ts";

export const lesson: HelpWords = {
  description: [
    "Opens that lesson at its first step, in a fresh lab where everything is made that the lesson starts from. From then on nslab start goes on from there. Lessons can be taken in any order and as often as you like; what you have passed stays passed.",
    "With --auto, or without a terminal, the lesson is played unattended and printed as it goes, and no progress is recorded.",
  ],
  examples: [
    ["nslab lesson 4", "opens lesson 4"],
    ["nslab lesson bridge", "opens the lesson with the id bridge"],
    ["nslab lesson bridge --auto", "plays it to its end: to see what it is about"],
    ["nslab lesson bridge --record bridge.cast", "records it; asciinema play bridge.cast plays that"],
  ],
  environment: [VARIABLES.course, ...SCREEN, ...PERSON, VARIABLES.runtime],
  files: [KEPT.progress, KEPT.journal, KEPT.labs, KEPT.courses],
  exits: [
    EXITS.ok,
    ["1", "unattended: a check failed; or the lab was ended from outside, or not all could be written"],
    EXITS.usage,
    EXITS.nothing,
    EXITS.interrupted,
  ],
  see: ["nslab list", "nslab start", "nslab verify"],
};
