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
      .map((id) => courseError(definitionFile, lineOf(id), `Two questions have the id "${id}".`)),
    ...questions.flatMap((question) => {
      const words = text.questions.get(question.id);
      if (words !== undefined) return complaints(question, words).map((message) => courseError(text.file, words.line, message));
      const message = `The question "${question.id}" has no words: add a section \`## question ${question.id}: …\` to ${text.file}.`;
      return [courseError(definitionFile, lineOf(question.id), message)];
    }),
    ...[...text.questions.values()]
      .filter(({ id }) => !ids.includes(id))
      .map(({ id, line }) =>
        courseError(
          text.file,
          line,
          `The question "${id}" has words but no deeds: define it in ${definitionFile}, or remove the section.`,
        ),
      ),
  ];
}

function complaints(question: QuestionDefinition, words: QuestionText): readonly string[] {
  const name = `The question "${question.id}"`;
  const answers = [...words.answers.keys()];
  const wanted = question.kind === "number" ? ["right", ...Object.keys(question.mistakes ?? {}), "other"] : answers;
  const unexplained = wanted.filter((each) => !words.because.has(each));
  const unknown = [...words.because.keys()].filter((each) => !wanted.includes(each));
  return [
    ...unexplained.map((each) => `${name} does not say in "### because" why \`${each}\` is right or wrong.`),
    ...unknown.map((each) => `${name} explains \`${each}\` in "### because", which is no answer to it.`),
    ...(question.kind === "number"
      ? numberComplaints(name, answers)
      : choiceComplaints(name, question.kind, question.right, answers)),
  ];
}

function numberComplaints(name: string, answers: readonly string[]): readonly string[] {
  return answers.length > 0 ? [`${name} asks for a number: it has no "### answers" to choose from.`] : [];
}

function choiceComplaints(
  name: string,
  kind: "one" | "several",
  right: readonly string[],
  answers: readonly string[],
): readonly string[] {
  const missing = right.filter((each) => !answers.includes(each));
  return [
    ...missing.map((each) => `${name} takes \`${each}\` for right, which does not stand in "### answers".`),
    ...(answers.length < 3 ? [`${name} has ${answers.length} answers to choose from: give it three or more.`] : []),
    ...(kind === "one" && right.length !== 1 ? [`${name} lets one answer be chosen, but ${right.length} are right.`] : []),
    ...(kind === "several" && right.length < 2 ? [`${name} lets several answers be chosen, but ${right.length} is right.`] : []),
  ];
}
