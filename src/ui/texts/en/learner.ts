import type { Lacking } from "../../../player/refused.ts";
import type { FrontProgram } from "../../../kernel/front-program.ts";
import type { Said } from "../../../say/message.ts";
import { inEnglish } from "../../../say/words.ts";
import { leavingKeys } from "../../leaving-keys.ts";
/** Words for a person who is asked: keys, hints, and what happens in between. */
export const learner = {
  /** Beside each key; the second form is for narrow windows. */
  keys: {
    begin: ["begin"],
    run: ["run it", "run"],
    runSolution: ["run the solution", "run it"],
    runAgain: ["run it again", "run it"],
    tryAgain: ["try again"],
    afresh: ["this step afresh", "afresh"],
    fix: ["fix it", "fix"],
    solve: ["solve it in the terminal", "solve it"],
    type: ["type it myself", "type it"],
    lookAround: ["use the terminal", "terminal"],
    hint: ["hint"],
    checks: ["checks"],
    changes: ["what changed", "changes"],
    map: ["map"],
    explain: ["explain", "flags"],
    output: ["all of the output", "output"],
    back: ["back"],
    redo: ["do it again", "again"],
    restart: ["restart"],
    restartNow: ["restart the lesson", "restart"],
    answer: ["answer"],
    skip: ["skip"],
    skipNow: ["skip it"],
    goOn: ["go on without it", "go on"],
    stay: ["stay"],
    lessons: ["lessons"],
    language: ["language"],
    quit: ["quit"],
    help: ["help"],
    more: ["more"],
    next: ["next step", "next"],
    nextPage: ["next page", "more"],
    backToLesson: ["back to the lesson", "back"],
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
  /** As an item of a Markdown list. */
  flag: (flag: string, meaning: string) => `\`${flag}\`: ${meaning}`,
  noFlags: "There is nothing to explain here beyond the words of the step.",
  looking: "Looking ... (any key: no more waiting)",
  making: "Making a fresh lab ...",
  checksNow: "The checks of this step, as the lab is now:",
  stillTrue: "All checks of this step still pass.",
  undone: "This step has passed once, and that stays on record. What it needs no longer holds.",
  lost: {
    title: "No longer so, although no step undid it:",
    fact: (number: number, title: string, fact: string) => `step ${number} (${title}): ${fact}`,
    terminal: (terminal: string) =>
      `the shell in the terminal "${terminal}" is where the steps so far have led it (it has ended)`,
    next: "What you passed stays on record. Type f to restore it: by the commands of those steps or, where they are not enough, in a fresh lab at this step. Or put it right yourself with t.",
    repairing: "Restoring ...",
    repaired: "It is restored, and its checks pass.",
    afresh: (number: number) =>
      `The commands of those steps are not enough here. So a fresh lab is made, at step ${number}; what the steps before it do is done again in it.`,
  },
  noOutput: "No command of this step has printed anything yet.",
  /** Where text is shown by less(1). ASCII alone, as its prompt garbles all else; no characters that it gives a meaning to. */
  pagerKeys: "Space next page, q back to the lesson",
  /** Below a page that is longer than the window. */
  pageKeys: "Space next page, q back to the lesson",
  /** Below the end of it. */
  pageEndKeys: "Enter or q back to the lesson",

  firstStep: "This is the first step of the lesson.",
  back: (number: number) => `Back to step ${number}, in a fresh lab; what the steps before it do is done again.`,
  afresh: (number: number) => `Step ${number} afresh: a new lab, and what the steps before it do is done again.`,
  restarting: "The lesson begins again, in a fresh lab.",
  restartSure: "This lab is discarded, and the lesson begins again in a fresh one. What you have passed stays on record.",
  moved: (terminal: string) =>
    `The terminal "${terminal}" is in a different shell than when this step began: typed once more, the command would run in the wrong place. Enter makes a fresh lab at this step; or go on by hand with t.`,

  lessons: {
    title: "Lessons",
    /** Below the list. */
    keys: "Up and Down move, Enter opens, Escape goes back",
    current: "you are here",
    ask: "Number of a lesson, or nothing to go back:",
    unknown: (given: string) => `There is no lesson ${given}.`,
  },

  language: {
    title: "Language",
    keys: "Up and Down move, Enter chooses, Escape goes back",
    ask: "Number of a language, or nothing to go back:",
    unknown: (given: string) => `"${given}" is not one of them.`,
    chosen: "The course speaks English from now on.",
  },

  leaveSure: "You need not leave this page: the lesson goes on right below it. **q** once more quits nslab; your place is kept.",
  skipSure: "Later steps may need what this one does. Skip it all the same?",
  /** No step comes behind a challenge. */
  skipChallengeSure: "Skip the challenge?",
  challengeGoal: (terminal: string) =>
    `Solve it in the terminal "${terminal}", with any commands you like: only the result counts.`,

  takeOver: {
    entered: (terminal: string) => `You are in the terminal "${terminal}". Ctrl-] goes back to the lesson.`,
    switches: "Ctrl-^ (Ctrl-6 on many keyboards) goes to another terminal.",
    switched: (terminal: string) => `This is the terminal "${terminal}".`,
    noOther: "This step is done in this terminal alone: there is no other one to go to.",
    /** Above what a command has printed in another terminal. */
    printedLast: (terminal: string) => `The terminal "${terminal}" printed last:`,
    /** Above the step's commands. */
    toType: "To be typed here:",
    /** Between commands of one terminal where the step does something in another one. */
    toTypeLater: (terminal: string) => `and here again after what is typed in the terminal "${terminal}":`,
    running: (program: FrontProgram | null) =>
      program === null
        ? "Something is still running here. Ctrl-C ends a command, exit a shell."
        : program.isShell
          ? `You are in a shell of your own here, ${program.name}. It shows its prompt at the next Enter; exit leaves it.`
          : `${program.name} is still running here. What leaves it: ${leavingKeys(program.name)}`,
    allPassed: "That is it: all checks of this step pass. Ctrl-] goes on with the lesson.",
    left: "Back in the lesson.",
    closed: (terminal: string) =>
      `The shell in the terminal "${terminal}" has ended. The next one starts on the host, outside of what this one had entered.`,
    leftPlace: (terminal: string, place: string) =>
      `The shell in the terminal "${terminal}" is on the host now. When this step began, it was elsewhere (${place}), and the step goes on in there: enter it again, or leave with Ctrl-] and open the lesson again.`,
    unseen: (terminal: string) =>
      `The terminal "${terminal}" does not show what you type: a program that ended in the background may have left it so. Type \`stty sane\` and press Enter, although you cannot see it; then you see again what you type.`,
    notTheLabs: (setting: string) =>
      `The kernel has refused to change \`${setting}\`: it is a setting of the whole machine. Root of this lab is root of a *user namespace* alone: it may do anything to what belongs to that, such as networks, mounts and hostnames, and nothing to the machine. Containers without root work in the same way (\`man user_namespaces\`).`,
    notInLab: (lacking: Lacking) => {
      switch (lacking.type) {
        case "device-files":
          return "No device files can be made in a lab: whoever may make one can reach the machine's disks and memory by it. So the kernel does not let root of a *user namespace*, which you are here, make any. What programs need is in /dev already; a FIFO (`mknod NAME p`) can be made.";
        case "disks":
          return "A lab has no disks and no loop devices. What is on one would be read by the kernel's own drivers, which trust it; so root of a *user namespace*, which you are here, may mount only what the kernel makes itself: tmpfs, proc, sysfs, overlays, and directories by `--bind`.";
        case "tun":
          return "A lab has no /dev/net/tun, which tun and tap links are made with. Links that need no device file, such as veth pairs and bridges, can be made here.";
        case "device":
          return `A lab has no ${lacking.name}: it leads to the machine, which root of a *user namespace*, as you are here, may not reach. Its /dev holds what programs need: \`ls /dev\`.`;
        case "clock":
          return "A lab has no clock of its own. The machine's is in no namespace that a lab could have, and only root of the machine sets it.";
        case "kernel-log":
          return "The kernel's log is the machine's: root of a *user namespace*, which you are here, may not read it.";
        case "modules":
          return "Modules are loaded into the machine's kernel, which the lab shares: root of a *user namespace*, which you are here, may load none.";
      }
    },
    elsewhere: (terminal: string, wanted: string) =>
      `You typed in the terminal "${terminal}"; this step goes on in the terminal "${wanted}", which is in another place. Ctrl-^ goes there.`,

    /** The line below a terminal; `^]` is Ctrl-], and `^^` Ctrl-^. */
    status: {
      step: (position: string, title: string) => `${position} ${title}`,
      /** Several, one after the other. */
      facts: (facts: readonly string[]) => facts.join(", "),
      /** Where a terminal has been led. */
      place: (terminal: string, place: string) => `${terminal}: ${place}`,
      onHost: "host",
      chroot: (root: string) => `chroot ${root}`,
      checks: (passed: number, count: number) => `${passed} of ${count} checks pass`,
      keys: { long: "Ctrl-] back", short: "^] back" },
      switchKey: { long: "Ctrl-^ switch", short: "^^ switch" },
      keysPassed: { long: "Ctrl-] goes on", short: "^] go on" },
    },
  },

  labEnded: (complaint: Said) =>
    `**The lab has ended.** A command in it has switched it off, as \`reboot\` does; or something outside has killed it, or the machine has run out of memory.${
      complaint === "" ? "" : ` Its last words: ${inEnglish(complaint)}.`
    } Nothing is left of it, and what you passed stays on record. Enter makes a fresh lab and goes on at this step.`,
  interrupted: "It has ended.",
  goesOn: "It goes on all the same. Ctrl-C once more quits nslab; your place is kept.",
  notInterrupted: "It is still running. Type t to see what it is doing and to end it your way, or q to quit.",
};
