/** The learner's own notes, and what is said of them. */
export const notes = {
  title: "A container, built by hand: my notes",
  intro: (version: string, day: string) =>
    `Written by nslab ${version} on ${day}, from what I did in the course: the commands I ran, what they printed, and what the kernel said afterwards.`,
  lesson: (number: number, title: string) => `Lesson ${number}: ${title}`,
  otherLesson: (id: string) => `Lesson ${id}`,
  step: (number: number, title: string) => `${number}. ${title}`,
  otherStep: (id: string) => `Step ${id}`,
  challenge: (title: string) => `Challenge: ${title}`,

  passed: (when: string) => `Passed on ${when}`,
  typedMyself: ", typed by myself",
  runByNslab: ", run with Enter",
  solutionShown: ", after I had seen the solution",
  notPassed: "Not passed yet",
  /** Behind all of these. */
  end: ".",

  inTerminal: (terminal: string) => `In the terminal "${terminal}":`,
  left: (lines: number) => `... ${lines} lines not shown ...`,
  isRunning: "(still running when the step was done)",
  changes: "What it changed in the lab:",
  checks: "What the kernel said:",
  check: (name: string, seen: string) => `${name}: ${seen}`,
  map: "The lab at the end of this lesson",

  questions: "Questions",
  answered: (question: string, tries: number, when: string) =>
    `${question} Answered on ${when}, ${tries === 1 ? "right at once" : `right at try ${tries}`}.`,

  none: "There are no notes yet. They are made from what you do in a lesson: play a step of one (nslab start), then ask again.",
  unreadable: (file: string, detail: string) =>
    `Your journal ${file} cannot be read: ${detail}. Make the file readable for you; nothing in it was changed.`,
  written: (file: string) => `Your notes are in ${file}.`,
};
