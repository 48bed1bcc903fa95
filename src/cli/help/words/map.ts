import { say } from "../../../say/message.ts";
import { EXITS, type HelpWords, KEPT, SCREEN, VARIABLES } from "../help-words.ts";

export const map: HelpWords = {
  description: [
    say`Draws your lab that is running in another window, from the kernel's own state: its host and network namespaces, the cables between them, bridges, addresses, routes, firewall rules, processes, mounts and limits. In a lesson, m draws the same.`,
    say`--watch draws it anew whenever something changes, with the change marked (in a low window processes and mounts are counted, and Up, Down and Space move), and goes on with the next lab of the same nslab; q ends it. Where nothing can be redrawn, as in a pipe, one drawing follows the other.`,
  ],
  examples: [
    ["nslab map", say`draws the lab as it is now`],
    ["nslab map --lab 4711", say`where you have several labs: that of the nslab with that process ID`],
    ["nslab map --watch", say`in a second window, while you work in the first`],
    ["nslab map --svg lab.svg --theme light", say`a picture for slides`],
    ["nslab map --svg lab.svg --force", say`writes over that picture`],
    ["nslab map --format mermaid >lab.mmd", say`a diagram that Markdown can hold`],
    ["nslab map --format json | jq .places", say`for a program`],
  ],
  environment: [...SCREEN, VARIABLES.runtime],
  files: [KEPT.labs],
  exits: [
    EXITS.ok,
    ["1", say`no lab of yours is running, one is only being made, or the picture could not be written`],
    EXITS.usage,
    EXITS.interrupted,
  ],
  see: ["nslab shell", "nslab verify"],
};
