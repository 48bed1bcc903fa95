import { say } from "../../../say/message.ts";
import { EXITS, type HelpWords, KEPT, SCREEN, VARIABLES } from "../help-words.ts";

export const verify: HelpWords = {
  description: [
    say`While a lab of yours is running, in another window: judges that lab as it is now, and says of every step passed in it whether it is still true. Only the step reached last must be; later steps undo earlier ones on purpose. A lab that is just being replaced is waited for, for three seconds.`,
    say`With --replay, or where no lab is running: plays lessons in labs of their own that are thrown away. Every check must fail before its command and pass after it, so that none proves nothing. As JSON, a step also has what a learner would be told there who did just this. The report is printed on the standard output, everything else on the standard error.`,
  ],
  examples: [
    ["nslab verify", say`judges your running lab; without one, replays the course`],
    ["nslab verify --lab 4711", say`where you have several labs: judges that of the nslab with that process ID`],
    ["nslab verify --replay 6 7 8", say`replays three lessons`],
    ["nslab verify --replay --jobs 2", say`replays all, two at a time`],
    ["nslab verify --replay --course . --trust", say`your own course, while you write it`],
    ["nslab verify --replay --format junit >report.xml", say`a report that CI systems read`],
  ],
  environment: [VARIABLES.course, ...SCREEN, VARIABLES.runtime],
  files: [KEPT.courses],
  exits: [
    EXITS.ok,
    ["1", say`a check failed, your lab is only being made, or the report could not be written`],
    EXITS.usage,
    EXITS.nothing,
    EXITS.interrupted,
  ],
  see: ["nslab doctor", "nslab lesson --auto"],
};
