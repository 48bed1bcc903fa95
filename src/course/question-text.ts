import { listed, say } from "../say/message.ts";
import { type Complain, listTerms } from "./lists.ts";
import type { Section } from "./sections.ts";

/** The words of a question at a lesson's end. Values are Markdown unless said otherwise. */
export interface QuestionText {
  readonly id: string;
  /** The question itself, plain text. */
  readonly question: string;
  readonly line: number;
  /** What one must know to answer; may be empty. */
  readonly prose: string;
  /** What there is to choose from, by name; empty where a number is asked for. */
  readonly answers: ReadonlyMap<string, string>;
  /** Why an answer is right or wrong, by the answer's name; for a number, by the name of the mistake, `right` and `other`. */
  readonly because: ReadonlyMap<string, string>;
}

const PARTS = ["answers", "because"];

/** Reads a section `## question ID: The question`. */
export function readQuestion(
  questions: Map<string, QuestionText>,
  section: Section,
  parts: readonly Section[],
  complain: Complain,
): void {
  const heading = /^question ([a-z][a-z0-9-]*):\s+(.+)$/.exec(section.heading);
  if (heading === null) {
    complain(
      section.line,
      say`A question's heading is \`## question ID: The question\`; this one is "${{ heading: section.heading }}".`,
    );
    return;
  }
  const [, id = "", question = ""] = heading;
  const first = questions.get(id);
  if (first !== undefined)
    complain(
      section.line,
      say`The question "${{ question: id }}" stands here a second time; the first is on line ${{ line: first.line }}.`,
    );
  for (const part of parts.filter((each) => !PARTS.includes(each.heading)))
    complain(
      part.line,
      say`"### ${{ part: part.heading }}" is not known; a question has ${{
        parts: listed(
          PARTS.map((each) => `### ${each}`),
          "and",
        ),
      }}.`,
    );
  const partCalled = (name: string) => parts.find((part) => part.heading === name);
  const because = partCalled("because");
  if (because === undefined)
    complain(section.line, say`The question "${{ question: id }}" has no "### because": say why each answer is right or wrong.`);
  questions.set(id, {
    id,
    question,
    line: section.line,
    prose: section.body,
    answers: new Map(listTerms(partCalled("answers"), complain)),
    because: new Map(listTerms(because, complain)),
  });
}
