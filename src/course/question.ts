import type { TerminalName } from "../terminal/names.ts";
import type { Command, Situation } from "./command.ts";

/** A question at a lesson's end: its deeds; its words stand in the lesson's Markdown. */
export type QuestionDefinition = ChoiceQuestion | NumberQuestion;

export interface ChoiceQuestion {
  /** Names the section `## question ID: …`. */
  readonly id: string;
  /** `one`: exactly one answer is right. `several`: all that are right must be chosen, and no other. */
  readonly kind: "one" | "several";
  /** Names of the right answers. */
  readonly right: readonly string[];
}

/** A number that the learner reads from the lab: another one in every run, so that it cannot be copied. */
export interface NumberQuestion {
  readonly id: string;
  readonly kind: "number";
  /** Where `prepare` is typed, and where the learner may look. */
  readonly terminal: TerminalName;
  /** Makes in the lab what is asked about; run for the learner to see. */
  readonly prepare?: Command;
  /** The right number, or null when what was asked about is not there. */
  answer(situation: Situation): number | null;
  /** Wrong numbers that tell what was misunderstood, by the name of their explanation. */
  readonly mistakes?: Readonly<Record<string, (situation: Situation) => number | null>>;
}

/** Whether an answer is right, and the names of the explanations that go with it. */
export interface Judged {
  readonly right: boolean;
  readonly because: readonly string[];
}

/**
 * Judges names that were chosen. What was wrongly chosen is explained, and what was missed;
 * for a right answer, each of its parts.
 */
export function judgeChoice({ right }: ChoiceQuestion, chosen: readonly string[]): Judged {
  const wrong = chosen.filter((name) => !right.includes(name));
  const missed = right.filter((name) => !chosen.includes(name));
  if (wrong.length === 0 && missed.length === 0) return { right: true, because: right };
  return { right: false, because: wrong.length > 0 ? wrong : missed };
}

/** Judges a number against the lab as it is; null when what was asked about is gone. */
export function judgeNumber(question: NumberQuestion, given: number, situation: Situation): Judged | null {
  const answer = question.answer(situation);
  if (answer === null) return null;
  if (given === answer) return { right: true, because: ["right"] };
  const mistake = Object.entries(question.mistakes ?? {}).find(([, number]) => number(situation) === given);
  return { right: false, because: [mistake?.[0] ?? "other"] };
}
