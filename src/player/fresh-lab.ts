import type { LessonEntry } from "../course/entry.ts";
import type { CourseError } from "../course/course-error.ts";
import { CourseFault } from "../course/course-fault.ts";
import type { Language } from "../course/language.ts";
import { stepsWithChallenge } from "../course/lesson.ts";
import { type Lesson, loadLesson } from "../course/load.ts";
import { LabGone } from "../kernel/read-snapshot.ts";
import type { Lab, LabEnded, LabFailed } from "../lab/lab.ts";
import { programExists } from "../lab/programs.ts";
import { adapted } from "./adapted.ts";
import type { Emit, LessonOutcome, PlayedStep, SkipReason, StepReport, StepTrouble } from "./events.ts";
import { allPassed, type Clock } from "./judge.ts";
import type { Learner } from "./learner.ts";
import { missingNeed, missingPrograms } from "./needs.ts";
import { playedStep } from "./played-step.ts";
import { type LessonPart, type Play, playLesson } from "./play-lesson.ts";
import { prepare } from "./prepare.ts";
import { Session } from "./session.ts";
import type { TerminalSize } from "../terminal/size.ts";

/** What playing lessons needs from outside. */
export interface Stage {
  readonly course: readonly LessonEntry[];
  readonly packageRoot: string;
  /** Of the lessons' words, asked anew whenever they are needed; English when left out. */
  readonly language?: () => Language;
  /** Id of the course, where it is not nslab's own. */
  readonly outside?: string;
  readonly createLab: () => Promise<Lab | LabFailed>;
  readonly clock: Clock;
  readonly emit: Emit;
  /** Of the terminals, asked anew for every lab: windows change. */
  readonly size: () => TerminalSize;
  /** Milliseconds a command may take before it counts as stuck. */
  readonly patience: number;
  readonly stop: AbortSignal;
}

export type LessonPlayed =
  | {
      readonly type: "played";
      readonly outcome: LessonOutcome;
      /** Where the learner wants to be instead of at the next lesson. */
      readonly departure: Extract<LessonPart, { type: "ended" }>["departure"];
    }
  | { readonly type: "skipped"; readonly reason: SkipReason }
  | LabFailed
  | LabEnded
  | { readonly type: "course-errors"; readonly errors: readonly CourseError[] };

/**
 * Plays one lesson in a lab of its own, from the given step on, and ends the lab whatever happens.
 * A learner who goes to another step gets another lab, which is brought there; the old one ends meanwhile.
 */
export async function playInFreshLab(
  stage: Stage,
  entry: LessonEntry,
  learner: Learner,
  options: { lookBefore: boolean; firstStep: number },
): Promise<LessonPlayed> {
  const loaded = await loadLesson(entry, stage.packageRoot, stage.language);
  if (isErrors(loaded)) return { type: "course-errors", errors: loaded };
  const missing = missingPrograms(loaded.definition.needs);
  if (missing !== null) return skip(stage, loaded, missing);
  const lesson = adapted(loaded, programExists);
  const ending: Promise<void>[] = [];
  const play = { ...options, lesson, learner, soFar: null };
  try {
    let part = await playInLab(stage, play, ending);
    while (part.type === "go") part = await playInLab(stage, { ...play, firstStep: part.step, soFar: part.reports }, ending);
    return part;
  } finally {
    await Promise.all(ending);
  }
}

type PartToPlay = Pick<Play, "lesson" | "learner" | "lookBefore" | "firstStep" | "soFar">;

/** @param ending is given what to wait for until the lab is gone */
async function playInLab(
  stage: Stage,
  part: PartToPlay,
  ending: Promise<void>[],
): Promise<LessonPlayed | Extract<LessonPart, { type: "go" }>> {
  const { lesson, firstStep } = part;
  if (stage.stop.aborted) return { type: "lab-ended", complaint: "" };
  const lab = await stage.createLab();
  if ("type" in lab) {
    stage.emit({ type: "lab-failed", lesson, failure: lab });
    return lab;
  }
  const end = () => void lab.down();
  stage.stop.addEventListener("abort", end, { once: true });
  try {
    if (stage.stop.aborted) return { type: "lab-ended", complaint: "" }; // while it was being made
    const missing = missingNeed(lesson.definition.needs, lab);
    if (missing !== null) return skip(stage, lesson, missing);
    const session = new Session(lab, stage.size());
    const trouble = await prepare(session, lesson, firstStep, findIn(stage.course, stage.packageRoot), stage.clock);
    if (trouble !== null) return notPrepared(stage, lesson, trouble);
    const emit = publishing(session, stage, lesson, firstStep);
    const played = await playLesson({ ...part, session, clock: stage.clock, emit, patience: stage.patience });
    return played.type === "go" ? played : { ...played, type: "played" };
  } catch (error) {
    // Whoever looks at a lab that has just ended is told so by a throw, wherever he is.
    if (error instanceof LabGone) return lab.ended;
    throw error;
  } finally {
    stage.stop.removeEventListener("abort", end);
    ending.push(lab.down());
  }
}

/** Passes events on, and tells other processes of this person how far the lab has come. */
function publishing(session: Session, { outside, emit }: Stage, lesson: Lesson, firstStep: number): Emit {
  const passed = lesson.definition.steps.slice(0, firstStep).map((step) => step.id);
  const course = outside === undefined ? {} : { course: outside };
  let failed: string | null = null;
  return (event) => {
    const before = failed;
    if (event.type === "step-ended" && event.report.status.type === "passed") passed.push(event.report.step.definition.id);
    if (event.type === "step-opened") failed = null;
    // a look at some of the checks finds that something fails; that nothing does, only one at all of them
    const isWhole =
      event.type === "checks-judged" || (event.type === "looked" && event.results.length === event.step.definition.checks.length);
    if ((event.type === "checks-judged" || event.type === "looked") && (isWhole || !allPassed(event.results)))
      failed = allPassed(event.results) ? null : event.step.definition.id;
    if (event.type === "step-opened" || event.type === "step-ended" || failed !== before)
      session.lab.publish(session.rootPids(), { ...course, lesson: lesson.id, passed: [...passed], failed });
    emit(event);
  };
}

/** Finds lessons of a course for what other lessons start from. */
export function findIn(course: readonly LessonEntry[], packageRoot: string): (id: string) => Promise<Lesson> {
  return async (id) => {
    const entry = course.find((each) => each.id === id);
    const lesson = entry === undefined ? [] : await loadLesson(entry, packageRoot);
    if (entry === undefined) throw new Error(`a lesson starts from the lesson ${id}, which is not there`);
    if (isErrors(lesson)) throw new CourseFault(lesson);
    return lesson;
  };
}

function skip(stage: Stage, lesson: Lesson, reason: SkipReason): LessonPlayed {
  const reports = unplayed(lesson).map(
    (step): StepReport => ({ step, status: { type: "skipped", reason }, before: [], after: [], ms: 0 }),
  );
  stage.emit({ type: "lesson-skipped", lesson, reason, reports });
  return { type: "skipped", reason };
}

/** The lesson could not even begin: its first step has the error, the rest stands on it. */
function notPrepared(stage: Stage, lesson: Lesson, trouble: StepTrouble): LessonPlayed {
  stage.emit({ type: "lesson-opened", lesson, firstStep: 0, skips: [] });
  const steps = unplayed(lesson);
  const reports = steps.map(
    (step, index): StepReport => ({
      step,
      status:
        index === 0
          ? { type: "error", trouble }
          : { type: "skipped", reason: { type: "after-failure", step: steps[0]?.definition.id ?? "" } },
      before: [],
      after: [],
      ms: 0,
    }),
  );
  for (const report of reports) stage.emit({ type: "step-ended", lesson, report });
  stage.emit({ type: "lesson-ended", lesson, reports, outcome: "failed", view: null });
  return { type: "played", outcome: "failed", departure: null };
}

/** Steps of a lesson that is not played: without a lab there are no lines to show. */
function unplayed(lesson: Lesson): readonly PlayedStep[] {
  return stepsWithChallenge(lesson.definition).map((definition, index) => playedStep(lesson, definition, index, []));
}

function isErrors(lesson: Lesson | readonly CourseError[]): lesson is readonly CourseError[] {
  return Array.isArray(lesson);
}
