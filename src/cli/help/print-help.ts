import type { Command } from "commander";
import type { Said } from "../../say/message.ts";
import { asCalled } from "../../ui/called.ts";
import { capabilitiesOf } from "../../ui/streams.ts";
import type { Context } from "../context.ts";
import { told } from "../telling.ts";
import { HELP_WORDS } from "./all-words.ts";
import { helpPage } from "./help-page.ts";

/** As wide as manual pages are. */
const WIDEST = 80;

/**
 * Prints all there is to say of a command; of nslab itself where it is the program. Bold is all it needs (ECMA-48: SGR),
 * and a library for colours costs more than the page.
 */
export function printHelp(context: Context, command: Command): void {
  const { output, machine } = context;
  const { colour, columns } = capabilitiesOf(output, machine.environment, { plain: command.opts()["plain"] === true });
  const named = asCalled(machine.environment);
  const strong = (text: string) => (colour === 0 ? text : text.replace(/.+/g, "\u001b[1m$&\u001b[22m"));
  const look = {
    width: Math.min(columns, WIDEST),
    style: { strong },
    asCalled: named,
    told: (said: Said) => told(context, said),
  };
  output.write(helpPage(command, HELP_WORDS[command.name()], look));
}
