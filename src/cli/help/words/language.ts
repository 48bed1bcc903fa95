import { say } from "../../../say/message.ts";
import { EXITS, type HelpWords, KEPT, PERSON } from "../help-words.ts";

export const language: HelpWords = {
  description: [
    say`Chooses the language of all that nslab says, from now on. Without one it is asked for; in a pipe the language that is spoken now is printed.`,
    say`Until you choose, it is Chinese where the locale says so and the terminal can show it, else English. In a lesson the key g changes it as well. Every command takes --language, before or behind its name, for this once; NSLAB_LANGUAGE does the same for a whole shell.`,
  ],
  examples: [
    ["nslab language zh", say`Chinese from now on`],
    ["nslab lesson 4 --language zh", say`this once`],
  ],
  environment: PERSON,
  files: [KEPT.choices],
  exits: [EXITS.ok, ["1", say`your choice could not be kept`], EXITS.usage, EXITS.interrupted],
  see: ["nslab start", "nslab lesson"],
};
