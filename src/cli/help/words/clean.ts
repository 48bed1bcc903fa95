import { say } from "../../../say/message.ts";
import { EXITS, type HelpWords, KEPT, VARIABLES } from "../help-words.ts";

export const clean: HelpWords = {
  description: [
    say`Removes what labs left whose processes were all killed at once, together with what cleans up after them: their directories for limits (cgroups), and the notes of them. Only what such a note names is removed, and it is said. Running labs are not touched. Every start does the same by itself.`,
  ],
  examples: [
    ["nslab clean", say`removes what dead labs of yours left`],
    ["sudo nslab clean", say`the same for labs that were started with sudo`],
  ],
  environment: [VARIABLES.runtime],
  files: [KEPT.labs],
  exits: [EXITS.ok, ["1", say`something could not be removed; the message says what, and why`], EXITS.usage],
  see: ["nslab doctor"],
};
