import { stepsWithChallenge } from "../course/lesson.ts";
import type { PlayerEvent } from "../player/events.ts";
import { allPassed } from "../player/judge.ts";
import { ActiveTime } from "./active-time.ts";
import { type Position, type Progress, withPassed, withPosition, withSolution, withTime } from "./progress.ts";

export interface RecorderOptions {
  /** Ids of the lessons, in the order of the course. */
  readonly course: readonly string[];
  /** Keeps the progress; says itself what prevents it. */
  readonly update: (change: (progress: Progress) => Progress) => void;
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
  /** The time of day, as ISO 8601. */
  readonly today: () => string;
}

/** Turns what happens while a person plays into his progress: what was passed and how, the time, where he stands. */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #time: ActiveTime;
  /** The step that time is spent on: the one opened last. */
  #open: Position | null = null;
  /** nslab has typed lines since the checks were judged last. */
  #typedForHim = false;
  #by: "enter" | "typed" = "typed";

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#time = new ActiveTime(options.now);
  }

  /** A key was pressed. */
  readonly sign = (): void => this.#time.sign();

  follow(event: PlayerEvent): void {
    this.#time.sign();
    switch (event.type) {
      case "step-opened":
        this.#save((progress) => withPosition(progress, placeOf(event)));
        this.#open = placeOf(event);
        this.#typedForHim = false;
        return;
      case "line-started":
        this.#typedForHim = true;
        return;
      case "checks-judged":
        if (allPassed(event.results)) this.#by = this.#typedForHim ? "enter" : "typed";
        this.#typedForHim = false;
        return;
      case "step-ended":
        this.#stepEnded(event);
        return;
      case "lesson-skipped":
        this.#moveOn(event.lesson.id);
        return;
      case "lesson-ended":
        if (event.outcome === "passed") this.#moveOn(event.lesson.id);
        else this.close();
        return;
      case "lesson-opened":
      case "lesson-continued":
      case "lab-failed":
      case "question-ended":
      case "looked":
      case "output":
      case "command-typed":
      case "line-ended":
        return;
    }
  }

  /** The learner had the solution of the open step shown. */
  solutionShown(lesson: string, step: string): void {
    this.#options.update((progress) => withSolution(progress, { lesson, step }));
  }

  /** Keeps the time spent so far; the learner leaves. */
  close(): void {
    this.#save((progress) => progress);
  }

  #stepEnded(event: Extract<PlayerEvent, { type: "step-ended" }>): void {
    const { lesson, report } = event;
    if (report.status.type !== "passed") {
      this.close();
      return;
    }
    const here = { lesson: lesson.id, step: report.step.definition.id };
    const next = stepsWithChallenge(lesson.definition)[report.step.index + 1];
    const passed = { at: this.#options.today(), by: this.#by };
    this.#save((progress) => {
      const changed = withPassed(progress, here, passed);
      return next === undefined ? changed : withPosition(changed, { lesson: lesson.id, step: next.id });
    });
  }

  /** The lesson is done: the learner stands at the next one. */
  #moveOn(done: string): void {
    const next = this.#options.course[this.#options.course.indexOf(done) + 1];
    this.#save((progress) => (next === undefined ? progress : withPosition(progress, { lesson: next, step: "" })));
  }

  #save(change: (progress: Progress) => Progress): void {
    const open = this.#open;
    const spent = this.#time.take();
    this.#options.update((progress) => change(open === null ? progress : withTime(progress, open, spent)));
  }
}

function placeOf({ lesson, step }: Extract<PlayerEvent, { type: "step-opened" }>): Position {
  return { lesson: lesson.id, step: step.definition.id };
}
