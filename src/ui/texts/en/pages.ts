import type { Totals } from "../../../progress/totals.ts";

/** Whole screens, in Markdown, and the list of lessons. */
export const pages = {
  welcome: `**Welcome.** This course builds a Linux container by hand, one kernel feature at a time. Every command runs for
real, and after each one the kernel is asked whether it did what it says.

It all happens in a *lab*: a small host made for you, with a network of its own, which ends when you quit.
Nothing on your machine is touched, whatever you type in there.

- **Enter** runs the command that is shown. Better: **t** gives you the lab's own shell, and you type it.
- **h** gives a hint, **?** explains all keys.
- **q** quits at any time. Your place is kept; \`nslab\` goes on from there.`,

  /** Where the learner stood is not in this version of the course. */
  placeGone: {
    step: `The step where you were is no longer in the course. You go on after the last step of this lesson that you passed;
what you passed stays on record, and \`nslab list\` shows it.`,
    lesson: `The lesson where you were is no longer in the course. You go on after the last step that you passed; what you passed
stays on record, and \`nslab list\` shows the lessons there are.`,
  },

  /** At the end of each way out. */
  goodbye: "The lab is gone, and nothing of it is left on your machine. Your place is kept: `nslab` goes on from there.",

  courseEnded: `That was the last lesson. You have built by hand what a container runtime builds: namespaces, a root file system, a
network, limits. \`nslab lesson 4\`, or any other number, opens a lesson again; \`nslab script 1\` prints the commands
that build a container.`,

  /** The same to somebody who has not been through all of it. */
  courseEndedWithGaps: (steps: number) =>
    `That was the last lesson. ${counted(steps, "step")} of the course ${steps === 1 ? "has" : "have"} not been passed yet: \`nslab list\` shows where. \`nslab lesson 4\`, or any other number, opens a lesson again.`,

  help: `**Keys**, wherever they make sense, whether or not there is room to show them:

- **Enter** does what is said beside it: mostly, it types the command and runs it.
- **t** gives you the terminal, to type whatever you like. **Ctrl-]** (Ctrl-5) comes back, **Ctrl-^** (Ctrl-6)
  goes to the step's other terminal, where it has one.
- **h** gives a hint, another one each time; the last is the command itself.
- **c** looks at the lab now: for each check what is expected, what was found, how to see it yourself.
- **d** shows what this step has changed, **m** the map of the lab, **e** the command piece by piece.
- **o** shows all that the command printed, where only a part of it stands here.
- **b** goes back one step, **r** restarts the lesson, both in a fresh lab; **s** skips this step.
- **f** restores what earlier steps set up, where it no longer holds.
- **l** lists the lessons to open one, **g** the languages. **q** quits; your place is kept. **Ctrl-C** does
  the same, but while a command runs it goes to that command.

The *lab* is a disposable host made for this lesson. Your own computer is called *the machine*, and is not touched.
A *check* asks the kernel, not your typing: any commands that lead there are right.`,

  list: {
    /** Headings. */
    lesson: "lesson",
    steps: "steps",
    solutions: "solutions",
    time: "time",
    count: (passed: number, steps: number) => `${passed} of ${steps}`,
    shortCount: (passed: number, steps: number) => `${passed}/${steps}`,
    /** A lesson, and a step of one, where lines are read one after the other. */
    row: (id: string, title: string) => `${id}: ${title}${/[.?]$/.test(title) ? "" : "."}`,
    stepRow: (title: string, facts: string, time: string) => `${title}: ${facts}${time === "" ? "" : `, ${time}`}.`,
    sentence: (passed: number, steps: number, solutions: number, time: string) =>
      passed === 0 && time === ""
        ? `Not begun, ${counted(steps, "step")}.`
        : `${passed} of ${steps} steps passed${solutions === 0 ? "" : `, ${counted(solutions, "solution")} shown`}${time === "" ? "" : `, ${time}`}.`,
    current: "You are here.",
    /** How a step was passed. */
    step: (by: string, passed: boolean, solution: boolean) =>
      [...(passed ? [BY[by] ?? "passed"] : []), ...(solution ? ["solution shown"] : [])].join(", "),
    notPassed: "not passed yet",
    questions: "Questions at its end",
    /** How a question was answered: at which try it was right. */
    answered: (tries: number) => (tries === 1 ? "right at once" : `right at try ${tries}`),
    notAnswered: "not answered yet",
    standing: (number: number, id: string, step: number, count: number, title: string) =>
      `You are at lesson ${number}, ${id}, step ${step} of ${count}: ${title}.`,
    total: (totals: Totals, time: string) =>
      `${totals.passed} of ${counted(totals.steps, "step")} passed, ${totals.typed} typed by yourself; ${counted(totals.solutions, "solution")} shown; ${time} spent.`,
    howToOpen: "nslab start goes on where you are; nslab lesson 3 opens lesson 3, nslab list 3 shows its steps.",
    howToGoOn: (number: number) =>
      `nslab start goes on where you are; nslab lesson ${number} opens this lesson at its beginning.`,
  },
};

const BY: Readonly<Record<string, string>> = { typed: "typed", enter: "with Enter" };

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
