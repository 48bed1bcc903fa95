import { asCalled } from "../ui/called.ts";
import { containerScript, LAST_CONTAINER } from "../course/container-script.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";

/** `nslab script N`: the commands that build container N, on standard output. */
export async function script(context: Context, number: string): Promise<ExitCode> {
  const n = Number(number);
  if (!Number.isInteger(n) || n < 1 || n > LAST_CONTAINER) {
    context.errors.write(`"${number}" is no container's number. They are numbered from 1 to ${LAST_CONTAINER}: nslab script 1\n`);
    return EXIT.usage;
  }
  context.output.write(asCalled(context.machine.environment)(`${containerScript(n).join("\n")}\n`));
  return EXIT.ok;
}
