import { type Message, say } from "../say/message.ts";
import { systemSaid } from "./failure-texts.ts";

/**
 * Why something that was printed has not arrived, for the person.
 *
 * @param isTTY whether it was printed to a terminal
 * @returns null where nobody is there any more to read it, which is no failure: of a pipe, or of a terminal that was closed
 */
export function outputFailure(error: unknown, isTTY: boolean): Message | null {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  if (code === "EPIPE" || (isTTY && code === "EIO")) return null;
  const complaint = systemSaid(error instanceof Error ? error.message : String(error));
  const why = WHY[code] ?? say`it was refused. Send it to another file or program, and ask again.`;
  return say`nslab could not write all of its output: ${{ why }}\n${{ complaint }}`;
}

const WHY: Readonly<Record<string, Message>> = {
  ENOSPC: say`the disk is full. Make room, and ask again.`,
  EDQUOT: say`your part of the disk is full. Make room, and ask again.`,
  EFBIG: say`the file may not be as large as that. ulimit -f shows the limit; raise it, and ask again.`,
};
