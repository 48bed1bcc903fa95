import { type Said, say } from "../src/say/message.ts";
import { TERMINAL_NAMES, type TerminalName } from "../src/terminal/names.ts";
import { type Check, type Scene, verdict } from "./check.ts";
import { causeInOutput, missingProgram } from "./missing-program.ts";
import { outputUnknown, readOutput, showed } from "./output.ts";
import { displaced, strayed, straying } from "./places.ts";
import { notAllRead } from "./unread.ts";

/** Whether what was printed shows the fact, and is true. */
export interface Agreement {
  readonly passed: boolean;
  readonly observed: Said;
  /** The reason, where it was found out. */
  readonly cause?: Said;
}

export interface ShownFact {
  readonly id?: string;
  readonly terminal: TerminalName;
  /** What a person should have seen, as in "the count of throttled periods". */
  readonly fact: Said;
  readonly cause: Said;
  readonly next: Said;
  /** Compares the output since the step began with the kernel. */
  readonly agrees: (output: string, scene: Scene) => Agreement | Promise<Agreement>;
}

/**
 * What was printed in a terminal since the step began shows a fact, and the kernel agrees. Unlike a
 * pattern alone it passes only on a number that is true.
 */
export function shownFact({ id, terminal, fact, cause, next, agrees }: ShownFact): Check {
  const expected = showed(terminal, fact);
  return {
    ...(id === undefined ? {} : { id }),
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
      if (output.trim() === "") {
        const known = await shownElsewhere(scene, terminal, agrees);
        return verdict(false, {
          expected,
          observed: say`nothing was printed`,
          look,
          cause: known ?? causeInOutput(output),
          next,
          ...(known === null ? await displaced(scene, terminal) : null),
        });
      }
      const { passed, observed, cause: found } = await agrees(output, scene);
      const unread = passed ? null : notAllRead(await scene.snapshot(), [{ part: "processes" }], { expected, look });
      if (unread !== null) return unread;
      const known = found ?? (missingProgram(output) === null ? cause : causeInOutput(output));
      return verdict(passed, {
        expected,
        observed,
        look,
        cause: known,
        next,
        ...(passed ? null : await strayed(scene, terminal)),
      });
    },
  };
}

/** The cause, where another terminal shows the very thing: it was typed there. */
async function shownElsewhere(scene: Scene, terminal: TerminalName, agrees: ShownFact["agrees"]): Promise<Said | null> {
  for (const other of TERMINAL_NAMES) {
    const output = other === terminal ? "" : (scene.terminal(other)?.output ?? "");
    if (output.trim() !== "" && (await agrees(output, scene)).passed) return straying(terminal, other).cause;
  }
  return null;
}
