import { say } from "../../../say/message.ts";
import { EXITS, type HelpWords, SCREEN } from "../help-words.ts";

export const doctor: HelpWords = {
  description: [
    say`Tries on this machine everything that the lessons need, and says for each lesson whether it can run, with the reason where it cannot and the exact command that helps. It changes nothing.`,
    say`--fix installs the programs that are missing by the machine's own package manager, and looks again. An ordinary user is asked first, since it takes sudo.`,
  ],
  examples: [
    ["nslab doctor", say`what this machine can do`],
    ["sudo nslab doctor", say`the same as root, who can more`],
    ["sudo nslab doctor --fix", say`installs what is missing`],
  ],
  environment: SCREEN,
  files: [],
  exits: [
    ["0", say`every lesson can run here`],
    EXITS.usage,
    ["3", say`some lessons cannot run here, or nothing could be installed`],
  ],
  see: ["nslab verify --replay"],
};
