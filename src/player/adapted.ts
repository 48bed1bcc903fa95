import type { Check } from "../../checks/check.ts";
import type { ChallengeDefinition, LessonDefinition, Need, StepDefinition } from "../course/lesson.ts";
import type { Lesson } from "../course/load.ts";

/** Whether the machine has a program. */
export type Has = (program: string) => boolean;

/**
 * A lesson as this machine can play it: a check that asks by a program which is not there is left out, and a step of which
 * nothing could be proved then needs that program.
 */
export function adapted(lesson: Lesson, has: Has): Lesson {
  const definition = adaptedDefinition(lesson.definition, has);
  return definition === lesson.definition ? lesson : { ...lesson, definition };
}

/** Likewise its deeds alone; the same object where nothing is missing. */
export function adaptedDefinition(definition: LessonDefinition, has: Has): LessonDefinition {
  const challenge = without(definition.challenge, has);
  const steps = definition.steps.map((step) => without(step, has));
  if (challenge === definition.challenge && steps.every((step, index) => step === definition.steps[index])) return definition;
  return { ...definition, steps, challenge };
}

function without<Step extends StepDefinition | ChallengeDefinition>(step: Step, has: Has): Step {
  const blind = step.checks.filter((check) => lacking(check, has).length > 0);
  if (blind.length === 0) return step;
  const checks = step.checks.filter((check) => !blind.includes(check));
  if (checks.length > 0) return { ...step, checks };
  const programs = [...new Set(blind.flatMap((check) => lacking(check, has)))];
  return { ...step, needs: [...(step.needs ?? []), ...programs.map((name): Need => `program:${name}`)] };
}

function lacking(check: Check, has: Has): readonly string[] {
  return (check.programs ?? []).filter((program) => !has(program));
}
