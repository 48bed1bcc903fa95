import type { Command } from "commander";
import { textWidth } from "../../ui/layout.ts";
import { capabilitiesOf, sizeOf } from "../../ui/streams.ts";
import { createStyle } from "../../ui/style.ts";
import type { Context } from "../context.ts";
import { HELP_WORDS } from "./all-words.ts";
import { helpPage } from "./help-page.ts";

/** Prints all there is to say of a command; of nslab itself where it is the program. */
export function printHelp(context: Context, command: Command): void {
  const { output, machine } = context;
  const style = createStyle(capabilitiesOf(output, machine.environment, { plain: command.opts()["plain"] === true }));
  const width = textWidth(sizeOf(output).columns);
  output.write(helpPage(command, HELP_WORDS[command.name()], { width, style }));
}
