import { appendFileSync } from "node:fs";

/** Tells what is being tried on the machine's console: what stands there last is what ended the machine. */
export function say(text: string): void {
  try {
    appendFileSync("/dev/console", `${text}\r\n`);
  } catch {
    // an ordinary user may not
  }
}
