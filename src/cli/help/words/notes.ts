import { EXITS, type HelpWords, KEPT, PERSON, VARIABLES } from "../help-words.ts";

export const notes: HelpWords = {
  description: [
    "Writes your own notes as Markdown: the commands that you ran, by Enter and in the terminal alike, what they printed, what they changed in the kernel, and the map at each lesson's end. A step that you do again replaces its notes.",
  ],
  examples: [
    ["nslab notes | less", "reads them page by page"],
    ["nslab notes --output container.md", "writes them to a file"],
    ["nslab notes --output container.md --force", "writes over that file"],
  ],
  environment: [VARIABLES.course, ...PERSON],
  files: [KEPT.journal, KEPT.progress, KEPT.courses],
  exits: [EXITS.ok, ["1", "there is nothing to write yet, or it could not be read or written"], EXITS.usage],
  see: ["nslab list", "nslab reset"],
};
