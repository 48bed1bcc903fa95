import type { TerminalName } from "../src/terminal/names.ts";
import type { Check } from "./check.ts";
import { type Agreement, shownFact } from "./shown-fact.ts";

/** An answer to a ping of that address was seen: itself, or in the count at the end, which is all that `ping -q` prints. */
export function showsAnswer(terminal: TerminalName, address: string): Check {
  return shownFact({
    terminal,
    fact: `an answer from ${address}`,
    cause: "No answer to a ping of that address was printed.",
    next: `Type in the terminal ${terminal}: ping -c 1 -W 1 ${address}`,
    agrees: (output) => answerIn(output, address),
  });
}

/** How ping(8) begins, of iputils and busybox: with the address, behind the name where one was given. */
const BEGINNING = /^PING (\S+) \(([\d.]+)\)/;
const RECEIVED = /\b([1-9]\d*) (?:packets )?received/;

/** What was printed by ping, with what speaks against it. */
export function answerIn(output: string, address: string): Agreement {
  const pinged = new Set<string>();
  let current = "";
  for (const line of output.split("\n")) {
    const begun = BEGINNING.exec(line)?.[2];
    if (begun !== undefined) {
      current = begun;
      pinged.add(begun);
    }
    const isAnswer = /\bbytes from /.test(line) && line.split(/[\s:()]+/).includes(address);
    if (isAnswer || (current === address && RECEIVED.test(line))) return { passed: true, observed: line.trim() };
  }
  const others = [...pinged].filter((each) => each !== address);
  if (pinged.has(address)) return { passed: false, observed: `${address} was pinged, and no answer came` };
  return others.length === 0
    ? { passed: false, observed: "no ping was seen" }
    : {
        passed: false,
        observed: `${others.join(" and ")} was pinged, not ${address}`,
        cause: `The ping went to another address, ${others.at(-1)}.`,
      };
}
