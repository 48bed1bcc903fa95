import type { TerminalName } from "../src/terminal/names.ts";
import { allOf } from "./all-of.ts";
import { type Check, couldNotLook, verdict } from "./check.ts";
import { strayed } from "./places.ts";

/**
 * What was printed in a terminal since the step began shows a fact, whatever command printed it.
 *
 * @param fact what a person should have seen, as in "the mount of data"
 */
export function shown(terminal: TerminalName, pattern: RegExp, fact: string): Check {
  const expected = `the terminal ${terminal} showed ${fact}`;
  return {
    name: expected,
    kind: "seen",
    within: 1000,
    judge: async (scene) => {
      const output = scene.terminal(terminal)?.output ?? null;
      const look = `read the output in the terminal ${terminal}`;
      if (output === null) {
        return couldNotLook({
          expected,
          observed: "what was printed there is not known here",
          look,
          cause: "Output is seen only while the step is played.",
          next: "Play the step again.",
        });
      }
      const passed = pattern.test(output);
      return verdict(passed, {
        expected,
        observed: output.trim() === "" ? "nothing was printed" : lastLines(output),
        look,
        cause: "The command was typed in another terminal or namespace, or it printed something else.",
        next: `Type the command of this step in the terminal ${terminal}.`,
        ...(passed ? null : await strayed(scene, terminal)),
      });
    },
  };
}

/** A command of this step ended with that exit code (bash(1), EXIT STATUS). */
export function exitCode(terminal: TerminalName, wanted: (code: number) => boolean, expected: string): Check {
  return {
    name: expected,
    kind: "seen",
    within: 1000,
    judge: async (scene) => {
      const code = scene.terminal(terminal)?.lastCode ?? null;
      return verdict(code !== null && wanted(code), {
        expected,
        observed: code === null ? "no command has ended yet" : `the last command's exit code was ${code}`,
        look: `in the terminal ${terminal}: echo $?`,
        cause: "Another command ran last, or it ended in another way.",
        next: `Type the command of this step in the terminal ${terminal}.`,
      });
    },
  };
}

export interface Failure {
  /** bash(1), EXIT STATUS; a test where versions differ. */
  readonly code: number | ((code: number) => boolean);
  /** The stable part of the message, whatever the version or the quotation marks; none for a program that fails without a word. */
  readonly pattern?: RegExp;
  /** What a person should have seen fail, as in `that bash cannot be started`. */
  readonly fact: string;
}

/** A command of this step failed as it was meant to: its message was seen, and its exit code. */
export function commandFailed(terminal: TerminalName, { code, pattern, fact }: Failure): Check {
  const isWanted = typeof code === "number" ? (each: number) => each === code : code;
  const failed = exitCode(
    terminal,
    isWanted,
    `the last command in the terminal ${terminal} failed${typeof code === "number" ? ` with the exit code ${code}` : ""}`,
  );
  const name = `the terminal ${terminal} showed ${fact}`;
  return pattern === undefined ? { ...failed, name } : allOf(name, [shown(terminal, pattern, fact), failed]);
}

const LINES = 3;

function lastLines(output: string): string {
  return output.trim().split("\n").slice(-LINES).join(" ⏎ ");
}
