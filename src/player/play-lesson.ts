import { stepsWithChallenge } from "../course/lesson.ts";
import type { Lesson } from "../course/load.ts";
import type { CheckResult, Emit, LabView, LessonOutcome, PlayedStep, StepReport, StepStatus, StepTrouble } from "./events.ts";
import { explained } from "./explain.ts";
import { allPassed, type Clock, judgeChecks } from "./judge.ts";
import type { Decision, Departure, GiveUp, Learner, Onward, StepView } from "./learner.ts";
import { keepSolution } from "./keep-solution.ts";
import { missingNeed, stepsToSkip } from "./needs.ts";
import { playedStep } from "./played-step.ts";
import { questionViews } from "./questions.ts";
import { repair } from "./repair.ts";
import { runLines } from "./run-lines.ts";
import type { Session } from "./session.ts";
import { StandingFacts } from "./standing-facts.ts";

export interface Play {
  readonly lesson: Lesson;
  readonly session: Session;
  /** Index of the step to begin with; the lab has been brought there. */
  readonly firstStep: number;
  /** What was played of the lesson in earlier labs; null when it begins now. */
  readonly soFar: readonly StepReport[] | null;
  readonly clock: Clock;
  readonly learner: Learner;
  readonly emit: Emit;
  /** A replay also looks before each command: a check that passes there proves nothing. */
  readonly lookBefore: boolean;
  /** Milliseconds a command may take unattended. */
  readonly patience: number;
}

/** How playing a lesson, or a part of it, ended. */
export type LessonPart =
  | {
      readonly type: "ended";
      readonly outcome: LessonOutcome;
      /** Where the learner wants to be instead of at the next lesson. */
      readonly departure: Exclude<Departure, { type: "go" }> | null;
    }
  /** The lesson goes on at another step, which takes another lab. */
  | { readonly type: "go"; readonly step: number; readonly reports: readonly StepReport[] };

/** Plays a lesson's steps in order and tells of everything by events. */
export async function playLesson(play: Play): Promise<LessonPart> {
  const { lesson, emit, firstStep } = play;
  play.session.onTyped((terminal, command) => emit({ type: "command-typed", terminal, ...command }));
  const skips = stepsToSkip(lesson.definition, play.session.lab).filter(({ index }) => index >= firstStep);
  emit(
    play.soFar === null ? { type: "lesson-opened", lesson, firstStep, skips } : { type: "lesson-continued", lesson, firstStep },
  );
  const reports: StepReport[] = (play.soFar ?? []).filter((report) => report.step.index < firstStep);
  let view: LabView | null = null;
  const end = (outcome: LessonOutcome, departure: Extract<LessonPart, { type: "ended" }>["departure"]): LessonPart => {
    emit({ type: "lesson-ended", lesson, reports, outcome, view });
    return { type: "ended", outcome, departure };
  };
  const steps = stepsWithChallenge(lesson.definition);
  const count = steps.length;
  const standing = new StandingFacts(lesson, play.session, play.clock);
  for (let index = firstStep; index < count; index += 1) {
    const { report, departure } = await playStep(play, index, standing);
    if (report !== null) reports.push(report);
    if (departure?.type === "go") return { type: "go", step: departure.step, reports };
    const isMapped = steps[index]?.id === lesson.definition.mapAfter && report?.status.type === "passed";
    if (isMapped || (view === null && report !== null && report.status.type !== "error" && index + 1 === count))
      view = { snapshot: await play.session.latest(), terminals: play.session.rootPids() };
    // Who leaves after the last step has been through the lesson.
    if (departure !== null) return end(report !== null && index + 1 === count ? "passed" : "left", departure);
    if (report?.status.type === "failed" || report?.status.type === "error") {
      await skipRest(play, index + 1, report, reports);
      return end("failed", null);
    }
  }
  return (await asksAll(play)) ? end("passed", null) : end("passed", { type: "leave" });
}

/** Asks the lesson's questions. False: the learner leaves. */
async function asksAll(play: Play): Promise<boolean> {
  const { learner, lesson, emit } = play;
  for (const view of questionViews(play)) {
    const outcome = await learner.question(view);
    emit({ type: "question-ended", lesson, question: view.definition.id, outcome });
    if (outcome.type === "left" || (outcome.type === "answered" && outcome.leaves)) return false;
  }
  return true;
}

/** What comes after a failure stands on what is not there: it is counted as skipped, not as failed. */
async function skipRest(
  play: Play,
  from: number,
  { step: failed, status: failure }: StepReport,
  reports: StepReport[],
): Promise<void> {
  // Lines may depend on the lab, which cannot be asked when it is gone.
  const linesKnown = !(failure.type === "error" && failure.trouble.type === "lab-ended");
  const count = stepsWithChallenge(play.lesson.definition).length;
  for (let index = from; index < count; index += 1) {
    const step = await openStep(play, index, linesKnown);
    const status: StepStatus = { type: "skipped", reason: { type: "after-failure", step: failed.definition.id } };
    const report: StepReport = { step, status, before: [], after: [], ms: 0 };
    reports.push(report);
    play.emit({ type: "step-ended", lesson: play.lesson, report });
  }
}

async function openStep(play: Play, index: number, linesKnown = true): Promise<PlayedStep> {
  const definition = stepsWithChallenge(play.lesson.definition)[index];
  if (definition === undefined) throw new Error(`lesson ${play.lesson.id} has no step ${index}`);
  const lines = linesKnown ? await play.session.lines(definition.command) : [];
  return playedStep(play.lesson, definition, index, lines);
}

interface Played {
  /** How the step ended; null when it was left undone. */
  readonly report: StepReport | null;
  /** Null when the lesson goes on. */
  readonly departure: Departure | null;
}

async function playStep(play: Play, index: number, standing: StandingFacts): Promise<Played> {
  const { session, clock, emit, learner, lesson } = play;
  let before = await session.latest();
  const step = await openStep(play, index);
  standing.opened(index, before, step.lines);
  const judge: StepView["judge"] = async (patient, hurry, checks = step.definition.checks, told) =>
    keepSolution(await judgeChecks(checks, () => session.scene(before), clock, patient, hurry, told), step);
  const view: StepView = {
    lesson,
    step,
    session,
    get before() {
      return before;
    },
    judge,
    explain: async (results, hurry) => {
      const told = keepSolution(await explained(results, () => session.scene(before), hurry), step);
      emit({ type: "looked", step, results: told });
      return told;
    },
    lost: (hurry) => standing.lost(index, hurry),
  };
  const started = clock.now();
  let red: readonly CheckResult[] = [];
  const told = async (status: StepStatus, after: readonly CheckResult[]): Promise<StepReport> => {
    await session.tellTyped();
    const report = { step, status, before: red, after, ms: clock.now() - started };
    emit({ type: "step-ended", lesson, report });
    return report;
  };
  const missing = missingNeed(step.definition.needs, session.lab);
  if (missing !== null) return { report: await told({ type: "skipped", reason: missing }, []), departure: null };
  const terminal = await session.terminal(step.definition.terminal);
  for (const open of session.terminals.values()) open.forget();
  if (play.lookBefore) {
    // Nothing has run since the step before was judged: what was seen then is how it is.
    const known = await session.latest();
    red = keepSolution(await judgeChecks(step.definition.checks, () => session.scene(before, known), clock, false), step);
  }
  emit({ type: "step-opened", lesson, step, prompt: await terminal.prompt() });
  const provesNothing = red.some((result) => result.verdict.type === "pass");
  /** Set as soon as the step has passed once; whatever becomes of the lab then, it stays passed. */
  let passed: StepReport | null = null;
  /** What giving up now means. */
  let failure: { readonly status: StepStatus; readonly after: readonly CheckResult[] } = {
    status: { type: "failed" },
    after: [],
  };
  const lookNow = async () => {
    const { hurry, told: seen } = learner.looking();
    const results = await judge(true, hurry, step.definition.checks, seen);
    return keepSolution(await explained(results, () => session.scene(before), hurry), step);
  };
  let decision: Decision | GiveUp | Onward = await learner.decide(view);
  for (;;) {
    switch (decision.type) {
      case "leave":
      case "go":
      case "open":
        await session.tellTyped();
        return { report: passed, departure: decision };
      case "next":
        return { report: passed, departure: null };
      case "skip":
        return { report: passed ?? (await told({ type: "skipped", reason: { type: "learner" } }, [])), departure: null };
      case "give-up":
        return { report: passed ?? (await told(failure.status, failure.after)), departure: null };
      case "repair":
        if (!(await repair(lesson, session, standing, index, clock))) {
          learner.repairedAfresh(view);
          await session.tellTyped();
          return { report: passed, departure: { type: "go", step: index } };
        }
        before = await session.latest();
        for (const open of session.terminals.values()) open.forget();
        decision = await learner.repaired(view);
        break;
      case "look":
      case "run": {
        const trouble = decision.type === "run" ? await runStep(play, step) : null;
        if (trouble !== null) {
          failure = { status: { type: "error", trouble }, after: [] };
          decision = await learner.troubled(view, trouble);
          break;
        }
        const known = decision.type === "look" ? decision.results : undefined;
        const green = known ?? (await lookNow());
        emit({ type: "checks-judged", step, results: green });
        if (allPassed(green) && !provesNothing) {
          passed ??= await told({ type: "passed" }, green);
          standing.passed(index);
          decision = await learner.passed(view);
        } else {
          failure = { status: { type: "failed" }, after: green };
          decision = await learner.failed(view, green);
        }
      }
    }
  }
}

/** Types the step's lines. A learner may have changed what they depend on since they were shown. */
async function runStep({ session, emit, patience }: Play, { definition }: PlayedStep): Promise<StepTrouble | null> {
  const lines = await session.lines(definition.command);
  const lastStaysRunning = definition.leaves === "running";
  return runLines(session, { terminal: definition.terminal, lines, lastStaysRunning, patience }, emit);
}
