import { say } from "../../../say/message.ts";
import { EXITS, type HelpWords } from "../help-words.ts";

export const script: HelpWords = {
  description: [
    say`Prints the commands that build container N as lesson 13 does, without running them: for you to read, or to type in a shell of your own in the lab. The bridge and the way out that all containers share are made where they are not there yet.`,
  ],
  examples: [
    ["nslab script 1", say`the commands for the first container`],
    ["nslab script 2 | less", say`those for the second one, page by page`],
  ],
  environment: [],
  files: [],
  exits: [EXITS.ok, EXITS.usage],
  see: ["nslab lesson container", "nslab shell"],
};
