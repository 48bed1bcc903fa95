import type { FrontProgram } from "../../../kernel/front-program.ts";
import { leavingKeys } from "../../leaving-keys.ts";
import { inEnglish } from "../../../say/words.ts";
import { lackingText } from "../../../player/lacking.ts";
import type { SkipReason, StepTrouble } from "../../../player/events.ts";

/** Words around a lesson as it is played. */
export const play = {
  lesson: (number: number, title: string) => `Lesson ${number}: ${title}`,
  step: (number: number, count: number, title: string) => `Step ${number} of ${count}: ${title}`,
  challenge: (title: string) => `Challenge: ${title}`,
  /** A lesson that is entered in the middle. */
  goesOn: (number: number, count: number) =>
    `It goes on at step ${number} of ${count}. The lab is a new one; what the steps before do in it has just been done again.`,
  /** Said in a language that the lesson has no words in. */
  notTranslated: "This lesson has not been translated yet: its words are in English.",
  closing: "What you have seen",
  look: "**Look for:**",
  also: "Also right:",
  inTerminal: (terminal: string) => `In the terminal "${terminal}":`,
  failsInTerminal: (terminal: string, lines: "all" | "first" | "last") =>
    lines === "all"
      ? `In the terminal "${terminal}", and meant to fail:`
      : `In the terminal "${terminal}"; the ${lines} line is meant to fail:`,
  pressIn: (key: string, terminal: string) => `${key} in the terminal "${terminal}":`,
  pressKey: (key: string) => `(press ${key})`,
  solutionRuns: "One solution is played now; any other that reaches the goal is as good.",
  linesBetween: (lines: number) => `    ... ${lines} lines not shown ...`,
  /** While a command still prints more than is shown. */
  moreLines: (lines: string) => `... ${lines} more lines so far; Ctrl-C ends the command`,
  /** Of a command that has printed nothing for a while. */
  stillRuns: "... still running; Ctrl-C ends the command",
  doneWhen: "Done when:",
  moreFailed: "c shows what was found for these, too.",

  /** Labels of a check's verdict. */
  seen: "seen",
  expected: "expected",
  found: "found",
  lookYourself: "see it yourself",
  diesAt: "packet dies at",
  cause: "likely reason",
  next: "what to do",
  /** What to do of it by a key. */
  offers: {
    look: (next: string) => `${next} c looks again.`,
    skip: (next: string) => `${next} s skips this step.`,
    hints: (next: string) => `${next} h shows them.`,
  },
  provedNothing: "This already held before the command, so it proves nothing.",

  /** Which step was skipped, and why. */
  stepSkipped: (title: string, why: string) => `${title}. ${why}`,
  skipped: (reason: SkipReason) => {
    switch (reason.type) {
      case "machine":
        return `Skipped: ${inEnglish(lackingText(reason))}`;
      case "after-failure":
        return `Not played: it builds on the step "${reason.step}", which did not pass.`;
      case "learner":
        return "Skipped. It can be done later: open this lesson again.";
    }
  },
  /** In a lesson's opening; `why` is one or two sentences. */
  willSkip: (steps: readonly number[], challenge: boolean, why: string) =>
    `**Skipped on this machine:** ${listed([
      ...(steps.length === 0 ? [] : [`${steps.length === 1 ? "step" : "steps"} ${listed(steps.map(String))}`]),
      ...(challenge ? ["the challenge"] : []),
    ])}. ${why}`,
  notPlayed: (steps: number, failed: string) =>
    steps === 1
      ? `1 step was not played: it builds on "${failed}".`
      : `${steps} steps were not played: they build on "${failed}".`,

  trouble: (trouble: StepTrouble) => {
    switch (trouble.type) {
      case "stuck":
        return trouble.seconds === 0
          ? `\`${trouble.line}\` could not be typed: ${inTheWay(trouble.inFront ?? null)}`
          : `\`${trouble.line}\` has not come back after ${trouble.seconds} s. It may be waiting for input, or for an answer from the network.`;
      case "terminal-closed":
        return `The shell in the terminal "${trouble.terminal}" has ended, and what it had entered (a namespace, a chroot) was left with it. A new shell starts on the host; to have the earlier steps again, open the lesson again.`;
      case "not-prepared":
        return `The lesson's starting point could not be made: \`${trouble.line}\` failed.\n\n${trouble.output}\n\n\`nslab doctor\` finds out what this machine is missing.`;
      case "lab-ended":
        return `The lab has ended, and everything in it is gone; your machine and your progress are untouched. ${
          trouble.complaint === "" ? "" : `Its last words: ${inEnglish(trouble.complaint)}. `
        }Start again with \`nslab\`: it makes a new lab and goes on at this step.`;
    }
  },

  done: (number: number, title: string, summary: string) => `Lesson ${number}, ${title}: ${summary}`,
  /** @param counts `from`: number of the first step that was played */
  summary: (
    counts: { readonly passed: number; readonly failed: number; readonly skipped: number; readonly from: number },
    time: string,
  ) => {
    const parts = [
      `${counts.passed} ${counts.passed === 1 ? "step" : "steps"} passed${counts.from > 1 ? `, from step ${counts.from} on` : ""}`,
      ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
      ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
    ];
    return `${parts.join(", ")}, in ${time}.`;
  },
  left: (number: number, count: number) => `You leave at step ${number} of ${count}.`,
};

/** Words as a sentence lists them: a, b and c. */
function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** Completes "… could not be typed: ". */
function inTheWay(program: FrontProgram | null): string {
  if (program === null) return "another command is still running in that terminal. End it there with Ctrl-C, then try again.";
  return program.isShell
    ? `in that terminal you are in a shell of your own, \`${program.name}\`, which does not tell nslab when a command has ended. Type it there yourself (t), and it is judged; or leave that shell with \`exit\` (t), then try again.`
    : `\`${program.name}\` is still running in that terminal. Leave it there (t) with ${leavingKeys(program.name)}, then try again.`;
}
