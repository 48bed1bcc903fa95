import type { Preparation, StepDefinition } from "../course/lesson.ts";
import { placeOf } from "../course/command.ts";
import type { Lesson } from "../course/load.ts";
import type { StepTrouble } from "./events.ts";
import { type Clock, judgeChecks } from "./judge.ts";
import { missingNeed } from "./needs.ts";
import { runLines } from "./run-lines.ts";
import type { Session } from "./session.ts";

/** Finds another lesson of the course for its steps. */
export type FindLesson = (id: string) => Promise<Lesson>;

const PATIENCE_MS = 20_000;

/** Brings a fresh lab to where a lesson starts, or to one of its later steps. Nothing of it is shown. */
export async function prepare(
  session: Session,
  lesson: Lesson,
  firstStep: number,
  find: FindLesson,
  clock: Clock,
): Promise<StepTrouble | null> {
  if (lesson.definition.needs?.includes("world") === true) {
    const ended = await session.lab.worldReady();
    if (ended !== null) return { type: "lab-ended", complaint: ended.complaint };
  }
  for (const preparation of lesson.definition.startsFrom) {
    if ("command" in preparation) {
      const trouble = await runCommand(session, preparation);
      if (trouble !== null) return trouble;
      continue;
    }
    for (const step of await stepsOf(preparation, find)) {
      const trouble = await runQuietly(session, step, clock);
      if (trouble !== null) return trouble;
    }
  }
  for (const step of lesson.definition.steps.slice(0, firstStep)) {
    const trouble = await runQuietly(session, step, clock);
    if (trouble !== null) return trouble;
  }
  return null;
}

type OwnCommand = Extract<Preparation, { command: unknown }>;

async function stepsOf(preparation: Exclude<Preparation, OwnCommand>, find: FindLesson): Promise<readonly StepDefinition[]> {
  const lesson = await find(preparation.lesson);
  return preparation.steps.map((id) => {
    const step = lesson.definition.steps.find((each) => each.id === id);
    if (step === undefined) throw new Error(`lesson ${preparation.lesson} has no step ${id} to start from`);
    return step;
  });
}

/** A command of the lesson's own: unlike a step's, it is never meant to fail. */
async function runCommand(session: Session, { terminal: name, command }: OwnCommand): Promise<StepTrouble | null> {
  for (const line of await session.lines(command)) {
    const { terminal: where, command: typed } = placeOf(line, name);
    const terminal = await session.terminal(where);
    terminal.forget();
    const work = { terminal: name, lines: [line], lastStaysRunning: false, patience: PATIENCE_MS };
    const trouble = await runLines(session, work, () => undefined);
    if (trouble !== null) return trouble;
    // a key that is pressed ends a command, which says so by its exit code
    if (typed !== null && (terminal.lastCode ?? 0) !== 0)
      return { type: "not-prepared", line: typed, output: terminal.output.trim() };
  }
  return null;
}

/** Does a step by its shown command, if the lab can. Nothing of it is shown, and only what keeps running is waited for. */
export async function runQuietly(session: Session, step: StepDefinition, clock: Clock): Promise<StepTrouble | null> {
  if (missingNeed(step.needs, session.lab) !== null) return null;
  const lines = await session.lines(step.command);
  const staysRunning = step.leaves === "running";
  const work = { terminal: step.terminal, lines, lastStaysRunning: staysRunning, patience: PATIENCE_MS };
  const trouble = await runLines(session, work, () => undefined);
  // A server has started when its checks say so, not when its command was typed.
  if (trouble === null && staysRunning) await judgeChecks(step.checks, () => session.scene(null), clock, true);
  return trouble;
}
