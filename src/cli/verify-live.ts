import { frontOf } from "../../checks/places.ts";
import type { LessonEntry } from "../course/entry.ts";
import { idsOfChecks } from "../course/check-ids.ts";
import { type StepDefinition, stepsWithChallenge } from "../course/lesson.ts";
import { linesOf } from "../course/command.ts";
import { type Lesson, loadLesson } from "../course/load.ts";
import { LabGone } from "../kernel/read-snapshot.ts";
import { awaitLab } from "../lab/owner-labs.ts";
import { programExists } from "../lab/programs.ts";
import { type LabPosition, type LabRecord, runtimeDirectories } from "../lab/record.ts";
import { type Said, say } from "../say/message.ts";
import { inWords } from "../say/words.ts";
import { checkDocument, messageDocument, type Told } from "../player/check-document.ts";
import { adapted } from "../player/adapted.ts";
import { explained } from "../player/explain.ts";
import { judgeChecks } from "../player/judge.ts";
import { lineText, type LessonDocument, type StepDocument, summarize, type VerifyDocument } from "../ui/report/document.ts";
import { prettyLive } from "../ui/report/pretty-live.ts";
import { SYSTEM_CLOCK } from "./clock.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { sceneOf } from "./live-scene.ts";
import { statusNow, type Undone, undoneBy } from "./live-status.ts";
import { tell } from "./telling.ts";
import type { VerifyOptions } from "./verify-options.ts";
import { meant, noSuchLab, tellOthers } from "./which-lab.ts";
import { reportStyle, writeReport } from "./write-report.ts";

/**
 * Judges the lab of this person that runs now, as it is now: the steps passed in it, in order. One that is just being
 * replaced is waited for, but not long.
 * @returns null when no lab runs, or none that plays one of these lessons
 */
export async function verifyLive(
  context: Context,
  options: VerifyOptions,
  entries: readonly LessonEntry[],
): Promise<ExitCode | null> {
  const started = SYSTEM_CLOCK.now();
  const places = runtimeDirectories(context.machine.environment, context.machine.uid);
  let all: readonly LabRecord[] = [];
  let hasEnded = false;
  const judged = await awaitLab(
    places,
    async (labs) => {
      all = labs;
      const one = await judgeOneOf(meant(labs, options), context, entries);
      hasEnded ||= one === "ended";
      return one === "ended" ? null : one;
    },
    context.stop,
    options.lab,
  );
  if (context.stop.aborted) return EXIT.interrupted;
  if (judged === null && !hasEnded) {
    const missing = noSuchLab(options, all);
    if (missing === null) return null;
    tell(context, missing);
    return EXIT.failed;
  }
  if (judged === null || judged === "being-made") {
    tell(context, judged === null ? HAS_ENDED : BEING_MADE);
    return EXIT.failed;
  }
  const { found, running } = judged;
  tellOthers(context, running, all);
  const style = reportStyle(context, options);
  if (options.format === "pretty") context.output.write(prettyLive(found, style));
  const { privilege, cgroup } = running.reach;
  const document: VerifyDocument = {
    format: 2,
    version: context.version,
    mode: "live",
    lab: { privilege, cgroup },
    lessons: [found],
    summary: summarize([found], SYSTEM_CLOCK.now() - started),
  };
  return writeReport(context, document, options.format, style);
}

const BEING_MADE = say`Your lab is just being made, or brought to its step, so there is nothing to judge yet. Try again in a moment; nslab verify --replay plays lessons in labs of their own.`;

const HAS_ENDED = say`Your lab has ended while it was judged, and the next one is not there yet. Go on in its window, then try again; nslab verify --replay plays lessons in labs of their own.`;

/** Judges the newest lab that plays one of the lessons; null where there is none. */
async function judgeOneOf(
  labs: readonly LabRecord[],
  { course, machine, spoken }: Context,
  entries: readonly LessonEntry[],
): Promise<{ readonly found: LessonDocument; readonly running: LabRecord } | "ended" | null> {
  const wanted = new Set(entries.map((entry) => entry.id));
  const running = labs.findLast(
    ({ position }) => position !== null && position.course === course.outside?.id && wanted.has(position.lesson),
  );
  const entry = entries.find((each) => each.id === running?.position?.lesson);
  if (running === undefined || running.position === null || entry === undefined) return null;
  const lesson = await loadLesson(entry, machine.packageRoot);
  if (!("definition" in lesson)) return null; // a broken lesson cannot be running; the replay says what is wrong with it
  try {
    const told = (said: Said) => inWords(said, spoken.words);
    return { found: await judgeNow(adapted(lesson, programExists), running, running.position, told), running };
  } catch (error) {
    if (error instanceof LabGone) return "ended";
    throw error;
  }
}

async function judgeNow(lesson: Lesson, running: LabRecord, position: LabPosition, told: Told): Promise<LessonDocument> {
  const all = stepsWithChallenge(lesson.definition);
  const passed = all.filter((step) => position.passed.includes(step.id));
  const steps: StepDocument[] = [];
  for (const step of passed)
    steps.push(
      await judgeStep(lesson.id, step, running, {
        undone: undoneBy(all, step, position.passed),
        isLatest: step === passed.at(-1),
        told,
      }),
    );
  return { number: lesson.number, id: lesson.id, steps };
}

async function judgeStep(
  lesson: string,
  step: StepDefinition,
  running: LabRecord,
  { undone, isLatest, told }: { readonly undone: Undone | null; readonly isLatest: boolean; readonly told: Told },
): Promise<StepDocument> {
  const started = SYSTEM_CLOCK.now();
  const lasting = step.checks.filter((check) => check.kind !== "seen");
  const scene = () => sceneOf(running);
  const results = await explained(await judgeChecks(lasting, scene, SYSTEM_CLOCK, false), scene);
  const idOf = idsOfChecks(lesson, step);
  const checks = results.map((result) => checkDocument(idOf(result.check), result, "pass", told));
  const untrue = results.filter(({ verdict }) => verdict.type !== "pass").map(({ check }) => check);
  const { status, reason } = statusNow(lasting.length, untrue, undone, isLatest);
  return {
    id: step.id,
    terminal: step.terminal,
    command: await commandOf(step, running),
    status,
    ...(reason === undefined ? {} : { reason: messageDocument(reason, told) }),
    ms: Math.round(SYSTEM_CLOCK.now() - started),
    checks,
  };
}

/** As it would be typed now: what depends on PIDs has those of now. */
async function commandOf(step: StepDefinition, running: LabRecord): Promise<string> {
  const machine = { cgroup: running.reach.cgroup, has: programExists };
  const lines = await linesOf(step.command, machine, async () => {
    const scene = sceneOf(running);
    const snapshot = await scene.snapshot();
    return { ...machine, snapshot, front: (terminal) => frontOf(scene, snapshot, terminal)?.pids[0] ?? 0 };
  });
  return lines.map(lineText).join("\n");
}
