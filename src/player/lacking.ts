import { type Message, say } from "../say/message.ts";
import type { SkipReason } from "./events.ts";

/** Why something is skipped that this machine cannot play, and what to do about it. */
export function lackingText({ what, fix }: Extract<SkipReason, { type: "machine" }>): Message {
  return say`${{ what }} ${{ fix }}`;
}
