import { listed, say } from "../say/message.ts";
import { type CourseError, courseError } from "./course-error.ts";
import type { Language } from "./language.ts";
import { type Complain, listItems, listTerms } from "./lists.ts";
import { type QuestionText, readQuestion } from "./question-text.ts";
import { type Section, splitSections } from "./sections.ts";

/** Everything a person reads in a lesson. Values are Markdown unless said otherwise. */
export interface LessonText {
  readonly file: string;
  readonly language: Language;
  /** Plain text. */
  readonly title: string;
  /** One line of plain text for lists: what the lesson teaches. */
  readonly summary: string;
  readonly opening: string;
  readonly closing: string;
  readonly steps: ReadonlyMap<string, StepText>;
  readonly questions: ReadonlyMap<string, QuestionText>;
}

export interface StepText {
  readonly id: string;
  /** Plain text. */
  readonly title: string;
  readonly line: number;
  /** Why, before how. */
  readonly prose: string;
  /** What to look for in the output. */
  readonly look: string;
  /** A nudge, then the shape; the command itself comes from the lesson's TypeScript. */
  readonly hints: readonly string[];
  readonly flags: readonly FlagText[];
  /** Hints chosen by the state of the lab, by name. */
  readonly states: ReadonlyMap<string, string>;
}

export interface FlagText {
  /** The piece of the command, plain text. */
  readonly flag: string;
  readonly meaning: string;
}

const PARTS = ["look", "hints", "flags", "states"];

/** Reads a lesson's Markdown (its form: CONTRIBUTING.md, "How to add a lesson"). Every complaint names its line. */
export function parseLessonText(markdown: string, file: string, language: Language = "en"): LessonText | readonly CourseError[] {
  const errors: CourseError[] = [];
  const complain: Complain = (line, message) => errors.push(courseError(file, line, message));
  complainOfControls(markdown, complain);
  const sections = splitSections(markdown.replace(/\r\n?/g, "\n"));
  const [head, ...rest] = sections;
  if (head === undefined || head.level !== 1) {
    return [courseError(file, 1, say`A lesson begins with its title: a line \`# Title\`.`)];
  }
  const summary = /^>\s*(.+)$/m.exec(head.body);
  if (summary === null) complain(head.line, say`Below the title, say in one line \`> …\` what the lesson teaches.`);
  const steps = new Map<string, StepText>();
  const questions = new Map<string, QuestionText>();
  let closing = "";
  for (let index = 0; index < rest.length; index += 1) {
    const section = rest[index];
    if (section === undefined || section.level !== 2) {
      if (section !== undefined)
        complain(
          section.line,
          say`"${{ heading: section.heading }}" stands outside a step: put it below a line \`## step-id: Title\`.`,
        );
      continue;
    }
    const parts: Section[] = [];
    for (let next = rest[index + 1]; next !== undefined && next.level > 2; next = rest[index + 1]) {
      parts.push(next);
      index += 1;
    }
    if (section.heading.startsWith("question ")) readQuestion(questions, section, parts, complain);
    else if (section.heading.toLowerCase() !== "closing") addStep(steps, section, parts, complain);
    else if (closing !== "") complain(section.line, say`The lesson has a second \`## closing\`: make them one.`);
    else {
      closing = section.body;
      for (const part of parts)
        complain(
          part.line,
          say`"### ${{ part: part.heading }}" stands below the closing, which has no parts: write it as a paragraph.`,
        );
    }
  }
  if (closing === "")
    complain(
      head.line,
      say`The lesson has no \`## closing\`: what was built, what the real runtimes do, how to look at it on any machine.`,
    );
  if (errors.length > 0) return errors;
  const opening = head.body.replace(/^>\s*.+$/m, "").trim();
  return { file, language, title: head.heading, summary: summary?.[1]?.trim() ?? "", opening, closing, steps, questions };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|&#(?:x0*[01]?[0-9a-f]|0*[0-9]|0*[12][0-9]|0*3[01]);/i;

/** What is shown to a learner may colour nothing, move nothing and ask nothing of his terminal. */
function complainOfControls(markdown: string, complain: Complain): void {
  for (const [index, line] of markdown.split(/\r\n?|\n/).entries())
    if (CONTROL.test(line))
      complain(index + 1, say`There is a control character in this line, such as the one before a colour: take it out.`);
}

function addStep(steps: Map<string, StepText>, section: Section, parts: readonly Section[], complain: Complain): void {
  const heading = /^([a-z][a-z0-9-]*):\s+(.+)$/.exec(section.heading);
  if (heading === null) {
    complain(section.line, say`A step's heading is \`## step-id: Title\`; this one is "${{ heading: section.heading }}".`);
    return;
  }
  const [, id = "", title = ""] = heading;
  if (steps.has(id))
    complain(
      section.line,
      say`The step "${{ step: id }}" stands here a second time; the first is on line ${{ line: steps.get(id)?.line ?? 1 }}.`,
    );
  for (const [index, part] of parts.entries()) {
    if (!PARTS.includes(part.heading))
      complain(
        part.line,
        say`"### ${{ part: part.heading }}" is not known; a step has ${{ parts: listed(PARTS.map((each) => `### ${each}`)) }}.`,
      );
    if (parts.findIndex((each) => each.heading === part.heading) < index)
      complain(part.line, say`The step "${{ step: id }}" has a second "### ${{ part: part.heading }}": make them one.`);
  }
  const partCalled = (name: string) => parts.find((part) => part.heading === name);
  if (section.body === "") complain(section.line, say`The step "${{ step: id }}" has no prose: say why before how.`);
  steps.set(id, {
    id,
    title,
    line: section.line,
    prose: section.body,
    look: partCalled("look")?.body ?? "",
    hints: listItems(partCalled("hints"), complain),
    flags: listTerms(partCalled("flags"), complain).map(([flag, meaning]) => ({ flag, meaning })),
    states: new Map(listTerms(partCalled("states"), complain)),
  });
}
