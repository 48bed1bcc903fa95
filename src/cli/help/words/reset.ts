import { EXITS, type HelpWords, KEPT, PERSON, VARIABLES } from "../help-words.ts";

export const reset: HelpWords = {
  description: [
    "Forgets what you have passed and your notes, after asking. A lab that is running is not touched. To repeat one lesson nothing need be forgotten: nslab lesson opens it again.",
  ],
  examples: [
    ["nslab notes --output notes.md", "first, if you want to keep your notes"],
    ["nslab reset", "asks, and begins anew"],
    ["nslab reset --course ~/my-course", "in that course alone, and that you trust it"],
    ["nslab reset --yes", "does not ask: for a script"],
  ],
  environment: [VARIABLES.course, ...PERSON],
  files: [KEPT.progress, KEPT.journal, KEPT.courses],
  exits: [EXITS.ok, ["1", "a file could not be removed; the message says which, and why"], EXITS.usage],
  see: ["nslab notes", "nslab lesson"],
};
