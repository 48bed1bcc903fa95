import { listed, type Message, say, verbatim } from "../src/say/message.ts";

/** A line of a file with counters, as it was printed last. */
export function counterSeen(counter: string, count: number | undefined): Message {
  return count === undefined ? say`${{ counter }} not seen` : verbatim(`${counter} ${count}`);
}

/** What was seen, and what the kernel says. */
export function beside(seen: Message, kernel: Message): Message {
  return say`${{ facts: listed([seen, kernel], ";") }}`;
}
