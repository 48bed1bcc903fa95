import { type CourseError, courseError } from "./course-error.ts";
import { type Section, splitSections } from "./sections.ts";

/** Everything a person reads in a lesson. Values are Markdown unless said otherwise. */
export interface LessonText {
  readonly file: string;
  /** Plain text. */
  readonly title: string;
  /** One line of plain text for lists: what the lesson teaches. */
  readonly summary: string;
  readonly opening: string;
  readonly closing: string;
  readonly steps: ReadonlyMap<string, StepText>;
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
export function parseLessonText(markdown: string, file: string): LessonText | readonly CourseError[] {
  const errors: CourseError[] = [];
  const sections = splitSections(markdown);
  const [head, ...rest] = sections;
  if (head === undefined || head.level !== 1) {
    return [courseError(file, 1, "A lesson begins with its title: a line `# Title`.")];
  }
  const summary = /^>\s*(.+)$/m.exec(head.body);
  if (summary === null) errors.push(courseError(file, head.line, "Below the title, say in one line `> …` what the lesson teaches."));
  const steps = new Map<string, StepText>();
  let closing = "";
  for (let index = 0; index < rest.length; index += 1) {
    const section = rest[index];
    if (section === undefined || section.level !== 2) {
      if (section !== undefined) errors.push(courseError(file, section.line, `"${section.heading}" stands outside a step: put it below a line \`## step-id: Title\`.`));
      continue;
    }
    const parts: Section[] = [];
    for (let next = rest[index + 1]; next !== undefined && next.level > 2; next = rest[index + 1]) {
      parts.push(next);
      index += 1;
    }
    if (section.heading.toLowerCase() === "closing") closing = section.body;
    else addStep(steps, section, parts, file, errors);
  }
  if (closing === "") errors.push(courseError(file, head.line, "The lesson has no `## closing`: what was built, what the real runtimes do, how to look at it on any machine."));
  if (errors.length > 0) return errors;
  const opening = head.body.replace(/^>\s*.+$/m, "").trim();
  return { file, title: head.heading, summary: summary?.[1]?.trim() ?? "", opening, closing, steps };
}

function addStep(steps: Map<string, StepText>, section: Section, parts: readonly Section[], file: string, errors: CourseError[]): void {
  const heading = /^([a-z][a-z0-9-]*):\s+(.+)$/.exec(section.heading);
  if (heading === null) {
    errors.push(courseError(file, section.line, `A step's heading is \`## step-id: Title\`; this one is "${section.heading}".`));
    return;
  }
  const [, id = "", title = ""] = heading;
  if (steps.has(id)) errors.push(courseError(file, section.line, `The step "${id}" stands here a second time; the first is on line ${steps.get(id)?.line}.`));
  for (const part of parts) {
    if (!PARTS.includes(part.heading)) errors.push(courseError(file, part.line, `"### ${part.heading}" is not known; a step has ${PARTS.map((each) => `### ${each}`).join(", ")}.`));
  }
  const body = (name: string) => parts.find((part) => part.heading === name)?.body ?? "";
  const flags = listItems(body("flags")).map(splitTerm);
  const states = listItems(body("states")).map(splitTerm);
  if (section.body === "") errors.push(courseError(file, section.line, `The step "${id}" has no prose: say why before how.`));
  steps.set(id, {
    id,
    title,
    line: section.line,
    prose: section.body,
    look: body("look"),
    hints: listItems(body("hints")),
    flags: flags.map(([flag, meaning]) => ({ flag, meaning })),
    states: new Map(states),
  });
}

/** Items of a list, numbered or not; an item's further lines are indented. */
function listItems(markdown: string): readonly string[] {
  const items: string[] = [];
  for (const line of markdown.split("\n")) {
    const item = /^(?:[-*]|\d+\.)\s+(.*)$/.exec(line);
    if (item !== null) items.push(item[1] ?? "");
    else if (line.trim() !== "" && items.length > 0) items.push(`${items.pop()}\n${line.trim()}`);
  }
  return items;
}

/** "`-m`: a new mount namespace" as its term and its meaning. */
function splitTerm(item: string): readonly [string, string] {
  const match = /^`([^`]+)`:?\s+([\s\S]*)$/.exec(item);
  return match === null ? [item, ""] : [match[1] ?? "", match[2] ?? ""];
}
