import { Command } from "commander";
import { type Message, say } from "../say/message.ts";
import { LANGUAGE_VARIABLE } from "../setup/language.mjs";
import type { Context, ExitCode } from "./context.ts";
import { declareLab } from "./declare-lab.ts";
import { declareLessons } from "./declare-lessons.ts";
import { declarePerson } from "./declare-person.ts";
import type { Cli } from "./declared.ts";
import { languageOption } from "./options.ts";
import { told } from "./telling.ts";

/** What the command that runs tells of itself. */
export interface Outcome {
  /** What the command came to. */
  readonly ended: (code: ExitCode) => void;
  /** Somebody asked for its help. commander itself prints nothing. */
  readonly helpAskedFor: (command: Command) => void;
}

/** nslab's commands, arguments and options. What each does is loaded when it runs. */
export function declareProgram(context: Context, outcome: Outcome): Command {
  const words = (said: Message) => told(context, said);
  const program = new Command("nslab")
    .description(words(say`A course you run: build a Linux container by hand, every step run on your own kernel and proved.`))
    .version(context.version, "-V, --version", words(say`print the version`))
    .helpOption("-h, --help", words(say`print this help`))
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => void context.output.write(text),
      outputError: () => undefined, // usage-error.ts has the words for it
    })
    .configureHelp({
      formatHelp: (command) => {
        outcome.helpAskedFor(command);
        return "";
      },
    })
    .showSuggestionAfterError()
    .exitOverride();

  const cli: Cli = {
    program,
    context,
    told: words,
    does:
      (run) =>
      async (...given) =>
        outcome.ended(await run(...given)),
  };
  declareLessons(cli);
  declareLab(cli);
  declarePerson(cli);
  // The program itself takes it, before a command's name and behind it; the help of each command tells of it.
  const language = languageOption(words);
  program.addOption((process.env[LANGUAGE_VARIABLE] ?? "") === "" ? language : language.env(LANGUAGE_VARIABLE));
  for (const command of program.commands) command.addOption(languageOption(words));
  return program;
}
