import { say } from "../../../say/message.ts";
import { EXITS, type HelpWords, KEPT, PERSON, SCREEN, VARIABLES } from "../help-words.ts";

export const nslab: HelpWords = {
  description: [
    say`nslab is a course that you run. Each step shows a command, runs it for real in a shell that you can take over, and asks the kernel whether it did what it says. All of it happens in a lab: a host of its own, made of namespaces, which cannot hurt this machine and leaves nothing behind.`,
    say`Without a command nslab goes on where you stand, as nslab start does, and takes the options of that. At any time in a lesson, ? explains the keys.`,
  ],
  examples: [
    ["nslab", say`begins the course, or goes on where you stand`],
    ["nslab lesson bridge", say`opens the lesson on bridges in a fresh lab`],
    ["nslab list", say`shows all lessons, and how far you are`],
    ["nslab map --watch", say`in a second window: draws your lab as it changes`],
    ["nslab doctor", say`tells what this machine can do, and how to get the rest`],
  ],
  environment: [...SCREEN, ...PERSON, VARIABLES.runtime],
  files: [KEPT.progress, KEPT.journal, KEPT.labs],
  exits: [
    EXITS.ok,
    ["1", say`a check failed, there is nothing to show, or it could not be written`],
    EXITS.usage,
    EXITS.nothing,
    EXITS.interrupted,
  ],
  see: [say`nslab COMMAND --help or nslab help COMMAND says everything about one command`],
};
