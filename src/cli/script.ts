import { containerScript, LAST_CONTAINER } from "../course/container-script.ts";
import { say } from "../say/message.ts";
import { asCalled } from "../ui/called.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { tell, told } from "./telling.ts";

/** `nslab script N`: the commands that build container N, on standard output. */
export async function script(context: Context, number: string): Promise<ExitCode> {
  const n = Number(number);
  if (!Number.isInteger(n) || n < 1 || n > LAST_CONTAINER) {
    tell(
      context,
      say`"${{ number }}" is no container's number. They are numbered from 1 to ${{ last: LAST_CONTAINER }}: nslab script 1`,
    );
    return EXIT.usage;
  }
  const lines = containerScript(n).map((line) => `${told(context, line)}\n`);
  context.output.write(asCalled(context.machine.environment)(lines.join("")));
  return EXIT.ok;
}
