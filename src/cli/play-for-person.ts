import { type Course, withWordsOf } from "../course/course.ts";
import type { LessonEntry } from "../course/entry.ts";
import { loadLesson } from "../course/load.ts";
import { lastCandidate, runtimeDirectories, runtimeDirectory } from "../lab/record.ts";
import { runningLabs } from "../lab/running-labs.ts";
import { stepsWithChallenge } from "../course/lesson.ts";
import type { PlayerEvent } from "../player/events.ts";
import { type LessonPlayed, playInFreshLab } from "../player/fresh-lab.ts";
import { type LessonRow, lessonRows } from "../progress/lesson-rows.ts";
import type { Place } from "../progress/place.ts";
import { Recorder } from "../progress/recorder.ts";
import { courseTotals } from "../progress/totals.ts";
import type { NotSaved } from "../progress/kept-file.ts";
import type { ProgressStore } from "../progress/store.ts";
import { say } from "../say/message.ts";
import { openInteractive } from "../ui/interactive.ts";
import type { Interactive } from "../ui/person.ts";
import { createLayout, type Layout } from "../ui/layout.ts";
import { terminalSize } from "../ui/take-over/screen-size.ts";
import { type Capabilities, capabilitiesOf, sizeOf } from "../ui/streams.ts";
import { chooseLanguage } from "../ui/language-menu.ts";
import { chooseLesson } from "../ui/lesson-menu.ts";
import { outsideEnded, outsideGoodbye, outsideWelcome } from "../ui/outside-course.ts";
import { answerQuestion } from "../ui/question-menu.ts";
import { TEXTS, textsIn } from "../ui/texts/texts.ts";
import { shuffled } from "./shuffled.ts";
import { SYSTEM_CLOCK } from "./clock.ts";
import { type Context, EXIT, type ExitCode, type Spoken } from "./context.ts";
import { type JournalOfPlay, keepJournal } from "./journal.ts";
import { tellingOfLeave } from "./leaving.ts";
import { noRecordText, notChosenText, notSavedText, placeNotKeptText } from "./notices.ts";
import { lessOn } from "./pager.ts";
import { choicesOf } from "./owner.ts";
import { progressOf } from "./person.ts";
import { problemOf } from "./problems.ts";
import { installationGone, stageOf } from "./stage.ts";
import { tell, told } from "./telling.ts";
import { alsoRunning } from "./which-lab.ts";

export interface PersonPlay {
  readonly entry: LessonEntry;
  /** The step to begin with; null or unknown: the first. */
  readonly step: string | null;
  /** Where he stood is gone from the course, which he is told. */
  readonly gone?: Place["gone"];
  readonly plain: boolean;
}

/** No command of a person's is too slow: he sees it run, and can press Ctrl-C. */
const PATIENCE_MS = 600_000;

/** Plays lessons for a person at a terminal, one after the other, until he leaves. */
export async function playForPerson(context: Context, play: PersonPlay): Promise<ExitCode> {
  const capabilities = capabilitiesOf(context.output, context.machine.environment, play);
  const { spoken } = context;
  const layout = await createLayout(
    capabilities,
    () => sizeOf(context.output).columns,
    () => textsIn(spoken),
  );
  const run = new PersonRun(context, layout, capabilities);
  try {
    return await run.play(play);
  } finally {
    run.close();
  }
}

class PersonRun {
  readonly #context: Context;
  /** The learner may change it at any time. */
  readonly #spoken: Spoken;
  readonly #layout: Layout;
  readonly #capabilities: Capabilities;
  readonly #store: ProgressStore;
  readonly #screen: Interactive;
  readonly #recorder: Recorder;
  readonly #journal: JournalOfPlay;
  #toldNotSaved = false;
  #hasSaidGoodbye = false;
  /** What keeps the progress from being saved now. */
  #notSaved: NotSaved | null = null;
  /** The lesson that was opened last. */
  #lesson = "";

  constructor(context: Context, layout: Layout, capabilities: Capabilities) {
    this.#context = context;
    this.#spoken = context.spoken;
    this.#layout = layout;
    this.#capabilities = capabilities;
    this.#store = progressOf(context);
    this.#journal = keepJournal(context, () => layout.texts);
    this.#recorder = new Recorder({
      course: context.course.lessons.map((entry) => entry.id),
      update: (change) => this.#tellNotSaved(this.#store.update(change)),
      now: () => SYSTEM_CLOCK.now(),
      today: () => new Date().toISOString(),
    });
    this.#screen = openInteractive({
      input: context.input,
      output: context.output,
      capabilities,
      layout,
      now: () => SYSTEM_CLOCK.now(),
      stop: context.stop,
      terminal: context.terminal,
      interrupt: () => context.ending.interrupt(),
      openPager: lessOn(context),
      chooseLesson: () => chooseLesson({ ...context, layout, capabilities, lessons: this.#lessons() }),
      chooseLanguage: () => this.#chooseLanguage(),
      answer: (kind, choices) => answerQuestion({ ...context, layout, capabilities }, kind, choices),
      shuffle: shuffled,
      onSolutionShown: (lesson, step) => this.#recorder.solutionShown(lesson.id, step.definition.id),
    });
    context.input.on("data", this.#recorder.sign);
  }

  close(): void {
    this.#context.input.off("data", this.#recorder.sign);
    this.#recorder.close();
    this.#screen.close();
  }

  async play({ entry: first, step, gone = null }: PersonPlay): Promise<ExitCode> {
    const { environment, uid } = this.#context.machine;
    if (runtimeDirectory(environment, uid) === null) {
      tell(this.#context, noRecordText(lastCandidate(uid)));
    }
    const others = alsoRunning(runningLabs(runtimeDirectories(environment, uid)));
    if (others !== null) tell(this.#context, others);
    if (gone !== null) this.#say(this.#layout.texts.pages.placeGone[gone]);
    if (this.#store.load().progress.current === null) {
      const { outside } = this.#context.course;
      const begun = await this.#screen.welcome(...(outside === null ? [] : [() => told(this.#context, outsideWelcome(outside))]));
      if (begun.type === "leave") return this.#goodbye();
      if (begun.type === "open") return this.#playFrom(standingAt(this.#context.course, begun.lesson));
    }
    return this.#playFrom({ entry: first, step });
  }

  async #playFrom(first: Standing | null): Promise<ExitCode> {
    const { course } = this.#context;
    for (let at = first; at !== null; ) {
      const { entry } = at;
      const played = await this.#playLesson(entry, at.step);
      if (this.#context.stop.aborted) return EXIT.interrupted;
      if (played.type === "lab-ended") {
        const onward = await this.#screen.labEnded(played.complaint);
        if (onward.type === "leave") return this.#goodbye();
        at = onward.type === "open" ? standingAt(course, onward.lesson) : this.#standingIn(entry);
        continue;
      }
      const problem = problemOf(played);
      if (problem !== null) {
        this.#context.errors.write("\n");
        for (const line of problem.lines) tell(this.#context, line);
        return problem.code;
      }
      const departure = played.type === "played" ? played.departure : null;
      const onward = departure ?? (await this.#screen.afterLesson(entry === course.lessons.at(-1)));
      if (onward.type === "leave") return this.#goodbye();
      at = onward.type === "open" ? standingAt(course, onward.lesson) : lessonAfter(course, entry);
    }
    this.#say(course.outside === null ? this.#courseEnded() : told(this.#context, outsideEnded(course.outside)));
    return EXIT.ok;
  }

  #courseEnded(): string {
    const { steps, passed } = courseTotals(this.#lessons());
    const { courseEnded, courseEndedWithGaps } = this.#layout.texts.pages;
    return passed === steps ? courseEnded : courseEndedWithGaps(steps - passed);
  }

  /** At the step of that lesson at which the learner goes on. */
  #standingIn(entry: LessonEntry): Standing {
    const { current } = this.#store.load().progress;
    return { entry, step: current?.lesson === entry.id ? current.step : null };
  }

  /** The lessons with what is passed of each now; one whose words cannot be read is left out, and says so when it is opened. */
  #lessons(): readonly LessonRow[] {
    const { packageRoot } = this.#context.machine;
    const { progress } = this.#store.load();
    return lessonRows(this.#context.course.lessons, packageRoot, progress, progress.current, this.#spoken.language).flatMap(
      (row) => ("type" in row ? [] : [row]),
    );
  }

  /** @returns whether it is another one now */
  async #chooseLanguage(): Promise<boolean> {
    const chosen = await chooseLanguage({ ...this.#context, layout: this.#layout, capabilities: this.#capabilities });
    if (chosen === null) return false;
    const problem = choicesOf(this.#context).chooseLanguage(chosen);
    if (problem !== null) tell(this.#context, say`\n${{ problem: notChosenText(problem, chosen) }}`);
    const isChanged = chosen !== this.#spoken.language;
    this.#spoken.language = chosen;
    this.#spoken.words = withWordsOf(this.#context.course, chosen, TEXTS[chosen].words);
    return isChanged;
  }

  async #playLesson(entry: LessonEntry, step: string | null): Promise<LessonPlayed> {
    const { machine, output } = this.#context;
    this.#lesson = entry.id;
    const gone = installationGone(this.#context);
    if (gone !== null) return gone;
    const lesson = await loadLesson(entry, machine.packageRoot);
    const steps = "definition" in lesson ? stepsWithChallenge(lesson.definition) : [];
    const firstStep = Math.max(
      0,
      steps.findIndex((each) => each.id === step),
    );
    // The shells of the lab are to know when nothing can be moved on the learner's terminal.
    const terminal = this.#capabilities.cursor ? {} : { TERM: "dumb" };
    const forLab = { ...machine, environment: { ...machine.environment, ...terminal } };
    const stage = stageOf(
      { ...this.#context, machine: forLab },
      {
        emit: (event) => this.#follow(event),
        size: () => terminalSize(output, this.#capabilities),
        patience: PATIENCE_MS,
        language: () => this.#spoken.language,
      },
    );
    const learner = tellingOfLeave(this.#screen.learner, () => this.#context.ending.leave(() => this.#lastWords()));
    return playInFreshLab(stage, entry, this.#journal.telling(learner), { lookBefore: false, firstStep });
  }

  /** Records what the learner passed and where he stands, then shows what happened. */
  #follow(event: PlayerEvent): void {
    this.#recorder.follow(event);
    this.#journal.follow(event);
    this.#screen.emit(event);
  }

  #tellNotSaved(problem: NotSaved | null): void {
    this.#notSaved = problem;
    if (problem === null || this.#toldNotSaved) return;
    this.#toldNotSaved = true;
    tell(this.#context, say`\n${{ problem: notSavedText(problem) }}`);
  }

  #goodbye(): ExitCode {
    if (this.#context.stop.aborted) return EXIT.interrupted;
    this.#context.output.write(this.#lastWords());
    return EXIT.ok;
  }

  /** Goodbye, once. */
  #lastWords(): string {
    if (this.#hasSaidGoodbye) return "";
    this.#hasSaidGoodbye = true;
    this.#recorder.close(); // tries once more
    const problem = this.#notSaved;
    const { outside } = this.#context.course;
    const goodbye = outside === null ? this.#layout.texts.pages.goodbye : told(this.#context, outsideGoodbye(outside));
    return this.#shown(problem === null ? goodbye : told(this.#context, placeNotKeptText(problem, this.#lesson)));
  }

  #say(markdown: string): void {
    this.#context.output.write(this.#shown(markdown));
  }

  #shown(markdown: string): string {
    return `\n${this.#layout.markdown(markdown, this.#layout.width())}\n`;
  }
}

/** A lesson to be played, and the step to begin with; null: the first. */
interface Standing {
  readonly entry: LessonEntry;
  readonly step: string | null;
}

function standingAt({ lessons }: Course, lesson: string): Standing | null {
  const entry = lessons.find((each) => each.id === lesson);
  return entry === undefined ? null : { entry, step: null };
}

/** Null after the last one. */
function lessonAfter({ lessons }: Course, entry: LessonEntry): Standing | null {
  const next = lessons[lessons.indexOf(entry) + 1];
  return next === undefined ? null : { entry: next, step: null };
}
