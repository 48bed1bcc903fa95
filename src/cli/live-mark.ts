import { COURSE } from "../../lessons/course.ts";
import { stepsWithChallenge } from "../course/lesson.ts";
import { loadLesson } from "../course/load.ts";
import type { LabRecord } from "../lab/record.ts";
import type { Mark } from "../map/sheet.ts";
import { deathPlaceIn, explained } from "../player/explain.ts";
import { judgeChecks } from "../player/judge.ts";
import { packetMark } from "../ui/packet-mark.ts";
import { SYSTEM_CLOCK } from "./clock.ts";
import type { Context } from "./context.ts";
import { sceneOf } from "./live-scene.ts";

/**
 * Where a packet ends that the open step of a lab wants to arrive, if it was seen there that it does not. Sends packets
 * of its own to find out, and only then: it may get through meanwhile.
 */
export async function liveMark(
  { machine, spoken }: Pick<Context, "machine" | "spoken">,
  running: LabRecord,
): Promise<Mark | null> {
  const { position } = running;
  const entry = position?.course === undefined ? COURSE.find(({ id }) => id === position?.lesson) : undefined;
  // the code of another course is not run for a map; records of older versions do not tell
  if (position === null || entry === undefined || (position.failed ?? null) === null) return null;
  const lesson = await loadLesson(entry, machine.packageRoot);
  if (!("definition" in lesson)) return null;
  const step = stepsWithChallenge(lesson.definition).find(({ id }) => id === position.failed);
  const checks = step?.checks.filter(({ kind }) => kind === "active") ?? [];
  const scene = () => sceneOf(running);
  return packetMark(deathPlaceIn(await explained(await judgeChecks(checks, scene, SYSTEM_CLOCK, false), scene)), spoken.words);
}
