import { Argument } from "commander";
import { type Language, LANGUAGES } from "../course/language.ts";
import { say } from "../say/message.ts";
import type { Shell } from "./completion/completion.ts";
import { type Cli, type CourseOptions, withCourse } from "./declared.ts";
import type { NotesOptions } from "./notes.ts";
import { courseOption, PLAIN, TRUST } from "./options.ts";
import type { ResetOptions } from "./reset.ts";

/** What is the learner's own. */
export function declarePerson({ program, context, told, does }: Cli): void {
  program
    .command("notes")
    .description(told(say`your own notes as Markdown: the commands you ran, what they printed, and what they changed`))
    .option("--output <file>", told(say`write them to this file, not to the standard output`))
    .option("--force", told(say`write over a file of that name`), false)
    .addOption(courseOption(told))
    .option("--trust", told(TRUST), false)
    .action(
      does(async (options: NotesOptions & CourseOptions) => {
        const { notes } = await import("./notes.ts");
        return withCourse(context, options, (opened) => notes(opened, options));
      }),
    );

  program
    .command("language")
    .description(told(say`the language of all that nslab says, from now on; without one, it is asked for`))
    .addArgument(new Argument("[language]", told(say`en for English, zh for Chinese`)).choices(LANGUAGES))
    .option("--plain", told(PLAIN), false)
    .action(
      does(async (given: Language | undefined, options: { plain: boolean }) =>
        (await import("./language.ts")).language(context, given, options),
      ),
    );

  program
    .command("clean")
    .description(told(say`remove what labs left that were killed together with what cleans up after them; safe at any time`))
    .action(does(async () => (await import("./clean.ts")).clean(context)));

  program
    .command("reset")
    .description(told(say`forget what you have passed`))
    .option("--yes", told(say`do not ask`), false)
    .addOption(courseOption(told))
    .option("--trust", told(TRUST), false)
    .action(
      does(async (options: ResetOptions & CourseOptions) => {
        const { reset } = await import("./reset.ts");
        return withCourse(context, options, (opened) => reset(opened, options));
      }),
    );

  program
    .command("completion")
    .description(told(say`print what teaches your shell to complete nslab's commands, options and lessons`))
    .addArgument(
      new Argument("[shell]", told(say`bash, zsh or fish; without one it says how to install it`)).choices([
        "bash",
        "zsh",
        "fish",
      ]),
    )
    .action(does(async (shell: Shell | undefined) => (await import("./completion/completion.ts")).completion(context, shell)));

  // Not for people: what the scripts of nslab completion ask at each Tab.
  program
    .command("__complete", { hidden: true })
    .argument("[words...]")
    .action(does(async (words: string[]) => (await import("./completion/complete.ts")).complete(context, program, words)));
}
