import { say } from "../../../say/message.ts";
import { EXITS, type HelpWords, KEPT, PERSON, VARIABLES } from "../help-words.ts";

export const notes: HelpWords = {
  description: [
    say`Writes your own notes as Markdown: the commands that you ran, by Enter and in the terminal alike, what they printed, what they changed in the kernel, and the map at each lesson's end. A step that you do again replaces its notes.`,
  ],
  examples: [
    ["nslab notes | less", say`reads them page by page`],
    ["nslab notes --output container.md", say`writes them to a file`],
    ["nslab notes --output container.md --force", say`writes over that file`],
  ],
  environment: [VARIABLES.course, ...PERSON],
  files: [KEPT.journal, KEPT.progress, KEPT.courses],
  exits: [EXITS.ok, ["1", say`there is nothing to write yet, or it could not be read or written`], EXITS.usage],
  see: ["nslab list", "nslab reset"],
};
