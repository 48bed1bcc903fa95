import { describe, expect, test } from "vitest";
import type { StepDefinition } from "../../src/course/lesson.ts";
import { fileAt } from "../../src/kernel/process-files.ts";
import { type Overheard, replayLearner } from "../../src/player/replay-learner.ts";
import { inEnglish } from "../../src/say/words.ts";
import { makes, PlayRig, statuses } from "../support/play-rig.ts";
import { fileThere, lessonOf, step } from "../support/test-lesson.ts";

const rig = new PlayRig();

/** A hint that the lab's state chooses as long as there is that file. */
const whileThere = (path: string): Pick<StepDefinition, "hint"> => ({
  hint: (snapshot) => (fileAt(snapshot.host, path) === null ? null : `${path} is in the way`),
});

function nameOf(heard: Overheard): string {
  return heard.type === "lost" ? inEnglish(heard.lost) : heard.name;
}

/** What is overheard while a lesson of these steps is replayed, a line each. */
async function overhear(...steps: readonly StepDefinition[]): Promise<readonly string[]> {
  const heard: string[] = [];
  const learner = replayLearner(({ definition: { id } }, words) => {
    for (const each of words) heard.push(`${id} ${each.when}: ${each.type} ${nameOf(each)}`);
  });
  const { reports, outcome } = await rig.play(lessonOf(steps), { learner });
  expect(outcome, statuses(reports).join(", ")).toBe("passed");
  return heard;
}

describe("in a replay, somebody who does what is shown", () => {
  test("is told nothing where the steps are right", async () => {
    const hint = whileThere("/tmp/mistake");
    expect(await overhear(makes("one"), { ...makes("two"), ...hint })).toEqual([]);
  });

  test("hears a hint that blames him for what he found there on opening the step", async () => {
    const hint = whileThere("/tmp/one");
    const cures = step("two", "rm /tmp/one; touch /tmp/two", [fileThere("/tmp/two")], { undoes: ["one"], ...hint });
    expect(await overhear(makes("one"), cures)).toEqual(["two before: hint /tmp/one is in the way"]);
  });

  test("hears a hint that blames him for what the step's own command has done", async () => {
    expect(await overhear({ ...makes("one"), ...whileThere("/tmp/one") })).toEqual(["one after: hint /tmp/one is in the way"]);
  });

  test("is not told that he has left a container where a step has led him out of it", async () => {
    const inside = step("enters", ["unshare -m bash", "touch /tmp/in"], [fileThere("/tmp/in")]);
    const out = ["touch /tmp/out", "kill -KILL $$"];
    expect(await overhear(inside, step("leaves", out, [fileThere("/tmp/out")]))).toEqual([]);
  });

  test("is told that he has left a container where the step's command has, and fails for that", async () => {
    const heard: string[] = [];
    const learner = replayLearner((_, words) => void heard.push(...words.map((each) => `${each.when}: ${nameOf(each)}`)));
    const inside = step("enters", ["unshare -m bash", "touch /tmp/in"], [fileThere("/tmp/in")]);
    const { reports } = await rig.play(lessonOf([inside, step("leaves", "kill -KILL $$", [fileThere("/tmp/out")])]), { learner });
    expect(statuses(reports)).toEqual(["enters passed", "leaves failed", "challenge skipped"]);
    expect(heard).toEqual(["after: left"]);
  });

  test("hears a refusal of the kernel that the step expects", async () => {
    const refused = step("refused", "echo 1 > /proc/sys/vm/swappiness; touch /tmp/refused", [fileThere("/tmp/refused")]);
    expect(await overhear(refused)).toEqual(["refused after: remark not-the-labs"]);
  });

  test("hears that something is lost where a step ends it and does not say so", async () => {
    const ends = step("two", "rm /tmp/one; touch /tmp/two", [fileThere("/tmp/two")]);
    expect(await overhear(makes("one"), ends)).toEqual(["challenge before: lost /tmp/one is there"]);
  });
});
