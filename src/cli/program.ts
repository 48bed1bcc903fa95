import { Argument, Command, Option } from "commander";
import { type Language, LANGUAGES } from "../course/language.ts";
import type { Shell } from "./completion/completion.ts";
import type { Context, ExitCode } from "./context.ts";
import type { ListOptions } from "./list.ts";
import type { MapOptions } from "./look-at-map.ts";
import type { NotesOptions } from "./notes.ts";
import {
  courseOption,
  FORCE_RECORD,
  labOption,
  languageOption,
  PLAIN,
  RECORD,
  recordFormatOption,
  TRUST,
  wholeNumber,
} from "./options.ts";
import type { RecordOptions } from "./record.ts";
import type { ResetOptions } from "./reset.ts";
import type { VerifyOptions } from "./verify-options.ts";
import type { LabOptions } from "./which-lab.ts";

/** What the command that runs tells of itself. */
export interface Outcome {
  /** What the command came to. */
  readonly ended: (code: ExitCode) => void;
  /** Somebody asked for its help. commander itself prints nothing. */
  readonly helpAskedFor: (command: Command) => void;
}

interface Cli {
  readonly program: Command;
  readonly context: Context;
  /** A command's action: what it returns is nslab's exit code. */
  readonly does: <Given extends unknown[]>(run: (...given: Given) => Promise<ExitCode>) => (...given: Given) => Promise<void>;
}

/** nslab's commands, arguments and options. What each does is loaded when it runs. */
export function declareProgram(context: Context, outcome: Outcome): Command {
  const program = new Command("nslab")
    .description("A course you run: build a Linux container by hand, every step run on your own kernel and proved.")
    .version(context.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => void context.output.write(text),
      writeErr: (text) => void context.errors.write(text),
    })
    .configureHelp({
      formatHelp: (command) => {
        outcome.helpAskedFor(command);
        return "";
      },
    })
    .showSuggestionAfterError()
    .showHelpAfterError("nslab --help shows all commands.")
    .exitOverride();

  const cli: Cli = {
    program,
    context,
    does:
      (run) =>
      async (...given) =>
        outcome.ended(await run(...given)),
  };
  declareLessons(cli);
  declareLab(cli);
  declarePerson(cli);
  return program;
}

/** The course and its lessons. */
function declareLessons({ program, context, does }: Cli): void {
  program
    .command("start")
    .description("go on where you stand; without a terminal, play the whole course unattended")
    .option("--plain", PLAIN, false)
    .addOption(languageOption())
    .option("--record <file>", RECORD)
    .addOption(recordFormatOption())
    .option("--force", FORCE_RECORD, false)
    .addOption(courseOption())
    .option("--trust", TRUST, false)
    .action(
      does(async (options: { plain: boolean; language?: Language } & RecordOptions & CourseOptions) => {
        const { start } = await import("./start.ts");
        return withCourse(context, options, (opened) => inRecording(opened, options, (recorded) => start(recorded, options)));
      }),
    );

  program
    .command("lesson")
    .description("open a lesson in a fresh lab at its starting point")
    .argument("<lesson>", "its number or its id, as nslab list shows them")
    .option("--auto", "play it unattended and print what happens", false)
    .option("--plain", PLAIN, false)
    .addOption(languageOption())
    .option("--record <file>", RECORD)
    .addOption(recordFormatOption())
    .option("--force", FORCE_RECORD, false)
    .addOption(courseOption())
    .option("--trust", TRUST, false)
    .action(
      does(
        async (name: string, options: { auto: boolean; plain: boolean; language?: Language } & RecordOptions & CourseOptions) => {
          const { lesson } = await import("./lesson.ts");
          return withCourse(context, options, (opened) =>
            inRecording(opened, options, (recorded) => lesson(recorded, name, options)),
          );
        },
      ),
    );

  program
    .command("list")
    .description("the lessons, what each teaches, and how far you are")
    .argument("[lesson]", "one lesson, whose steps are listed")
    .option("--long", "what each lesson teaches, too", false)
    .addOption(new Option("--format <format>", "how it is written").choices(["pretty", "json"]).default("pretty"))
    .option("--plain", PLAIN, false)
    .addOption(languageOption())
    .addOption(courseOption())
    .option("--trust", TRUST, false)
    .action(
      does(async (lesson: string | undefined, options: Omit<ListOptions, "lesson"> & CourseOptions) => {
        const { list } = await import("./list.ts");
        return withCourse(context, options, (opened) => list(opened, { lesson, ...options }));
      }),
    );

  program
    .command("verify")
    .description("judge your running lab as it is now; with none running, replay lessons in throw-away labs")
    .argument("[lesson...]", "lessons by number or id; all of them by default")
    .option("--replay", "replay lessons even while a lab is running", false)
    .addOption(
      new Option("--format <format>", "how the report is written").choices(["pretty", "json", "junit", "tap"]).default("pretty"),
    )
    .option("--jobs <n>", "lessons replayed side by side", wholeNumber, 1)
    .addOption(labOption())
    .option("--plain", PLAIN, false)
    .addOption(courseOption())
    .option("--trust", TRUST, false)
    .action(
      does(async (lessons: string[], options: Omit<VerifyOptions, "lessons"> & CourseOptions) => {
        const { verify } = await import("./verify.ts");
        return withCourse(context, options, (opened) => verify(opened, { lessons, ...options }));
      }),
    );
}

/** The running lab, and the machine. */
function declareLab({ program, context, does }: Cli): void {
  program
    .command("shell")
    .description("a shell of your own in the running lab")
    .argument("[terminal]", "where: host (default), neighbor, or where one of the lesson's terminals is now")
    .addOption(labOption())
    .action(
      does(async (terminal: string | undefined, options: LabOptions) =>
        (await import("./shell.ts")).shell(context, terminal, options),
      ),
    );

  program
    .command("map")
    .description("draw the running lab: namespaces, cables, addresses, rules, processes, limits")
    .addOption(labOption())
    .option("--watch", "draw it anew whenever the lab changes; q ends", false)
    .option("--ascii", "lines of ASCII characters", false)
    .option("--plain", PLAIN, false)
    .addOption(languageOption())
    .addOption(new Option("--format <format>", "what is printed").choices(["text", "json", "mermaid"]).default("text"))
    .addOption(new Option("--svg <file>", "write an SVG picture instead").conflicts(["watch", "format"]))
    .option("--force", "write over a picture of that name", false)
    .addOption(
      new Option("--theme <theme>", "colours of the SVG; auto follows its reader")
        .choices(["light", "dark", "auto"])
        .default("auto"),
    )
    .action(does(async (options: MapOptions) => (await import("./map.ts")).map(context, options)));

  program
    .command("script")
    .description("print the commands that build container N")
    .argument("<N>", "its number, from 1")
    .action(does(async (number: string) => (await import("./script.ts")).script(context, number)));

  program
    .command("doctor")
    .description("what this machine can and cannot do, found out by doing it, with the exact fix")
    .option("--fix", "install missing tools with the machine's package manager", false)
    .option("--plain", PLAIN, false)
    .action(
      does(async (options: { fix: boolean; plain: boolean }) => (await import("./run-doctor.ts")).runDoctor(context, options)),
    );
}

/** What is the learner's own. */
function declarePerson({ program, context, does }: Cli): void {
  program
    .command("notes")
    .description("your own notes as Markdown: the commands you ran, what they printed, and what they changed")
    .option("--output <file>", "write them to this file, not to the standard output")
    .option("--force", "write over a file of that name", false)
    .addOption(languageOption())
    .addOption(courseOption())
    .option("--trust", TRUST, false)
    .action(
      does(async (options: NotesOptions & CourseOptions) => {
        const { notes } = await import("./notes.ts");
        return withCourse(context, options, (opened) => notes(opened, options));
      }),
    );

  program
    .command("language")
    .description("the language of lessons and screen from now on; without one, it is asked for")
    .addArgument(new Argument("[language]", "en for English, zh for Chinese").choices(LANGUAGES))
    .option("--plain", PLAIN, false)
    .action(
      does(async (given: Language | undefined, options: { plain: boolean }) =>
        (await import("./language.ts")).language(context, given, options),
      ),
    );

  program
    .command("clean")
    .description("remove what labs left that were killed together with what cleans up after them; safe at any time")
    .action(does(async () => (await import("./clean.ts")).clean(context)));

  program
    .command("reset")
    .description("forget what you have passed")
    .option("--yes", "do not ask", false)
    .addOption(courseOption())
    .option("--trust", TRUST, false)
    .action(
      does(async (options: ResetOptions & CourseOptions) => {
        const { reset } = await import("./reset.ts");
        return withCourse(context, options, (opened) => reset(opened, options));
      }),
    );

  program
    .command("completion")
    .description("print what teaches your shell to complete nslab's commands, options and lessons")
    .addArgument(
      new Argument("[shell]", "bash, zsh or fish; without one it says how to install it").choices(["bash", "zsh", "fish"]),
    )
    .action(does(async (shell: Shell | undefined) => (await import("./completion/completion.ts")).completion(context, shell)));

  // Not for people: what the scripts of nslab completion ask at each Tab.
  program
    .command("__complete", { hidden: true })
    .argument("[words...]")
    .action(does(async (words: string[]) => (await import("./completion/complete.ts")).complete(context, program, words)));
}

/** A recording that was asked for is made around the whole command. */
async function inRecording(
  opened: Context,
  options: RecordOptions,
  run: (context: Context) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (options.record === undefined) return run(opened);
  return (await import("./record.ts")).recorded(opened, options, run);
}

interface CourseOptions {
  readonly course?: string; // a folder; empty or left out for nslab's own
  readonly trust: boolean;
}

/** A command of a course: of nslab's own, or of the one that was asked for. */
async function withCourse(
  context: Context,
  { course = "", trust }: CourseOptions,
  run: (context: Context) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (course === "") return run(context);
  return (await import("./in-course.ts")).inCourse(context, { given: course, trust }, run);
}
