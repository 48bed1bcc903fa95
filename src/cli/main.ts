import { COURSE } from "../../lessons/course.ts";
import { type Command, CommanderError } from "commander";
import { type Context, EXIT, type ExitCode, findPackageRoot, readVersion } from "./context.ts";
import { scarcityText } from "./failure-texts.ts";
import { printHelp } from "./help/print-help.ts";
import { declareProgram } from "./program.ts";
import { wrappingStream } from "../ui/wrapping-stream.ts";

const packageRoot = findPackageRoot(import.meta.url);
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stopNow);

/** A reader that has seen enough (`nslab list | head -1`) is no failure of ours. */
function stoppingAtItsEnd(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (stream.listenerCount("error", stopNow) === 0) stream.on("error", stopNow);
  return stream;
}

function stopNow(): void {
  stop.abort();
}

const context: Context = {
  machine: { packageRoot, uid: process.getuid?.() ?? 0, environment: process.env },
  version: readVersion(packageRoot),
  course: { lessons: COURSE, outside: null },
  // Node opens a standard stream at its first use, which costs milliseconds that --help does not need.
  get input() {
    return process.stdin;
  },
  get output() {
    return stoppingAtItsEnd(process.stdout);
  },
  get errors() {
    return wrappingStream(stoppingAtItsEnd(process.stderr));
  },
  stop: stop.signal,
};

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

/**
 * Without a command it is start: `nslab`, `nslab --plain`. A default command of commander's would swallow misspelt ones,
 * and its help command would do so with `nslab help lessn`.
 */
function withDefaultCommand(given: readonly string[]): readonly string[] {
  const [first, ...rest] = given;
  if (first === "help") return withDefaultCommand([...rest, "--help"]);
  const isMisspelt = first !== undefined && !first.startsWith("-") && !program.commands.some((each) => each.name() === first);
  if (isMisspelt) return given.filter((each) => each !== "--help" && each !== "-h"); // there is no help on that
  const asksAboutNslab = ["-h", "--help", "-V", "--version"].includes(first ?? "");
  return first === undefined || (first.startsWith("-") && !asksAboutNslab) ? ["start", ...given] : given;
}

/** @throws what is a bug */
function tellScarcity(error: unknown): ExitCode {
  const text = scarcityText(error);
  if (text === null) throw error;
  context.errors.write(text);
  return EXIT.machine;
}

try {
  await program.parseAsync(withDefaultCommand(process.argv.slice(2)), { from: "user" });
} catch (error) {
  if (error instanceof CommanderError) exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  else exitCode = tellScarcity(error);
  if (helpAskedFor !== null) printHelp(context, helpAskedFor);
}
process.exitCode = stop.signal.aborted && exitCode === EXIT.ok ? EXIT.interrupted : exitCode;
