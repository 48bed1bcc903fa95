import { EXITS, type HelpWords, KEPT, VARIABLES } from "../help-words.ts";

export const shell: HelpWords = {
  description: [
    "Opens a shell in your lab that is running in another window: on its host, or in the namespaces where one of the lesson's terminals is now, such as inside the container that you have just built. exit, or Ctrl-D, leaves it. It ends with the lab.",
    "In a lesson, t gives you the lesson's own terminal; this one is beside it, for looking at the same thing from two sides.",
  ],
  examples: [
    ["nslab shell", "a shell on the lab's host"],
    ["nslab shell container", "a shell where the terminal container is now"],
  ],
  environment: [["TERM", "is passed on to the shell"], VARIABLES.runtime],
  files: [KEPT.labs],
  exits: [
    ["0", "the shell has ended, whatever it ended with"],
    ["1", "no lab of yours is running"],
    EXITS.usage,
    ["3", "the shell could not be started; the message says what is missing"],
  ],
  see: ["nslab start", "nslab map"],
};
