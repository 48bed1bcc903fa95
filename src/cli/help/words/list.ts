import { say } from "../../../say/message.ts";
import { EXITS, type HelpWords, KEPT, PERSON, SCREEN, VARIABLES } from "../help-words.ts";

export const list: HelpWords = {
  description: [
    say`Shows the lessons, how many steps of each you have passed, how often the solution was shown, the time you spent, and where you stand. With a lesson, its steps: how each was passed, and the time it took.`,
    say`Time counts while you read, type or wait for a command; longer pauses are left out.`,
  ],
  examples: [
    ["nslab list", say`the course on one screen`],
    ["nslab list 3", say`the steps of lesson 3`],
    ["nslab list --long", say`what each lesson teaches, too`],
    [
      "nslab list --course ~/my-course",
      say`the lessons of a course that is not nslab's own; the first time you are asked whether you trust it`,
    ],
    ["nslab list --format json | jq '.lessons[].id'", say`for a program: the ids of all lessons`],
  ],
  environment: [VARIABLES.course, ...SCREEN, ...PERSON],
  files: [KEPT.progress, KEPT.courses],
  exits: [EXITS.ok, EXITS.usage],
  see: ["nslab lesson", "nslab notes", "nslab reset"],
};
