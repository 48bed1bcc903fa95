/**
 * What a person has passed, and where he stands. Kept by ids, never by positions: lessons and steps
 * that are gone from the course keep their entries. Fields that a later nslab of the same format has
 * written are carried along, in every object below.
 */
export interface Progress {
  readonly format: 1;
  /** Where `nslab start` goes on; null before the first lesson. */
  readonly current: Position | null;
  /** Steps that were passed once, by lesson. */
  readonly lessons: ByLessonAndStep<PassedStep>;
  /** What it took, by lesson; also of steps that were not passed. */
  readonly attempts?: ByLessonAndStep<Attempt>;
  /** Questions at lessons' ends that were answered, by lesson and question. */
  readonly questions?: ByLessonAndStep<Answer>;
}

/** By ids: of a lesson, then of one of its steps, or of its questions. */
type ByLessonAndStep<Value> = Readonly<Record<string, Readonly<Record<string, Value>>>>;

export interface Position {
  readonly lesson: string;
  /** Empty for the lesson's beginning. */
  readonly step: string;
}

export interface PassedStep {
  /** When, as an ISO 8601 time. */
  readonly at: string;
  /** The solution had been shown before. */
  readonly withSolution: boolean;
  /** `typed` by the learner himself, or typed for him after `enter`; other words are a later nslab's. */
  readonly by?: string;
}

export interface Attempt {
  /** Time spent on the step, in milliseconds: that of somebody who was there (`ActiveTime`). */
  readonly activeMs: number;
  /** The solution was shown. */
  readonly solution?: boolean;
}

/** How a question was answered the first time that it was; whoever is asked once more knows the answer. */
export interface Answer {
  /** When, as an ISO 8601 time. */
  readonly at: string;
  /** 1: right at once. */
  readonly tries: number;
}

export const FORMAT = 1;

export const NOTHING_YET: Progress = { format: FORMAT, current: null, lessons: {} };

/** The progress with one more step passed; a step once passed keeps its first date. */
export function withPassed(
  progress: Progress,
  { lesson, step }: Position,
  passed: { readonly at: string; readonly by: "enter" | "typed" },
): Progress {
  if (passedStep(progress, lesson, step) !== null) return progress;
  const isSolutionShown = attempt(progress, lesson, step)?.solution === true;
  return { ...progress, lessons: withEntry(progress.lessons, lesson, step, { ...passed, withSolution: isSolutionShown }) };
}

/** The progress with more time spent on a step. */
export function withTime(progress: Progress, { lesson, step }: Position, milliseconds: number): Progress {
  const more = Math.round(milliseconds);
  if (more <= 0) return progress;
  const before = attempt(progress, lesson, step) ?? { activeMs: 0 };
  const attempts = withEntry(progress.attempts ?? {}, lesson, step, { ...before, activeMs: before.activeMs + more });
  return { ...progress, attempts };
}

/** The progress of somebody who had a step's solution shown; what was passed before that stays passed without. */
export function withSolution(progress: Progress, { lesson, step }: Position): Progress {
  const before = attempt(progress, lesson, step) ?? { activeMs: 0 };
  if (before.solution === true) return progress;
  return { ...progress, attempts: withEntry(progress.attempts ?? {}, lesson, step, { ...before, solution: true }) };
}

/** The progress with a question answered; what was answered once keeps its first answer. */
export function withAnswer(progress: Progress, lesson: string, question: string, given: Answer): Progress {
  if (answer(progress, lesson, question) !== null) return progress;
  return { ...progress, questions: withEntry(progress.questions ?? {}, lesson, question, given) };
}

export function withPosition(progress: Progress, current: Position): Progress {
  if (progress.current?.lesson === current.lesson && progress.current.step === current.step) return progress;
  return { ...progress, current };
}

/** How a step was passed, or null. */
export function passedStep(progress: Progress, lesson: string, step: string): PassedStep | null {
  return entryOf(progress.lessons, lesson, step);
}

/** What a step has taken so far, or null before it was begun. */
export function attempt(progress: Progress, lesson: string, step: string): Attempt | null {
  return entryOf(progress.attempts ?? {}, lesson, step);
}

/** How a question was answered, or null. */
export function answer(progress: Progress, lesson: string, question: string): Answer | null {
  return entryOf(progress.questions ?? {}, lesson, question);
}

// Ids come from files: `constructor` is one like any other.
function entryOf<Value>(entries: ByLessonAndStep<Value>, lesson: string, step: string): Value | null {
  const steps = Object.hasOwn(entries, lesson) ? entries[lesson] : undefined;
  return steps !== undefined && Object.hasOwn(steps, step) ? (steps[step] ?? null) : null;
}

function withEntry<Value>(entries: ByLessonAndStep<Value>, lesson: string, step: string, value: Value): ByLessonAndStep<Value> {
  const steps = Object.hasOwn(entries, lesson) ? entries[lesson] : {};
  return { ...entries, [lesson]: { ...steps, [step]: value } };
}
