import type { Command } from "commander";
import type { Message } from "../say/message.ts";
import type { Context, ExitCode } from "./context.ts";
import { courseOption, FORCE_RECORD, PLAIN, RECORD, recordFormatOption, TRUST } from "./options.ts";
import type { RecordOptions } from "./record.ts";

/** What the declarations of commands are made with. */
export interface Cli {
  readonly program: Command;
  readonly context: Context;
  /** In the language that is spoken. */
  readonly told: (said: Message) => string;
  /** A command's action: what it returns is nslab's exit code. */
  readonly does: <Given extends unknown[]>(run: (...given: Given) => Promise<ExitCode>) => (...given: Given) => Promise<void>;
}

export interface CourseOptions {
  /** A folder; empty or left out for nslab's own. */
  readonly course?: string;
  readonly trust: boolean;
}

/** A command of a course: of nslab's own, or of the one that was asked for. */
export async function withCourse(
  context: Context,
  { course = "", trust }: CourseOptions,
  run: (context: Context) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (course === "") return run(context);
  return (await import("./in-course.ts")).inCourse(context, { given: course, trust }, run);
}

/** What all take that play lessons of a course in front of somebody. */
export function playing(command: Command, told: Cli["told"]): Command {
  return command
    .option("--plain", told(PLAIN), false)
    .option("--record <file>", told(RECORD))
    .addOption(recordFormatOption(told))
    .option("--force", told(FORCE_RECORD), false)
    .addOption(courseOption(told))
    .option("--trust", told(TRUST), false);
}

/** A recording that was asked for is made around the whole command. */
export async function inRecording(
  context: Context,
  options: RecordOptions,
  run: (context: Context) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (options.record === undefined) return run(context);
  return (await import("./record.ts")).recorded(context, options, run);
}
