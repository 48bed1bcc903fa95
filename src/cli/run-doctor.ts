import { asCalled } from "../ui/called.ts";
import { wrappingStream } from "../ui/wrapping-stream.ts";
import { type Context, type ExitCode } from "./context.ts";
import { doctor } from "./doctor.ts";
import { reportStyle } from "./write-report.ts";

/** `nslab doctor`, with a person to ask where there is a terminal. */
export async function runDoctor(
  context: Context,
  options: { readonly fix: boolean; readonly plain: boolean },
): Promise<ExitCode> {
  const ask = async (question: string) => (await import("../ui/confirm.ts")).confirm(question, context.terminal);
  const output = wrappingStream(context.output, asCalled(context.machine.environment));
  return doctor({
    fix: options.fix,
    machine: context.machine,
    write: (text) => void output.write(text),
    style: reportStyle(context, options),
    ...(context.input.isTTY && context.output.isTTY ? { ask } : {}),
  });
}
