import type { Judged, QuestionDefinition } from "../course/question.ts";
import { judgeNumber } from "../course/question.ts";
import type { QuestionText } from "../course/question-text.ts";
import type { Lesson } from "../course/load.ts";
import type { Emit, StepTrouble } from "./events.ts";
import { runLines } from "./run-lines.ts";
import type { Session } from "./session.ts";

/** A question as the player's user sees it when asked. */
export interface QuestionView {
  readonly lesson: Lesson;
  readonly session: Session;
  readonly definition: QuestionDefinition;
  readonly text: QuestionText;
  /** 0 for the first. */
  readonly index: number;
  readonly count: number;
  /** Makes in the lab what is asked about, for the learner to see. */
  prepare(): Promise<StepTrouble | null>;
  /** Whether what is asked about is in the lab. */
  isThere(): Promise<boolean>;
  /** Judges a number against the lab as it is now; null when what was asked about is gone. */
  judgeNumber(given: number): Promise<Judged | null>;
}

export interface QuestionWork {
  readonly lesson: Lesson;
  readonly session: Session;
  /** Milliseconds a command may take. */
  readonly patience: number;
  readonly emit: Emit;
}

/** The questions of a lesson, each ready to be asked. */
export function questionViews(work: QuestionWork): readonly QuestionView[] {
  const { lesson, session } = work;
  const questions = lesson.definition.questions ?? [];
  return questions.map((definition, index): QuestionView => {
    return {
      lesson,
      session,
      definition,
      get text(): QuestionText {
        const text = lesson.text.questions.get(definition.id);
        if (text !== undefined) return text;
        throw new Error(`the question ${definition.id} has no words: loading the lesson should have said so`);
      },
      index,
      count: questions.length,
      prepare: () => prepare(work, definition),
      isThere: async () => definition.kind !== "number" || definition.answer(await session.situation()) !== null,
      judgeNumber: async (given) =>
        definition.kind === "number" ? judgeNumber(definition, given, await session.situation()) : null,
    };
  });
}

async function prepare({ session, patience, emit }: QuestionWork, question: QuestionDefinition): Promise<StepTrouble | null> {
  if (question.kind !== "number" || question.prepare === undefined) return null;
  const lines = await session.lines(question.prepare);
  return runLines(session, { terminal: question.terminal, lines, lastStaysRunning: false, patience }, emit);
}
