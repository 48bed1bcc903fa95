import type { Message } from "../src/say/message.ts";

/** Why something is as it is, and what to do about it. */
export interface Advice {
  readonly cause: Message;
  readonly next: Message;
}
