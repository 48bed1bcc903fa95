import { listed, type Message, type Said, say, verbatim } from "../src/say/message.ts";
import type { TerminalName } from "../src/terminal/names.ts";
import { allOf } from "./all-of.ts";
import { type Check, checkId, couldNotLook, type SceneTerminal, type Verdict, verdict } from "./check.ts";
import { causeInOutput, missingProgram } from "./missing-program.ts";
import { strayed } from "./places.ts";
import { endOfLastIn, foundIn, isFoundIn } from "./search.ts";

/**
 * What was printed in a terminal since the step began shows a fact, whatever command printed it.
 *
 * @param fact what a person should have seen, as in "the mount of data"
 * @param next what to type, as a sentence
 */
export function shown(terminal: TerminalName, pattern: RegExp, fact: Said, next: Said = commandOfStep(terminal)): Check {
  const expected = showed(terminal, fact);
  return {
    id: checkId("shown", terminal),
    name: expected,
    kind: "seen",
    within: 1000,
    shownIn: terminal,
    judge: async (scene) => {
      const output = scene.terminal(terminal)?.output ?? null;
      const look = readOutput(terminal);
      if (output === null) {
        return outputUnknown(expected, look);
      }
      const found = foundIn(pattern, output);
      if (found.type === "unknown") return tooMuchPrinted(expected, look, next);
      const passed = found.type === "found";
      return verdict(passed, {
        expected,
        observed:
          output.trim() === "" ? say`nothing was printed` : found.type === "found" ? found.lines : verbatim(lastLines(output)),
        look,
        cause: causeInOutput(output),
        next,
        ...(passed ? null : await strayed(scene, terminal)),
      });
    },
  };
}

function tooMuchPrinted(expected: Said, look: Said, next: Said): Verdict {
  return couldNotLook({
    expected,
    observed: say`so much was printed that it could not be looked through`,
    look,
    cause: say`Something else has filled the terminal since the step began.`,
    next: say`Clear the terminal with the command clear. ${{ next }}`,
  });
}

/** A command of this step ended with that exit code (bash(1), EXIT STATUS). */
export function exitCode(terminal: TerminalName, wanted: (code: number) => boolean, expected: Said): Check {
  return {
    id: checkId("exit-code", terminal),
    name: expected,
    kind: "seen",
    within: 1000,
    shownIn: terminal,
    judge: async (scene) => {
      const code = scene.terminal(terminal)?.codes.at(-1) ?? null;
      return verdict(code !== null && wanted(code), {
        expected,
        observed: code === null ? say`no command has ended yet` : say`the last command's exit code was ${{ code }}`,
        look: say`in the terminal ${{ terminal }}: ${{ lines: "echo $?" }}`,
        ...(isBlind(scene.terminal(terminal))
          ? blindAdvice(terminal)
          : { cause: say`Another command ran last, or it ended in another way.`, next: commandOfStep(terminal) }),
      });
    },
  };
}

/** Something is in front, and no command has told that it ended: a shell that sends no marks, perhaps. */
function isBlind(terminal: SceneTerminal | null): boolean {
  return terminal !== null && terminal.running && terminal.codes.length === 0;
}

function blindAdvice(terminal: TerminalName): { readonly cause: Said; readonly next: Said } {
  return {
    cause: say`Something is still in front there, a program or another shell, of whose commands no exit code is known.`,
    next: say`Leave it (a shell with exit), and type the command of this step in the terminal ${{ terminal }} once more.`,
  };
}

/** Some command of this step ended with such an exit code: a condition beside the message, which alone is told. */
function someExitCode(terminal: TerminalName, wanted: (code: number) => boolean, expected: Said, next: Said): Check {
  const last = exitCode(terminal, wanted, expected);
  return {
    ...last,
    judge: async (scene) => {
      const { codes } = scene.terminal(terminal) ?? { codes: [] };
      const judged = await last.judge(scene);
      if (judged.type === "pass") return { ...judged, shown: "" };
      if (judged.type === "error") return judged;
      const found = codes.find(wanted);
      // A shell that sends no marks tells no codes: there the message says enough.
      if (isBlind(scene.terminal(terminal)))
        return { type: "pass", expected, observed: say`the shell there tells no exit codes`, look: judged.look, shown: "" };
      if (found === undefined) return { ...judged, next };
      return {
        type: "pass",
        expected,
        observed: say`a command's exit code was ${{ code: found }}`,
        look: judged.look,
        shown: "",
      };
    },
  };
}

export interface Failure {
  /** bash(1), EXIT STATUS; a test where versions differ. */
  readonly code: number | ((code: number) => boolean);
  /** The stable part of the message, whatever the version or the quotation marks; none for a program that fails without a word. */
  readonly pattern?: RegExp;
  /** What a person should have seen fail, as in `that bash cannot be started`. */
  readonly fact: Said;
  /** The command that fails, for whoever is stuck. */
  readonly command?: Said;
}

/** A command of this step failed as it was meant to: its message was seen, and its exit code. Without a message it must be the last one. */
export function commandFailed(terminal: TerminalName, { code, pattern, fact, command }: Failure): Check {
  const isWanted = typeof code === "number" ? (each: number) => each === code : code;
  const id = checkId("command-failed", terminal);
  const name = showed(terminal, fact);
  const next = command === undefined ? commandOfStep(terminal) : typeThere(terminal, command);
  if (pattern === undefined) {
    const last =
      typeof code === "number"
        ? say`the last command in the terminal ${{ terminal }} failed with the exit code ${{ code }}`
        : say`the last command in the terminal ${{ terminal }} failed`;
    return { ...exitCode(terminal, isWanted, last), id, name };
  }
  const some =
    typeof code === "number"
      ? say`a command in the terminal ${{ terminal }} failed with the exit code ${{ code }}`
      : say`a command in the terminal ${{ terminal }} failed`;
  const failed = someExitCode(terminal, isWanted, some, next);
  return allOf(id, name, [shown(terminal, pattern, fact, next), failed]);
}

function commandOfStep(terminal: TerminalName): Message {
  return say`Type the command of this step in the terminal ${{ terminal }}.`;
}

function typeThere(terminal: TerminalName, lines: Said): Message {
  return say`Type in the terminal ${{ terminal }}: ${{ lines }}`;
}

/** The name of a check that looks at what was printed. */
export function showed(terminal: TerminalName, fact: Said): Message {
  return say`the terminal ${{ terminal }} showed ${{ fact }}`;
}

/** How to see oneself what was printed. */
export function readOutput(terminal: TerminalName): Message {
  return say`read the output in the terminal ${{ terminal }}`;
}

/** Nobody here has seen what was printed. */
export function outputUnknown(expected: Said, look: Said): Verdict {
  return couldNotLook({
    expected,
    observed: say`what was printed there is not known here`,
    look,
    cause: say`Output is seen only while the step is played.`,
    next: say`Play the step again.`,
  });
}

export interface SearchInVain {
  /** What was looked for, as in `the mount of data`. */
  readonly what: Said;
  /** The list in which it would stand, when a whole list was printed instead of searched. */
  readonly list: RegExp;
  /** The thing itself. */
  readonly pattern: RegExp;
  /** The command that searches. */
  readonly next: string;
}

/** bash(1), EXIT STATUS: from here on the command was not found, or ended by a signal. */
const NOT_ITS_OWN_CODE = 126;

/** Somebody looked for a thing that is not there: a search of this step ended with an exit code other than 0, or a list without it was printed. */
export function foundNothing(terminal: TerminalName, { what, list, pattern, next }: SearchInVain): Check {
  return {
    id: checkId("found-nothing", terminal),
    name: say`a search for ${{ what }} in the terminal ${{ terminal }} found nothing`,
    kind: "seen",
    within: 1000,
    shownIn: terminal,
    judge: async (scene) => {
      const { output, codes } = scene.terminal(terminal) ?? { output: null, codes: [] };
      const expected = say`a search for ${{ what }} in the terminal ${{ terminal }} finds nothing`;
      const look = say`in the terminal ${{ terminal }}: ${{ lines: next }}`;
      const text = output ?? "";
      const end = endOfLastIn(pattern, text);
      const isListed = end === null ? null : isFoundIn(list, text.slice(end));
      if (isListed === null) return tooMuchPrinted(expected, look, say`Type in the terminal ${{ terminal }}: ${{ lines: next }}`);
      const isFailure = (code: number) => code !== 0 && code < NOT_ITS_OWN_CODE;
      // What was found before may have been taken away: then the last search counts.
      const hasFailed = (end === 0 ? codes : codes.slice(-1)).some(isFailure);
      const passed = hasFailed || isListed;
      const isFound = !passed && end !== 0;
      return verdict(passed, {
        expected,
        observed: isFound
          ? say`what was printed names ${{ what }}`
          : isListed
            ? say`a list without ${{ what }} was printed`
            : codes.length === 0
              ? say`no command has ended yet`
              : say`the exit codes of the commands were ${{ codes: listed(codes) }}`,
        look,
        cause: isFound
          ? say`It was there when the command looked.`
          : missingProgram(text) === null
            ? say`Nothing was searched for it there yet.`
            : causeInOutput(text),
        next: say`Type in the terminal ${{ terminal }}: ${{ lines: next }}`,
        ...(passed || (codes.length > 0 && !isFound) ? null : await strayed(scene, terminal)),
      });
    },
  };
}

const LINES = 3;

function lastLines(output: string): string {
  return output.trim().split("\n").slice(-LINES).join(" ⏎ ");
}
