import { stepsWithChallenge } from "../course/lesson.ts";
import type { Lesson } from "../course/load.ts";
import type { CheckResult, Emit, LessonOutcome, PlayedStep, StepReport, StepStatus, StepTrouble } from "./events.ts";
import { allPassed, type Clock, judgeChecks } from "./judge.ts";
import type { Learner, StepView } from "./learner.ts";
import { missingNeed } from "./needs.ts";
import { runLines } from "./run-lines.ts";
import type { Session } from "./session.ts";

export interface Play {
  readonly lesson: Lesson;
  readonly session: Session;
  /** Index of the step to begin with; the lab has been brought there. */
  readonly firstStep: number;
  readonly clock: Clock;
  readonly learner: Learner;
  readonly emit: Emit;
  /** A replay also looks before each command: a check that passes there proves nothing. */
  readonly lookBefore: boolean;
  /** Milliseconds a command may take unattended. */
  readonly patience: number;
}

/** Plays a lesson's steps in order and tells of everything by events. */
export async function playLesson(play: Play): Promise<LessonOutcome> {
  const { lesson, emit } = play;
  play.session.onTyped((terminal, command) => emit({ type: "command-typed", terminal, ...command }));
  emit({ type: "lesson-opened", lesson, firstStep: play.firstStep });
  const reports: StepReport[] = [];
  const steps = stepsWithChallenge(lesson.definition);
  let outcome: LessonOutcome = "passed";
  for (let index = play.firstStep; index < steps.length; index += 1) {
    const played = await playStep(play, index);
    await play.session.tellTyped();
    if (played.type === "left") return end(play, reports, "left");
    reports.push(played.report);
    emit({ type: "step-ended", lesson, report: played.report });
    if (played.report.status.type === "failed" || played.report.status.type === "error") {
      outcome = "failed";
      await skipRest(play, index + 1, played.report, reports);
      break;
    }
    const goesOn = played.report.status.type !== "passed" || (await play.learner.passed(played.view));
    if (!goesOn && index + 1 < steps.length) return end(play, reports, "left");
  }
  return end(play, reports, outcome);
}

function end(play: Play, reports: readonly StepReport[], outcome: LessonOutcome): LessonOutcome {
  play.emit({ type: "lesson-ended", lesson: play.lesson, reports, outcome });
  return outcome;
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
  const text = definition === undefined ? undefined : play.lesson.text.steps.get(definition.id);
  if (definition === undefined || text === undefined)
    throw new Error(`lesson ${play.lesson.id} has no step ${index} with words: loading it should have said so`);
  const lines = linesKnown ? await play.session.lines(definition.command) : [];
  return { definition, text, index, isChallenge: definition.id === "challenge", lines };
}

type Played = { readonly type: "left" } | { readonly type: "played"; readonly report: StepReport; readonly view: StepView };

async function playStep(play: Play, index: number): Promise<Played> {
  const { session, clock, emit, learner, lesson } = play;
  const before = await session.latest();
  const step = await openStep(play, index);
  const judge = (patient: boolean) => judgeChecks(step.definition.checks, () => session.scene(before), clock, patient);
  const view: StepView = { lesson, step, session, before, judge };
  const missing = missingNeed(step.definition.needs, session.lab);
  if (missing !== null)
    return { type: "played", view, report: { step, status: { type: "skipped", reason: missing }, before: [], after: [], ms: 0 } };
  const terminal = await session.terminal(step.definition.terminal);
  for (const open of session.terminals.values()) open.forget();
  const started = clock.now();
  const red = play.lookBefore ? await judge(false) : [];
  emit({ type: "step-opened", lesson, step, prompt: await terminal.prompt() });
  const report = (status: StepStatus, after: readonly CheckResult[]): Played => ({
    type: "played",
    view,
    report: { step, status, before: red, after, ms: clock.now() - started },
  });
  for (;;) {
    const decision = await learner.decide(view);
    let trouble: StepTrouble | null = null;
    switch (decision.type) {
      case "leave":
        return { type: "left" };
      case "skip":
        return report({ type: "skipped", reason: { type: "learner" } }, []);
      case "look":
        break;
      case "run":
        // A learner may have changed what the lines depend on since they were shown.
        trouble = await runLines(
          session,
          {
            terminal: step.definition.terminal,
            lines: await session.lines(step.definition.command),
            lastStaysRunning: step.definition.leaves === "running",
            patience: play.patience,
          },
          emit,
        );
        break;
    }
    if (trouble !== null) {
      const again = await learner.troubled(view, trouble);
      if (!again) return report({ type: "error", trouble }, []);
      continue;
    }
    const green = await judge(true);
    emit({ type: "checks-judged", step, results: green });
    const provesNothing = red.some((result) => result.verdict.type === "pass");
    if (allPassed(green) && !provesNothing) return report({ type: "passed" }, green);
    if (!(await learner.failed(view, green))) return report({ type: "failed" }, green);
  }
}
