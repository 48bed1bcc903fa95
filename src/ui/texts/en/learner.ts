/** Words for a person who is asked: keys, hints, and what happens in between. */
export const learner = {
  /** Beside each key; the second form is for narrow windows. */
  keys: {
    begin: ["begin"],
    run: ["run it", "run"],
    runSolution: ["run the solution", "run it"],
    tryAgain: ["try again"],
    solve: ["solve it in the terminal", "solve it"],
    type: ["type it myself"],
    typeAgain: ["type it myself", "type it"],
    lookAround: ["use the terminal"],
    hint: ["hint"],
    checks: ["checks"],
    explain: ["explain", "flags"],
    skip: ["skip"],
    skipNow: ["skip it"],
    stay: ["stay"],
    quit: ["quit"],
    help: ["help"],
    next: ["next step", "next"],
    nextLesson: ["next lesson", "next"],
    finish: ["go on"],
    interrupt: ["press Ctrl-C there", "Ctrl-C"],
  },
  enterKey: "Enter",
  anyKey: "any other key",

  stateHint: "What the lab shows:",
  hint: (number: number, count: number) => `Hint ${number} of ${count}:`,
  solution: "the command itself, below.",
  flags: "Piece by piece:",
  looking: "Looking ...",
  checksNow: "The checks of this step, as the lab is now:",
  skipSure: "Later steps may need what this one does. Skip it all the same?",
  challengeGoal: (terminal: string) =>
    `Solve it in the terminal "${terminal}", with any commands you like: only the result counts.`,

  takeOver: {
    entered: (terminal: string) => `You are in the terminal "${terminal}". Ctrl-] goes back to the lesson.`,
    running: "A command is still running here. Ctrl-C ends it.",
    allPassed: "That is it: all checks of this step pass. Ctrl-] goes on with the lesson.",
    left: "Back in the lesson.",
    closed: (terminal: string) =>
      `The shell in the terminal "${terminal}" has ended. The next one starts on the host, outside of what this one had entered.`,
    labEnded: "The lab has ended.",
  },

  interrupted: "It has ended.",
  notInterrupted: "It is still running. Type t to see what it is doing and to end it your way, or q to quit.",
};
