import { type StepDefinition, stepsWithChallenge } from "../course/lesson.ts";
import { placeOf } from "../course/command.ts";
import type { Lesson } from "../course/load.ts";
import type { TerminalName } from "../terminal/names.ts";
import { allPassed, type Clock, judgeChecks } from "./judge.ts";
import { runLines } from "./run-lines.ts";
import type { Session } from "./session.ts";
import { repairOf } from "./standing.ts";
import type { StandingFacts } from "./standing-facts.ts";

const PATIENCE_MS = 20_000;

/**
 * Makes true again, in this lab, what steps before the open one did. False: it takes a fresh lab.
 * What it types is not the learner's doing, and no event tells of it.
 */
export async function repair(
  lesson: Lesson,
  session: Session,
  standing: StandingFacts,
  open: number,
  clock: Clock,
): Promise<boolean> {
  const steps = stepsWithChallenge(lesson.definition);
  const terminals = new Map<number, readonly TerminalName[]>();
  const snapshot = await session.look();
  // he who asks for it has just been told what is lost
  const lost = await standing.stillLost(open);
  for (const { step } of lost) terminals.set(step, await terminalsOf(steps[step], session));
  const plan = repairOf(lost, steps, open, (step) => standing.isInPlace(step, terminals.get(step) ?? [], snapshot));
  if (plan.type === "none") return true;
  if (plan.type === "afresh") return false;
  for (const index of plan.steps) {
    const step = steps[index];
    if (step === undefined || !(await rerun(step, session, clock))) return false;
  }
  return (await standing.lost(open)).length === 0;
}

async function rerun(step: StepDefinition, session: Session, clock: Clock): Promise<boolean> {
  const lines = await session.lines(step.command);
  const work = { terminal: step.terminal, lines, lastStaysRunning: step.leaves === "running", patience: PATIENCE_MS };
  const before = await session.latest();
  if ((await runLines(session, work, () => undefined)) !== null) return false;
  return allPassed(await judgeChecks(step.checks, () => session.scene(before), clock, true));
}

async function terminalsOf(step: StepDefinition | undefined, session: Session): Promise<readonly TerminalName[]> {
  if (step === undefined) return [];
  const lines = await session.lines(step.command);
  return [...new Set([step.terminal, ...lines.map((line) => placeOf(line, step.terminal).terminal)])];
}
