import { say } from "../../../say/message.ts";
import { EXITS, type HelpWords, KEPT, PERSON, VARIABLES } from "../help-words.ts";

export const reset: HelpWords = {
  description: [
    say`Forgets what you have passed and your notes, after asking. A lab that is running is not touched. To repeat one lesson nothing need be forgotten: nslab lesson opens it again.`,
  ],
  examples: [
    ["nslab notes --output notes.md", say`first, if you want to keep your notes`],
    ["nslab reset", say`asks, and begins anew`],
    ["nslab reset --course ~/my-course", say`in that course alone, and that you trust it`],
    ["nslab reset --yes", say`does not ask: for a script`],
  ],
  environment: [VARIABLES.course, ...PERSON],
  files: [KEPT.progress, KEPT.journal, KEPT.courses],
  exits: [EXITS.ok, ["1", say`a file could not be removed; the message says which, and why`], EXITS.usage],
  see: ["nslab notes", "nslab lesson"],
};
