import { describe, expect, test } from "vitest";
import type { CheckDocument } from "../../src/player/check-document.ts";
import type { StepDocument, VerifyDocument } from "../../src/ui/report/document.ts";
import { saying } from "../ui/report/sample.ts";
import { judgeRefusal, judgeReplay } from "./judge-trial.ts";
import type { Ran } from "./machine/virtual-machine.ts";
import type { Trial } from "./scenario.ts";

const REPLAY: Extract<Trial, { type: "replay" }> = { type: "replay", user: "learner", lessons: [], maySkip: ["cpu"] };

function step(id: string, status: StepDocument["status"], more: Partial<StepDocument> = {}): StepDocument {
  return { id, terminal: "host", command: "true", status, ms: 1, checks: [], ...more };
}

function check(name: string, verdict: CheckDocument["verdict"], observed: string): CheckDocument {
  const texts = { name: saying(name), expected: saying("it"), observed: saying(observed), look: saying("ls") };
  return { id: `mounts/one/${name}`, kind: "state", before: "fail", verdict, ...texts };
}

function ran(code: number, steps: Readonly<Record<string, readonly StepDocument[]>>): Ran {
  const all = Object.values(steps).flat();
  const count = (...statuses: StepDocument["status"][]) => all.filter((each) => statuses.includes(each.status)).length;
  const document: VerifyDocument = {
    format: 2,
    version: "0.1.0",
    mode: "replay",
    lab: null,
    lessons: Object.entries(steps).map(([id, list], index) => ({ number: index + 1, id, steps: list })),
    summary: { passed: count("passed"), failed: count("failed", "error"), skipped: count("skipped"), ms: 1 },
  };
  return { type: "ran", code, stdout: JSON.stringify(document), stderr: "", ms: 2500 };
}

describe("a replay in a machine", () => {
  test("is right where all steps passed, and tells how long it took", () => {
    const outcome = judgeReplay(REPLAY, ran(0, { mounts: [step("one", "passed"), step("two", "passed")] }));
    expect(outcome).toMatchObject({ isRight: true, passed: 2, failed: 0, skipped: 0, seconds: 2.5, notes: [] });
  });

  test("is right where steps were skipped that may be, with the reason", () => {
    const steps = { mounts: [step("one", "passed")], cpu: [step("two", "skipped", { reason: saying("no cgroups") })] };
    expect(judgeReplay(REPLAY, ran(0, steps))).toMatchObject({ isRight: true, skipped: 1, notes: ["skipped: no cgroups"] });
  });

  test("is wrong where a step was skipped that may not be", () => {
    const steps = { mounts: [step("one", "passed"), step("two", "skipped", { reason: saying("no reason") })] };
    const outcome = judgeReplay(REPLAY, ran(0, steps));
    expect(outcome.isRight).toBe(false);
    expect(outcome.notes[0]).toBe("mounts/two skipped; no reason");
  });

  test("is wrong where a step failed, and tells which check and what was seen", () => {
    const checks = [check("it is there", "fail", "nothing"), check("it is fine", "pass", "it")];
    const outcome = judgeReplay(REPLAY, ran(1, { mounts: [step("one", "failed", { checks })] }));
    expect(outcome).toMatchObject({ isRight: false, failed: 1, notes: ["mounts/one failed; it is there: fail → fail, nothing"] });
  });

  test("is wrong where somebody who did what a step shows would be told of a mistake, and tells which", () => {
    const told = [{ when: "before", type: "hint", name: "in-container" }] as const;
    const outcome = judgeReplay(REPLAY, ran(0, { snat: [step("forward", "passed", { told }), step("ping", "passed")] }));
    expect(outcome).toMatchObject({ isRight: false, passed: 1, failed: 1 });
    expect(outcome.notes).toEqual(['snat/forward passed; told before its command: hint "in-container"']);
  });

  test("tells what somebody would be told at a step that failed, and counts it once", () => {
    const told = [{ when: "after", type: "remark", name: "left" }] as const;
    const outcome = judgeReplay(REPLAY, ran(1, { snat: [step("forward", "failed", { told })] }));
    expect(outcome).toMatchObject({ failed: 1, notes: ['snat/forward failed; told after its command: remark "left"'] });
  });

  test("is wrong where nslab says so by its exit code, and where nothing was played", () => {
    expect(judgeReplay(REPLAY, ran(1, { mounts: [step("one", "passed")] })).isRight).toBe(false);
    expect(judgeReplay(REPLAY, ran(0, {})).isRight).toBe(false);
  });

  test("is one failure where there is no report, and tells what was said last", () => {
    const said: Ran = { type: "ran", code: 3, stdout: "", stderr: "why\nthis is the reason\n", ms: 1 };
    expect(judgeReplay(REPLAY, said)).toMatchObject({
      isRight: false,
      failed: 1,
      notes: ["exit code 3, and no report: this is the reason"],
    });
  });
});

describe("a refusal", () => {
  const trial: Extract<Trial, { type: "refused" | "told" }> = { type: "refused", user: "root", says: [/is 0/, /sysctl -w/] };
  const said = (code: number, stderr: string): Ran => ({ type: "ran", code, stdout: "", stderr, ms: 1 });

  test("is right with exit code 3, the reason and the fix, each time", () => {
    const outcome = judgeRefusal(trial, [said(3, "x is 0; sysctl -w x=1"), said(3, "x is 0: sysctl -w x=1")]);
    expect(outcome).toMatchObject({ isRight: true, passed: 6, failed: 0 });
  });

  test.each([
    ["another exit code", said(1, "x is 0; sysctl -w x=1")],
    ["no fix", said(3, "x is 0")],
  ])("is wrong with %s", (_, second) => {
    expect(judgeRefusal(trial, [said(3, "x is 0; sysctl -w x=1"), second])).toMatchObject({ isRight: false, failed: 1 });
  });
});
