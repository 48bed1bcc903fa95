import { type Message, say } from "../say/message.ts";
import { type CourseError, courseError } from "./course-error.ts";
import type { LessonText } from "./lesson-text.ts";
import type { QuestionDefinition } from "./question.ts";
import type { QuestionText } from "./question-text.ts";

/** Where the words and the deeds of a lesson's questions disagree. */
export function questionDisagreements(
  questions: readonly QuestionDefinition[],
  text: LessonText,
  definitionFile: string,
  lineOf: (id: string) => number,
): readonly CourseError[] {
  const ids = questions.map(({ id }) => id);
  return [
    ...ids
      .filter((id, index) => ids.indexOf(id) < index)
      .map((id) => courseError(definitionFile, lineOf(id), say`Two questions have the id "${{ id }}".`)),
    ...questions.flatMap((question) => {
      const words = text.questions.get(question.id);
      if (words !== undefined) return complaints(question, words).map((message) => courseError(text.file, words.line, message));
      const form = `\`## question ${question.id}: …\``;
      const message = say`The question "${{ question: question.id }}" has no words: add a section ${{ form }} to ${{ file: text.file }}.`;
      return [courseError(definitionFile, lineOf(question.id), message)];
    }),
    ...[...text.questions.values()]
      .filter(({ id }) => !ids.includes(id))
      .map(({ id, line }) =>
        courseError(
          text.file,
          line,
          say`The question "${{ question: id }}" has words but no deeds: define it in ${{ file: definitionFile }}, or remove the section.`,
        ),
      ),
  ];
}

function complaints(question: QuestionDefinition, words: QuestionText): readonly Message[] {
  const { id } = question;
  const answers = [...words.answers.keys()];
  const wanted = question.kind === "number" ? ["right", ...Object.keys(question.mistakes ?? {}), "other"] : answers;
  const unexplained = wanted.filter((each) => !words.because.has(each));
  const unknown = [...words.because.keys()].filter((each) => !wanted.includes(each));
  return [
    ...unexplained.map(
      (each) =>
        say`The question "${{ question: id }}" does not say in "### because" why \`${{ answer: each }}\` is right or wrong.`,
    ),
    ...unknown.map(
      (each) =>
        say`The question "${{ question: id }}" explains \`${{ answer: each }}\` in "### because", which is no answer to it.`,
    ),
    ...(question.kind === "number"
      ? numberComplaints(id, answers)
      : choiceComplaints(id, question.kind, question.right, answers)),
  ];
}

function numberComplaints(question: string, answers: readonly string[]): readonly Message[] {
  return answers.length > 0
    ? [say`The question "${{ question }}" asks for a number: it has no "### answers" to choose from.`]
    : [];
}

function choiceComplaints(
  question: string,
  kind: "one" | "several",
  right: readonly string[],
  answers: readonly string[],
): readonly Message[] {
  const missing = right.filter((each) => !answers.includes(each));
  return [
    ...missing.map(
      (each) =>
        say`The question "${{ question }}" takes \`${{ answer: each }}\` for right, which does not stand in "### answers".`,
    ),
    ...(answers.length < 3
      ? [say`The question "${{ question }}" has ${{ count: answers.length }} answers to choose from: give it three or more.`]
      : []),
    ...(kind === "one" && right.length !== 1
      ? [say`The question "${{ question }}" lets one answer be chosen, but ${{ count: right.length }} are right.`]
      : []),
    ...(kind === "several" && right.length < 2
      ? [say`The question "${{ question }}" lets several answers be chosen, but ${{ count: right.length }} is right.`]
      : []),
  ];
}
