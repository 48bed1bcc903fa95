import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseProgress } from "../../src/progress/parse-progress.ts";
import { NOTHING_YET, passedStep, type Progress, withPassed, withPosition } from "../../src/progress/progress.ts";
import type { Home, Who } from "../support/people.ts";
import type { PlannedStep } from "./points.ts";

const STATE = ".local/state/nslab";

/** The progress of somebody who has passed everything before a step, and stands at it. */
export function progressAt(course: readonly PlannedStep[], here: PlannedStep): Progress {
  const at = "2026-01-02T03:04:05.678Z";
  const before = course.slice(0, course.indexOf(here));
  const passed = before.reduce((progress, step) => withPassed(progress, step, { at, by: "typed" }), NOTHING_YET);
  return withPosition(passed, { lesson: here.lesson, step: here.step });
}

/** Writes it as that person. */
export function writeProgress(who: Who, home: Home, progress: Progress): void {
  const script = 'umask 077 && mkdir -p "$1" && printf %s "$2" > "$1/progress.json"';
  execFileSync("sh", ["-c", script, "sh", join(home.path, STATE), JSON.stringify(progress)], { ...who.ids, cwd: "/" });
}

/** The progress on disk, or what is wrong with it. */
export function readProgress(home: Home): Progress | string {
  try {
    const parsed = parseProgress(readFileSync(join(home.path, STATE, "progress.json"), "utf8"));
    return parsed.type === "progress" ? parsed.progress : `the progress file is ${parsed.type}`;
  } catch (error) {
    return `the progress file cannot be read: ${String(error)}`;
  }
}

/** Complaints about a journal: lines that are none of its entries. */
export function journalComplaints(home: Home): readonly string[] {
  let text = "";
  try {
    text = readFileSync(join(home.path, STATE, "journal.jsonl"), "utf8");
  } catch {
    return []; // nothing was noted yet
  }
  return text
    .split("\n")
    .filter((line) => line !== "" && !isEntry(line))
    .map((line) => `the journal has a line that is none: ${line.slice(0, 60)}`);
}

function isEntry(line: string): boolean {
  try {
    return typeof JSON.parse(line) === "object";
  } catch {
    return false;
  }
}

/**
 * What is wrong with the progress after a fault: anything lost, anything that was not passed, or a place
 * where the learner is not.
 * @param hasPassed whether the screen had said so before the fault; null where only the fault knows
 */
export function progressComplaints(
  before: Progress,
  after: Progress | string,
  here: PlannedStep,
  next: PlannedStep | null,
  hasPassed: boolean | null,
): readonly string[] {
  if (typeof after === "string") return [after];
  const complaints: string[] = [];
  for (const [lesson, steps] of Object.entries(before.lessons)) {
    for (const [step, passed] of Object.entries(steps)) {
      if (JSON.stringify(passedStep(after, lesson, step)) !== JSON.stringify(passed)) {
        complaints.push(`${lesson}/${step} was passed and is lost or changed`);
      }
    }
  }
  for (const [lesson, steps] of Object.entries(after.lessons)) {
    for (const step of Object.keys(steps)) {
      const isHere = lesson === here.lesson && step === here.step;
      if (!isHere && passedStep(before, lesson, step) === null) complaints.push(`${lesson}/${step} counts as passed and was not`);
    }
  }
  const isPassed = passedStep(after, here.lesson, here.step) !== null;
  if (hasPassed === true && !isPassed) complaints.push("the step has passed on the screen and not on disk");
  if (hasPassed === false && isPassed) complaints.push("the step was not run and counts as passed");
  const places = [here, ...(isPassed && next !== null ? [next] : [])].map(({ lesson, step }) => `${lesson}/${step}`);
  const place = `${after.current?.lesson}/${after.current?.step}`;
  const isNextLesson = isPassed && next !== null && next.lesson !== here.lesson && place === `${next.lesson}/`;
  if (!places.includes(place) && !isNextLesson) complaints.push(`the place is ${place}, not ${places.join(" or ")}`);
  return complaints;
}
