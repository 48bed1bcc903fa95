import { closeSync, fstatSync, ftruncateSync, writeSync } from "node:fs";
import { type Message, say } from "../say/message.ts";
import { Cast, type CastFormat, onResize, overheard } from "../ui/asciicast.ts";
import { sizeOf } from "../ui/streams.ts";
import { SYSTEM_CLOCK } from "./clock.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { openOwnFile } from "./own-file.ts";
import { ownerOf } from "./owner.ts";
import { tell } from "./telling.ts";
import { systemReason } from "../say/system-reason.ts";

export interface RecordOptions {
  /** The file to record to; without one nothing is recorded. */
  readonly record?: string;
  readonly recordFormat: CastFormat;
  readonly force: boolean;
}

/** Runs a command, with all that it shows recorded when that was asked for. */
export async function recorded(
  context: Context,
  options: RecordOptions,
  run: (context: Context) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { record: file, recordFormat: format, force } = options;
  if (file === undefined) return run(context);
  const opened = openOwnFile(file, ownerOf(context).ids, force);
  if (opened.type === "not-opened") {
    tell(context, opened.message);
    return EXIT.usage;
  }
  const { output, errors, machine } = context;
  let isWhole = true;
  const cast = new Cast({
    write: lineWriter(opened.descriptor, (detail) => {
      isWhole = false;
      tell(
        context,
        say`\nThe recording ${{ file }} ends here: ${{ detail }}. What it holds up to now can be played; the course goes on.`,
      );
    }),
    now: () => SYSTEM_CLOCK.now(),
    timestamp: Math.round(Date.now() / 1000),
    title: "nslab",
    size: sizeOf(output),
    type: machine.environment["TERM"],
    format,
  });
  const hear = (chunk: string | Uint8Array) => cast.output(chunk);
  const stop = onResize(output, (size) => cast.resize(size));
  let code: ExitCode = EXIT.failed;
  try {
    // What goes to a terminal by way of the standard error stands on the same screen.
    code = await run({
      machine,
      version: context.version,
      spoken: context.spoken,
      course: context.course,
      input: context.input,
      output: overheard(output, hear),
      errors: errors.isTTY ? overheard(errors, hear) : errors,
      stop: context.stop,
      terminal: context.terminal,
      ending: context.ending,
    });
    return code === EXIT.ok && !isWhole ? EXIT.failed : code;
  } finally {
    stop();
    cast.exit(context.stop.aborted && code === EXIT.ok ? EXIT.interrupted : code);
    closeSync(opened.descriptor);
  }
}

/**
 * Writes lines at once, so that a kill loses none. One that does not fit on the disk is taken back, said, and the last.
 */
function lineWriter(descriptor: number, failed: (detail: Message) => void): (line: string) => boolean {
  const isFile = fstatSync(descriptor).isFile();
  let kept = 0;
  return (line) => {
    const bytes = Buffer.from(line);
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
      kept += bytes.length;
      return true;
    } catch (error) {
      if (isFile) ftruncateSync(descriptor, kept);
      failed(systemReason(error));
      return false;
    }
  };
}
