import { afterEach, beforeEach } from "vitest";
import { SYSTEM_CLOCK } from "../../src/cli/clock.ts";
import type { StepDefinition } from "../../src/course/lesson.ts";
import type { Lesson } from "../../src/course/load.ts";
import type { Lab } from "../../src/lab/lab.ts";
import type { LessonOutcome, PlayerEvent, StepReport } from "../../src/player/events.ts";
import { UNATTENDED } from "../../src/player/learner.ts";
import { type Play, playLesson } from "../../src/player/play-lesson.ts";
import { Session } from "../../src/player/session.ts";
import { SIZE, startTestLab } from "./test-lab.ts";
import { fileThere, step } from "./test-lesson.ts";

export interface Played {
  readonly outcome: LessonOutcome | "go";
  readonly events: readonly PlayerEvent[];
  readonly reports: readonly StepReport[];
}

/** A fresh lab for each test, in which it plays lessons. */
export class PlayRig {
  #session: Session | null = null;

  constructor() {
    beforeEach(async () => {
      this.#session = new Session(await startTestLab(), SIZE);
    });
    afterEach(() => this.lab.down());
  }

  get session(): Session {
    if (this.#session === null) throw new Error("the session is there only while a test runs");
    return this.#session;
  }

  get lab(): Lab {
    return this.session.lab;
  }

  /** Plays a lesson as a replay does, unless it is said otherwise. */
  async play(lesson: Lesson, more: Partial<Play> = {}): Promise<Played> {
    const events: PlayerEvent[] = [];
    const emit = (event: PlayerEvent) => void events.push(event);
    const { session } = this;
    const play: Play = {
      lesson,
      session,
      firstStep: 0,
      soFar: null,
      clock: SYSTEM_CLOCK,
      learner: UNATTENDED,
      emit,
      lookBefore: true,
      patience: 10_000,
    };
    const part = await playLesson({ ...play, ...more });
    const outcome = part.type === "ended" ? part.outcome : part.type;
    return { outcome, events, reports: events.flatMap((event) => (event.type === "step-ended" ? [event.report] : [])) };
  }
}

/** Each step's id and status. */
export function statuses(reports: readonly StepReport[]): readonly string[] {
  return reports.map((report) => `${report.step.definition.id} ${report.status.type}`);
}

/** A step that makes a file of its name in /tmp, and checks it. */
export function makes(name: string): StepDefinition {
  return step(name, `touch /tmp/${name}`, [fileThere(`/tmp/${name}`)]);
}
