import { writeSync } from "node:fs";
import { join } from "node:path";
import { COURSE } from "../../lessons/course.ts";
import { type Command, CommanderError } from "commander";
import { languageAskedFor, withDefaultCommand } from "./arguments.ts";
import { type Context, EXIT, type ExitCode, findPackageRoot, readVersion } from "./context.ts";
import { Deadlines, endAtOnce } from "./ending.ts";
import { defectText, goneText, scarcityText } from "./failure-texts.ts";
import { outputFailure } from "./output-failure.ts";
import { printHelp } from "./help/print-help.ts";
import { choicesOf } from "./owner.ts";
import { declareProgram } from "./program.ts";
import { tell, wordsOf } from "./telling.ts";
import { programExists } from "../lab/programs.ts";
import { asCalled, CALLED_ROOT, CALLED_SELF, howCalled } from "../ui/called.ts";
import { languageFor } from "../ui/spoken.ts";
import { TerminalState } from "../ui/terminal-state.ts";
import { usageErrorLines } from "./usage-error.ts";
import { wrappingStream } from "../ui/wrapping-stream.ts";

const packageRoot = findPackageRoot(import.meta.url);
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stopNow);

const STDOUT = 1;
const terminal = new TerminalState((text) => void writeSync(STDOUT, text));
const restore = () => terminal.restore();
process.on("exit", restore);

const deadlines = new Deadlines({
  stop,
  end: (code, lastWords) => {
    restore();
    if (lastWords !== "") context.output.write(lastWords);
    endAtOnce(code);
  },
  isPrinting: () => process.stdout.writableLength > 0 || process.stderr.writableLength > 0,
});

/**
 * The stream, with its failure told once. A reader that has seen enough (`nslab list | head -1`) is no failure of ours, and neither
 * is a terminal that is gone.
 */
function heard<Stream extends NodeJS.ReadStream | NodeJS.WriteStream>(stream: Stream, failed: (error: unknown) => void): Stream {
  if (stream.listenerCount("error", failed) === 0) stream.on("error", failed);
  return stream;
}

/** Something that was printed has not arrived: whatever else was to be told, it has not been. A wrong call stays one. */
let isOutputLost = false;
process.on("exit", () => {
  if (isOutputLost && process.exitCode !== EXIT.usage) process.exitCode = EXIT.failed;
});

function outputFailed(error: unknown): void {
  const failure = outputFailure(error, process.stdout.isTTY);
  if (failure !== null && !isOutputLost) tell(context, failure);
  isOutputLost ||= failure !== null;
  stopNow();
}

function errorsFailed(error: unknown): void {
  isOutputLost ||= outputFailure(error, process.stderr.isTTY) !== null;
  stopNow();
}

function stopNow(): void {
  stop.abort();
}

const called = howCalled(process.env, [process.execPath, join(packageRoot, "dist/main.js")], programExists);
const environment = { ...process.env, [CALLED_SELF]: called.self, [CALLED_ROOT]: called.root };
const machine = { packageRoot, uid: process.getuid?.() ?? 0, environment };
const given = process.argv.slice(2);
const language = languageFor(languageAskedFor(given), () => choicesOf({ machine }).language, environment);

const context: Context = {
  machine,
  spoken: { language, words: await wordsOf(language) },
  version: readVersion(packageRoot),
  course: { lessons: COURSE, outside: null },
  // Node opens a standard stream at its first use, which costs milliseconds that --help does not need.
  get input() {
    return heard(process.stdin, stopNow);
  },
  get output() {
    return heard(process.stdout, outputFailed);
  },
  get errors() {
    return wrappingStream(heard(process.stderr, errorsFailed), asCalled(environment));
  },
  stop: stop.signal,
  terminal,
  ending: deadlines,
};

/** What should not have happened is said when the terminal is the person's again; the lab ends with this process. */
function tellDefect(error: unknown): never {
  restore();
  const known = scarcityText(error) ?? goneText(error, packageRoot);
  tell(context, known ?? defectText(error));
  return endAtOnce(known === null ? EXIT.failed : EXIT.machine);
}

process.on("uncaughtException", tellDefect);
process.on("unhandledRejection", tellDefect);

let exitCode: ExitCode = EXIT.ok;
let helpAskedFor: Command | null = null;

const program = declareProgram(context, {
  ended: (code) => {
    exitCode = code;
  },
  helpAskedFor: (command) => {
    helpAskedFor = command;
  },
});

const commands = program.commands.map((command) => command.name());

try {
  await program.parseAsync(withDefaultCommand(given, commands), { from: "user" });
} catch (error) {
  if (!(error instanceof CommanderError)) tellDefect(error);
  exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (helpAskedFor !== null) printHelp(context, helpAskedFor);
  else if (exitCode === EXIT.usage) for (const line of usageErrorLines(error.message)) tell(context, line);
}
const code = stop.signal.aborted && exitCode === EXIT.ok ? EXIT.interrupted : exitCode;
process.exitCode = code;
deadlines.done(code);
