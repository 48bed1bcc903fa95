import { type Message, type Said, say } from "../src/say/message.ts";
import { type Content, contentAt } from "../src/kernel/process-files.ts";
import { printableLine } from "../src/lab/printable.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import { type Check, checkId } from "./check.ts";
import { typeIn } from "./networks.ts";
import { isVerdict, processAt } from "./places.ts";
import type { Where } from "./network-places.ts";
import { shownFact } from "./shown-fact.ts";

export interface FileShown {
  /** The file by its short name, as in `data/note`. */
  readonly name: string;
  /** The command that writes a line into it, and where, for a file that is empty. */
  readonly write: Said;
}

/** What a file holds was seen, whatever that is. */
export function showsFile(terminal: Where & TerminalName, path: string, { name, write }: FileShown): Check {
  return shownFact({
    id: checkId("shows-file", path, terminal),
    terminal,
    fact: say`what the file ${{ name }} holds`,
    cause: say`The file was not printed, or another one, or in another terminal.`,
    next: say`${{ show: typeIn(terminal, `cat ${name}`) }}. It must hold something: ${{ write }}`,
    agrees: async (output, scene) => {
      const process = await processAt(scene, terminal, "");
      if (isVerdict(process)) return { passed: false, observed: process.observed };
      const content = contentAt(process, path);
      const text = content.type === "content" && content.isWhole ? content.bytes.toString().trim() : "";
      return { passed: text !== "" && output.includes(text), observed: describe(path, content) };
    },
  });
}

/** As much of a file's content is told. */
const SHOWN = 60;

function describe(path: string, content: Content): Message {
  if (content.type === "absent") return say`there is no ${{ path }} there`;
  if (content.type === "unreadable") return say`${{ path }} could not be read: ${{ why: content.why }}`;
  if (!content.isWhole) return say`${{ path }} holds more than anybody can look through`;
  const text = content.bytes.toString().trim();
  return text === "" ? say`${{ path }} is empty` : say`${{ path }} holds: ${{ text: printableLine(text, SHOWN) }}`;
}
