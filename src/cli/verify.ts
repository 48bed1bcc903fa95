import type { LessonEntry } from "../course/entry.ts";
import type { Lab } from "../lab/lab.ts";
import type { PlayerEvent } from "../player/events.ts";
import { playInFreshLab } from "../player/fresh-lab.ts";
import { type Overheard, replayLearner } from "../player/replay-learner.ts";
import { lessonDocument, type LessonDocument, summarize, type VerifyDocument } from "../ui/report/document.ts";
import { prettyLesson } from "../ui/report/pretty.ts";
import { chooseLessons } from "./choose-lesson.ts";
import { SYSTEM_CLOCK } from "./clock.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { type Problem, problemOf } from "./problems.ts";
import { stageOf, UNATTENDED_PATIENCE, UNATTENDED_SIZE } from "./stage.ts";
import type { VerifyOptions } from "./verify-options.ts";
import { tell, told } from "./telling.ts";
import { reportStyle, writeReport } from "./write-report.ts";

/** `nslab verify`: the report on standard output, everything else on standard error. */
export async function verify(context: Context, options: VerifyOptions): Promise<ExitCode> {
  const chosen = chooseLessons(options.lessons, context.course.lessons);
  if (chosen.type === "unknown-lesson") {
    tell(context, chosen.message);
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
  const style = reportStyle(context, options);
  const found: (LessonDocument | null)[] = entries.map(() => null);
  let lab: VerifyDocument["lab"] = null;
  const problems: Problem[] = [];
  let printed = 0;
  const printReady = () => {
    for (
      let ready = found[printed];
      options.format === "pretty" && ready !== undefined && ready !== null;
      ready = found[printed]
    ) {
      context.output.write(prettyLesson(ready, style));
      printed += 1;
    }
  };
  const queue = [...entries.entries()];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined && !context.stop.aborted && problems.length === 0; next = queue.shift()) {
      const [index, entry] = next;
      const result = await replayLesson(context, entry, ({ privilege, cgroup }) => {
        lab = { privilege, cgroup };
      });
      if (context.stop.aborted) return; // the lab was ended in the middle: nothing to judge
      if ("code" in result) problems.push(result);
      else found[index] = result;
      printReady();
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  if (context.stop.aborted) return EXIT.interrupted;
  const [problem] = problems;
  if (problem !== undefined) {
    for (const line of problem.lines) tell(context, line);
    return problem.code;
  }
  const lessons = found.filter((lesson) => lesson !== null);
  const document: VerifyDocument = {
    format: 2,
    version: context.version,
    mode: "replay",
    lab,
    lessons,
    summary: summarize(lessons, SYSTEM_CLOCK.now() - started),
  };
  return writeReport(context, document, options.format, style);
}

/** Replays one lesson: its part of the document, or what kept it from being played. */
async function replayLesson(context: Context, entry: LessonEntry, onLab: (lab: Lab) => void): Promise<LessonDocument | Problem> {
  let document: LessonDocument | null = null;
  const overheard = new Map<string, readonly Overheard[]>();
  const learner = replayLearner(
    ({ definition: { id } }, words) => void overheard.set(id, [...(overheard.get(id) ?? []), ...words]),
  );
  const emit = (event: PlayerEvent) => {
    if (event.type === "lesson-ended" || event.type === "lesson-skipped")
      document = lessonDocument(event.lesson, event.reports, (said) => told(context, said), overheard);
  };
  const stage = stageOf(context, { emit, size: () => UNATTENDED_SIZE, patience: UNATTENDED_PATIENCE });
  const createLab = async () => {
    const lab = await stage.createLab();
    if (!("type" in lab)) onLab(lab);
    return lab;
  };
  const played = await playInFreshLab({ ...stage, createLab }, entry, learner, { lookBefore: true, firstStep: 0 });
  // A lesson that was played or skipped has ended with an event that says so.
  return problemOf(played) ?? document!;
}
