import type { OutsideCourse } from "../course/course.ts";
import { type Message, say } from "../say/message.ts";

const KEYS = say`- **Enter** runs the command that is shown. Better: **t** gives you the lab's own shell, and you type it.\n- **h** gives a hint, **?** explains all keys.`;

/** What is said in a course that is not nslab's own, in Markdown, where nslab's own course has its own words. */
export function outsideWelcome({ title, folder }: OutsideCourse): Message {
  return say`${{ what: say`**${{ title }}**, a course from \`${{ folder }}\`. Every command in it runs for real, and after each one the kernel is asked whether it did what the course says.` }}

${{ lab: say`The commands run in a *lab*: a small host made for you, with a network of its own, which ends when you quit.` }}

${{ keys: KEYS }}
${{ quit: say`- **q** quits at any time. Your place is kept; \`nslab --course ${{ folder }}\` goes on from there.` }}`;
}

export function outsideGoodbye({ folder }: OutsideCourse): Message {
  return say`The lab is gone, and nothing of it is left on your machine. Your place in this course is kept: \`nslab --course ${{ folder }}\` goes on from there.`;
}

export function outsideEnded({ title, folder }: OutsideCourse): Message {
  return say`That was the last lesson of **${{ title }}**. \`nslab lesson 1 --course ${{ folder }}\`, or any other number, opens a lesson again.`;
}

/** Above a list of its lessons, plain text. */
export function outsideHeading({ title, folder }: OutsideCourse): Message {
  return say`${{ title }} (${{ folder }})`;
}

/** Below a list of its lessons, plain text. */
export function outsideHowToOpen({ folder }: OutsideCourse): Message {
  return say`This is not nslab's own course: say --course ${{ folder }} with every command, or set NSLAB_COURSE to it.`;
}
