import { EXITS, type HelpWords, KEPT, PERSON, VARIABLES } from "../help-words.ts";

export const language: HelpWords = {
  description: [
    "Chooses the language of lessons and screen, from now on. Without one it is asked for; in a pipe the language that is spoken now is printed.",
    "Until you choose, it is Chinese where the locale says so and the terminal can show it, else English. In a lesson the key g changes it as well, and --language of start, lesson, list, map and notes for this once.",
  ],
  examples: [
    ["nslab language zh", "Chinese from now on"],
    ["nslab lesson 4 --language zh", "this once"],
  ],
  environment: [...PERSON, VARIABLES.locale],
  files: [KEPT.choices],
  exits: [EXITS.ok, ["1", "your choice could not be kept"], EXITS.usage, EXITS.interrupted],
  see: ["nslab start", "nslab lesson"],
};
