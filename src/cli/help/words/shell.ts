import { say } from "../../../say/message.ts";
import { EXITS, type HelpWords, KEPT, SCREEN, VARIABLES } from "../help-words.ts";

export const shell: HelpWords = {
  description: [
    say`Opens a shell in your lab that is running in another window: on its host, on its neighbor (another machine of its LAN), or in the namespaces where one of the lesson's terminals is now, such as inside the container that you have just built. exit, Ctrl-D or Ctrl-] leaves it; every other key is for the shell.`,
    say`nslab draws the shell itself: nothing in the lab gets your own terminal. When the lab ends, or the lesson goes on in another one, it rings and says that this is your own machine again, and throws away what you had typed ahead; Enter then goes into the next lab, q leaves. In a lesson, t gives you the lesson's own terminal; this one is beside it, for looking at the same thing from two sides.`,
  ],
  examples: [
    ["nslab shell", say`a shell on the lab's host`],
    ["nslab shell --lab 4711", say`where you have several labs: in that of the nslab with that process ID`],
    ["nslab shell container", say`a shell where the terminal container is now`],
    ["nslab shell neighbor", say`a shell on the machine next door`],
    ["echo 'ip -br addr' | nslab shell", say`types that line, prints what comes of it, and ends`],
  ],
  environment: [...SCREEN, VARIABLES.runtime],
  files: [KEPT.labs],
  exits: [
    ["0", say`the shell has ended, whatever it ended with, or you left it`],
    ["1", say`no lab of yours is running, it has ended and you left, or it has no room for another shell`],
    EXITS.usage,
    ["3", say`the nslab that has the lab could make no socket for others`],
    EXITS.interrupted,
  ],
  see: ["nslab start", "nslab map"],
};
