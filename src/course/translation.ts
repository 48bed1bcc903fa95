import { type Message, say } from "../say/message.ts";
import { type CourseError, courseError } from "./course-error.ts";
import type { LessonText, StepText } from "./lesson-text.ts";
import type { QuestionText } from "./question-text.ts";

/** Where a translation tells another story than the lesson it is one of; empty when only the words differ. */
export function translationDisagreements(original: LessonText, translation: LessonText): readonly CourseError[] {
  const found: readonly Complaint[] = [
    ...sectionComplaints(STEPS, original, original.steps, translation.steps),
    ...sectionComplaints(QUESTIONS, original, original.questions, translation.questions),
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
  readonly message: Message;
}

/** How sections of one kind are spoken of. */
interface Sections {
  /** What their headings look like. */
  readonly form: string;
  /** Begins a sentence. */
  readonly name: (id: string) => Message;
  readonly inAnotherOrder: (file: string, here: string, there: string) => Message;
}

const STEPS: Sections = {
  form: "## ID: …",
  name: (id) => say`The step "${{ id }}"`,
  inAnotherOrder: (file, here, there) =>
    say`The steps stand in another order than in ${{ file }}: here comes "${{ here }}", there "${{ there }}".`,
};

const QUESTIONS: Sections = {
  form: "## question ID: …",
  name: (id) => say`The question "${{ id }}"`,
  inAnotherOrder: (file, here, there) =>
    say`The questions stand in another order than in ${{ file }}: here comes "${{ here }}", there "${{ there }}".`,
};

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
  { form, name, inAnotherOrder }: Sections,
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
      message: say`${{ section: name(id) }} is not translated: add its section \`${{ form: form.replace("ID", id) }}\`, as in ${{ file }}:${{ line: original.get(id)?.line ?? 1 }}.`,
    })),
    ...added.map((id) => ({
      line: translation.get(id)?.line ?? 1,
      message: say`${{ section: name(id) }} is not in ${{ file }}: use the id that stands there, or remove the section.`,
    })),
    ...(misplaced === -1
      ? []
      : [
          {
            line: translation.get(order[misplaced] ?? "")?.line ?? 1,
            message: inAnotherOrder(file, order[misplaced] ?? "", inOrder[misplaced] ?? ""),
          },
        ]),
  ];
}

function stepComplaints(file: string, original: StepText, translation: StepText): readonly Message[] {
  const where = `${file}:${original.line}`;
  const section = STEPS.name(original.id);
  const [look, hasLook] = [original.look !== "", translation.look !== ""];
  const otherLook = look
    ? say`${{ section }} has no "### look", other than in ${{ where }}.`
    : say`${{ section }} has a "### look", other than in ${{ where }}.`;
  const [count, wanted] = [translation.hints.length, original.hints.length];
  return [
    ...(look === hasLook ? [] : [otherLook]),
    ...(count === wanted ? [] : [say`${{ section }} has ${{ count }} hints, and ${{ wanted }} in ${{ where }}: one for each.`]),
    ...termComplaints(section, "flags", where, flagsOf(original), flagsOf(translation)),
    ...termComplaints(section, "states", where, [...original.states.keys()], [...translation.states.keys()]),
  ];
}

function flagsOf(step: StepText): readonly string[] {
  return step.flags.map(({ flag }) => flag);
}

function questionComplaints(file: string, original: QuestionText, translation: QuestionText): readonly Message[] {
  const where = `${file}:${original.line}`;
  const section = QUESTIONS.name(original.id);
  return [
    ...termComplaints(section, "answers", where, [...original.answers.keys()], [...translation.answers.keys()]),
    ...termComplaints(section, "because", where, [...original.because.keys()], [...translation.because.keys()]),
  ];
}

/** Terms in backticks are the kernel's or the lesson's own, not words: they stay, one by one. */
function termComplaints(
  section: Message,
  part: string,
  where: string,
  original: readonly string[],
  translation: readonly string[],
): readonly Message[] {
  const missing = original.filter((term) => !translation.includes(term));
  const added = translation.filter((term) => !original.includes(term));
  if (missing.length === 0 && added.length === 0) {
    const isSame = original.length === translation.length && original.every((term, index) => term === translation[index]);
    return isSame
      ? []
      : [say`${{ section }} has its "### ${{ part }}" in another order, or one twice, other than in ${{ where }}.`];
  }
  return [
    ...missing.map((term) => say`${{ section }} lacks \`${{ term }}\` in "### ${{ part }}", which ${{ where }} has.`),
    ...added.map(
      (term) =>
        say`${{ section }} has \`${{ term }}\` in "### ${{ part }}", which ${{ where }} has not: terms in backticks stay as they are.`,
    ),
  ];
}
