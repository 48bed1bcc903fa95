import { type CourseError, courseError } from "./course-error.ts";
import type { LessonText, StepText } from "./lesson-text.ts";
import type { QuestionText } from "./question-text.ts";

/** Where a translation tells another story than the lesson it is one of; empty when only the words differ. */
export function translationDisagreements(original: LessonText, translation: LessonText): readonly CourseError[] {
  const found: readonly Complaint[] = [
    ...sectionComplaints("step", "## ID: …", original, original.steps, translation.steps),
    ...sectionComplaints("question", "## question ID: …", original, original.questions, translation.questions),
    ...pairsOf(original.steps, translation.steps).flatMap(([one, other]) =>
      stepComplaints(original.file, one, other).map((message) => ({ line: other.line, message })),
    ),
    ...pairsOf(original.questions, translation.questions).flatMap(([one, other]) =>
      questionComplaints(original.file, one, other).map((message) => ({ line: other.line, message })),
    ),
  ];
  return found.map(({ line, message }) => courseError(translation.file, line, message));
}

interface Complaint {
  readonly line: number;
  readonly message: string;
}

/** The sections that both have, in the original's order. */
function pairsOf<Section>(
  original: ReadonlyMap<string, Section>,
  translation: ReadonlyMap<string, Section>,
): readonly (readonly [Section, Section])[] {
  return [...original].flatMap(([id, one]) => {
    const other = translation.get(id);
    return other === undefined ? [] : [[one, other] as const];
  });
}

/** Sections that one of the two lacks, or that stand in another order. */
function sectionComplaints(
  what: string,
  form: string,
  { file }: LessonText,
  original: ReadonlyMap<string, { readonly line: number }>,
  translation: ReadonlyMap<string, { readonly line: number }>,
): readonly Complaint[] {
  const [wanted, found] = [[...original.keys()], [...translation.keys()]];
  const missing = wanted.filter((id) => !translation.has(id));
  const added = found.filter((id) => !original.has(id));
  const order = found.filter((id) => original.has(id));
  const inOrder = wanted.filter((id) => translation.has(id));
  const misplaced = order.findIndex((id, index) => id !== inOrder[index]);
  const before = (id: string) => wanted.slice(0, wanted.indexOf(id)).findLast((each) => translation.has(each)) ?? "";
  return [
    ...missing.map((id) => ({
      line: translation.get(before(id))?.line ?? 1,
      message: `The ${what} "${id}" is not translated: add its section \`${form.replace("ID", id)}\`, as in ${file}:${original.get(id)?.line}.`,
    })),
    ...added.map((id) => ({
      line: translation.get(id)?.line ?? 1,
      message: `The ${what} "${id}" is not in ${file}: use the id that stands there, or remove the section.`,
    })),
    ...(misplaced === -1
      ? []
      : [
          {
            line: translation.get(order[misplaced] ?? "")?.line ?? 1,
            message: `The ${what}s stand in another order than in ${file}: here comes "${order[misplaced]}", there "${inOrder[misplaced]}".`,
          },
        ]),
  ];
}

function stepComplaints(file: string, original: StepText, translation: StepText): readonly string[] {
  const where = `${file}:${original.line}`;
  const name = `The step "${original.id}"`;
  const [look, hasLook] = [original.look !== "", translation.look !== ""];
  return [
    ...(look === hasLook ? [] : [`${name} has ${look ? "no" : "a"} "### look", other than in ${where}.`]),
    ...(original.hints.length === translation.hints.length
      ? []
      : [`${name} has ${translation.hints.length} hints, and ${original.hints.length} in ${where}: one for each.`]),
    ...termComplaints(name, "flags", where, flagsOf(original), flagsOf(translation)),
    ...termComplaints(name, "states", where, [...original.states.keys()], [...translation.states.keys()]),
  ];
}

function flagsOf(step: StepText): readonly string[] {
  return step.flags.map(({ flag }) => flag);
}

function questionComplaints(file: string, original: QuestionText, translation: QuestionText): readonly string[] {
  const where = `${file}:${original.line}`;
  const name = `The question "${original.id}"`;
  return [
    ...termComplaints(name, "answers", where, [...original.answers.keys()], [...translation.answers.keys()]),
    ...termComplaints(name, "because", where, [...original.because.keys()], [...translation.because.keys()]),
  ];
}

/** Terms in backticks are the kernel's or the lesson's own, not words: they stay, one by one. */
function termComplaints(
  name: string,
  part: string,
  where: string,
  original: readonly string[],
  translation: readonly string[],
): readonly string[] {
  const missing = original.filter((term) => !translation.includes(term));
  const added = translation.filter((term) => !original.includes(term));
  if (missing.length === 0 && added.length === 0) {
    const isSame = original.length === translation.length && original.every((term, index) => term === translation[index]);
    return isSame ? [] : [`${name} has its "### ${part}" in another order, or one twice, other than in ${where}.`];
  }
  return [
    ...missing.map((term) => `${name} lacks \`${term}\` in "### ${part}", which ${where} has.`),
    ...added.map(
      (term) => `${name} has \`${term}\` in "### ${part}", which ${where} has not: terms in backticks stay as they are.`,
    ),
  ];
}
