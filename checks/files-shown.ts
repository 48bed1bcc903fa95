import { bytesAt } from "../src/kernel/process-files.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import type { Check } from "./check.ts";
import { isVerdict, processAt, type Where } from "./places.ts";
import { shownFact } from "./shown-fact.ts";

export interface FileShown {
  /** The file by its short name, as in `data/note`. */
  readonly name: string;
  /** The command that writes a line into it, and where, for a file that is empty. */
  readonly write: string;
}

/** What a file holds was seen, whatever that is. */
export function showsFile(terminal: Where & TerminalName, path: string, { name, write }: FileShown): Check {
  return shownFact({
    terminal,
    fact: `what the file ${name} holds`,
    cause: "The file was not printed, or another one, or in another terminal.",
    next: `Type in the terminal ${terminal}: cat ${name}. It must hold something: ${write}`,
    agrees: async (output, scene) => {
      const process = await processAt(scene, terminal, "");
      if (isVerdict(process)) return { passed: false, observed: process.observed };
      const text = bytesAt(process.machinePid, path)?.toString().trim() ?? null;
      return {
        passed: text !== null && text !== "" && output.includes(text),
        observed:
          text === null ? `there is no ${path} there` : text === "" ? `${path} is empty` : `${path} holds: ${text.slice(0, 60)}`,
      };
    },
  });
}
