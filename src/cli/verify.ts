import { COURSE, type LessonEntry } from "../../lessons/course.ts";
import { createLab } from "../lab/machine.ts";
import type { CourseError } from "../course/course-error.ts";
import type { PlayerEvent } from "../player/events.ts";
import { playInFreshLab } from "../player/fresh-lab.ts";
import { UNATTENDED } from "../player/learner.ts";
import { lessonDocument, type LessonDocument, summarize, type VerifyDocument } from "../ui/report/document.ts";
import { REPORT_FORMATS, type ReportFormat } from "../ui/report/formats.ts";
import { prettyLesson, prettySummary, type ReportStyle } from "../ui/report/pretty.ts";
import { capabilitiesOf } from "../ui/streams.ts";
import { createStyle } from "../ui/style.ts";
import { SYSTEM_CLOCK } from "./clock.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { chooseLessons } from "./choose-lesson.ts";
import { courseErrorText, labEndedText, labFailedText } from "./failure-texts.ts";

export interface VerifyOptions {
  readonly lessons: readonly string[];
  readonly replay: boolean;
  readonly format: ReportFormat;
  /** Lessons played side by side. */
  readonly jobs: number;
}

/** A command that does not come back keeps a replay no longer than this. */
const PATIENCE_MS = 20_000;

/** `nslab verify`: the report on standard output, everything else on standard error. */
export async function verify(context: Context, options: VerifyOptions): Promise<ExitCode> {
  const chosen = chooseLessons(options.lessons, COURSE);
  if (chosen.type === "unknown-lesson") {
    context.errors.write(chosen.message);
    return EXIT.usage;
  }
  if (!options.replay) {
    const { verifyLive } = await import("./verify-live.ts");
    const live = await verifyLive(context, options, chosen.entries);
    if (live !== null) return live;
  }
  return replayLessons(context, options, chosen.entries);
}

async function replayLessons(context: Context, options: VerifyOptions, entries: readonly LessonEntry[]): Promise<ExitCode> {
  const started = SYSTEM_CLOCK.now();
  const style = createStyle(capabilitiesOf(context.output, context.machine.environment, { plain: false }));
  const found: (LessonDocument | null)[] = entries.map(() => null);
  const reach: { current: VerifyDocument["lab"] } = { current: null };
  const problems: Problem[] = [];
  let printed = 0;
  const printReady = () => {
    for (let ready = found[printed]; options.format === "pretty" && ready !== undefined && ready !== null; ready = found[printed]) {
      context.output.write(prettyLesson(ready, style));
      printed += 1;
    }
  };
  const queue = [...entries.entries()];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined && !context.stop.aborted && problems.length === 0; next = queue.shift()) {
      const [index, entry] = next;
      const result = await replayLesson(context, entry, reach);
      if (context.stop.aborted) return; // the lab was ended in the middle: nothing to judge
      if ("type" in result) problems.push(result);
      else found[index] = result;
      printReady();
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  if (context.stop.aborted) return EXIT.interrupted;
  const [problem] = problems;
  if (problem !== undefined) return tellProblem(context, problem);
  const lessons = found.filter((lesson) => lesson !== null);
  const document: VerifyDocument = { format: 1, version: context.version, mode: "replay", lab: reach.current, lessons, summary: summarize(lessons, SYSTEM_CLOCK.now() - started) };
  return finish(context, document, options.format, style);
}

/** Writes the report's end and tells the exit code. */
export function finish(context: Context, document: VerifyDocument, format: ReportFormat, style: ReportStyle): ExitCode {
  context.output.write(format === "pretty" ? prettySummary(document, style) : REPORT_FORMATS[format](document));
  return document.summary.failed > 0 ? EXIT.failed : EXIT.ok;
}

type Problem = { readonly type: "course"; readonly errors: readonly CourseError[] } | { readonly type: "lab"; readonly text: string; readonly code: ExitCode };

async function replayLesson(context: Context, entry: LessonEntry, reach: { current: VerifyDocument["lab"] }): Promise<LessonDocument | Problem> {
  let document: LessonDocument | null = null;
  const emit = (event: PlayerEvent) => {
    if (event.type === "lesson-ended" || event.type === "lesson-skipped") document = lessonDocument(event.lesson, event.reports);
  };
  const played = await playInFreshLab(
    {
      course: COURSE,
      packageRoot: context.machine.packageRoot,
      createLab: async () => {
        const lab = await createLab(context.machine);
        if (!("type" in lab)) reach.current = { privilege: lab.privilege, cgroup: lab.cgroup };
        return lab;
      },
      clock: SYSTEM_CLOCK,
      emit,
      size: { rows: 24, columns: 80 },
      patience: PATIENCE_MS,
      stop: context.stop,
    },
    entry,
    UNATTENDED,
    { lookBefore: true, firstStep: 0 },
  );
  switch (played.type) {
    case "course-errors":
      return { type: "course", errors: played.errors };
    case "lab-failed":
      return { type: "lab", text: labFailedText(played), code: EXIT.machine };
    case "lab-ended":
      return { type: "lab", text: labEndedText(played), code: EXIT.failed };
    case "played":
    case "skipped":
      // playInFreshLab ends with lesson-ended or lesson-skipped in both cases
      return document!;
  }
}

function tellProblem(context: Context, problem: Problem): ExitCode {
  switch (problem.type) {
    case "course":
      context.errors.write(problem.errors.map(courseErrorText).join(""));
      return EXIT.usage;
    case "lab":
      context.errors.write(problem.text);
      return problem.code;
  }
}
