import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { type Context, EXIT, type ExitCode, findPackageRoot, readVersion } from "./context.ts";

const packageRoot = findPackageRoot(import.meta.url);
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());

const context: Context = {
  machine: { packageRoot, uid: process.getuid?.() ?? 0, environment: process.env },
  version: readVersion(packageRoot),
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
  stop: stop.signal,
};

let exitCode: ExitCode = EXIT.ok;
const does = (run: (...given: never[]) => Promise<ExitCode>) => async (...given: unknown[]) => {
  exitCode = await run(...(given as never[]));
};

const program = new Command("nslab")
  .description("A course you run: build a Linux container by hand, every step run on your own kernel and proved.")
  .version(context.version, "-V, --version")
  .showSuggestionAfterError()
  .showHelpAfterError("(nslab --help shows what there is)")
  .configureHelp({ showGlobalOptions: false })
  .exitOverride();

program
  .command("verify")
  .description("judge the running lab as it is now, or replay lessons in throw-away labs")
  .argument("[lesson...]", "lessons by number or id; all of them by default")
  .option("--replay", "replay lessons even while a lab is running", false)
  .addOption(new Option("--format <format>", "how the report is written").choices(["pretty", "json", "junit", "tap"]).default("pretty"))
  .option("--jobs <n>", "lessons replayed side by side", wholeNumber, 1)
  .action(
    does(async (lessons: string[], options: { replay: boolean; format: "pretty" | "json" | "junit" | "tap"; jobs: number }) => {
      const { verify } = await import("./verify.ts");
      return verify(context, { lessons, ...options });
    }),
  );

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("A whole number from 1 up.");
  return value;
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
}
process.exitCode = exitCode;
