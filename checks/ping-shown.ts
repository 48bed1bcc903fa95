import { listed, say, verbatim } from "../src/say/message.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import { type Check, checkId } from "./check.ts";
import { type Agreement, shownFact } from "./shown-fact.ts";

/** An answer to a ping of that address was seen: itself, or in the count at the end, which is all that `ping -q` prints. */
export function showsAnswer(terminal: TerminalName, address: string): Check {
  return shownFact({
    id: checkId("shows-answer", address, terminal),
    terminal,
    fact: say`an answer from ${{ address }}`,
    cause: say`No answer to a ping of that address was printed.`,
    next: say`Type in the terminal ${{ terminal }}: ${{ lines: `ping -c 1 -W 1 ${address}` }}`,
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
    if (isAnswer || (current === address && RECEIVED.test(line))) return { passed: true, observed: verbatim(line.trim()) };
  }
  const others = [...pinged].filter((each) => each !== address);
  if (pinged.has(address)) return { passed: false, observed: say`${{ address }} was pinged, and no answer came` };
  const last = others.at(-1);
  return last === undefined
    ? { passed: false, observed: say`no ping was seen` }
    : {
        passed: false,
        observed: say`${{ others: listed(others, "and") }} was pinged, not ${{ address }}`,
        cause: say`The ping went to another address, ${{ last }}.`,
      };
}
