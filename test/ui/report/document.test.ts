import { type Said, say, verbatim } from "../../../src/say/message.ts";
import { describe, expect, test } from "vitest";
import { type Check, couldNotLook, type DeathPlace, type NotPassed, verdict } from "../../../checks/check.ts";
import type { Lesson } from "../../../src/course/load.ts";
import { inEnglish } from "../../../src/say/words.ts";
import type { CheckResult, PlayedStep, StepReport, StepStatus, StepTrouble } from "../../../src/player/events.ts";
import { saying } from "./sample.ts";
import { lessonDocument, lineText, statusReason, summarize, troubleText } from "../../../src/ui/report/document.ts";

const facts = { expected: "a bridge", observed: "none", look: "ip link", cause: "not made", next: "make it" };
const check: Check = { name: "there is a bridge", kind: "state", within: 0, judge: async () => verdict(false, facts) };
const result = (type: "pass" | "fail" | "error"): CheckResult => ({
  check,
  verdict: type === "error" ? couldNotLook(facts) : verdict(type === "pass", facts),
  ms: 1,
});

const step: PlayedStep = {
  definition: { id: "add", terminal: "host", command: "true", checks: [check] },
  text: { id: "add", title: "Add it", line: 1, prose: "Prose.", look: "", hints: [], flags: [], states: new Map() },
  index: 0,
  isChallenge: false,
  lines: ["brctl addbr docker0", { key: "Ctrl-C" }, { in: "container", line: "ls" }],
};
const lesson: Lesson = {
  number: 7,
  id: "bridge",
  definition: {
    id: "bridge",
    startsFrom: [],
    steps: [step.definition],
    challenge: { terminal: "host", command: "true", checks: [check] },
  },
  text: {
    file: "lesson.md",
    language: "en",
    title: "Bridge",
    summary: "",
    opening: "",
    closing: "",
    steps: new Map(),
    questions: new Map(),
  },
};
const report = (status: StepStatus, before: readonly CheckResult[], after: readonly CheckResult[]): StepReport => ({
  step,
  status,
  before,
  after,
  ms: 12.6,
});
const documented = (each: StepReport) => lessonDocument(lesson, [each], inEnglish).steps[0];

describe("what verify found of a step", () => {
  test("has the fields the format promises, milliseconds whole", () => {
    expect(lessonDocument(lesson, [report({ type: "passed" }, [result("fail")], [result("pass")])], inEnglish)).toEqual({
      number: 7,
      id: "bridge",
      steps: [
        {
          id: "add",
          terminal: "host",
          command: "brctl addbr docker0\n^C\ncontainer$ ls",
          status: "passed",
          ms: 13,
          checks: [
            {
              id: "bridge/add/there-is-a-bridge",
              kind: "state",
              before: "fail",
              verdict: "pass",
              name: saying("there is a bridge"),
              expected: saying("a bridge"),
              observed: saying("none"),
              look: saying("ip link"),
            },
          ],
        },
      ],
    });
  });

  test("has what was told there, and no such field where nothing was", () => {
    const told = [{ when: "before", type: "hint", name: "in-container" }] as const;
    const reports = [report({ type: "passed" }, [result("fail")], [result("pass")])];
    expect(lessonDocument(lesson, reports, inEnglish, new Map([["add", told]])).steps[0]).toMatchObject({ told });
    expect(lessonDocument(lesson, reports, inEnglish, new Map([["other", told]])).steps[0]).not.toHaveProperty("told");
  });

  test("names the checks that passed before the command", () => {
    expect(documented(report({ type: "failed" }, [result("pass")], [result("pass")]))?.reason?.text).toBe(
      "passed before the command, so it proves nothing: there is a bridge",
    );
  });

  test("tells of a check that failed the reason, what to do, and where its packet died, as data and in the language asked for", () => {
    const at: DeathPlace = {
      network: 7,
      link: "docker0",
      rule: null,
      text: say`docker0 of the host`,
      reason: say`dropped`,
      leg: "answer",
    };
    const failed = result("fail");
    const verdictThere = { ...failed.verdict, cause: say`There is none: ${{ link: "docker0" }}`, at } as NotPassed;
    const given = report({ type: "failed" }, [failed], [{ ...failed, verdict: verdictThere }]);
    const upper = (what: Said) => inEnglish(what).toUpperCase();
    expect(lessonDocument(lesson, [given], upper).steps[0]?.checks[0]).toMatchObject({
      verdict: "fail",
      cause: { text: "THERE IS NONE: DOCKER0", say: "There is none: {link}", with: { link: "docker0" } },
      next: { text: "MAKE IT", say: "{text}", with: { text: "make it" } },
      death: {
        network: 7,
        link: "docker0",
        rule: null,
        leg: "answer",
        place: { text: "DOCKER0 OF THE HOST" },
        reason: { text: "DROPPED" },
      },
    });
  });

  test("needs no reason when a check failed: the checks tell", () => {
    expect(documented(report({ type: "failed" }, [result("fail")], [result("fail")]))).not.toHaveProperty("reason");
  });

  test("tells a check that could not look from one that failed", () => {
    expect(documented(report({ type: "failed" }, [result("error")], [result("error")]))?.checks[0]).toMatchObject({
      before: "error",
      verdict: "error",
    });
  });
});

describe("the reason of a status", () => {
  test.each<[StepStatus, string | null]>([
    [{ type: "passed" }, null],
    [{ type: "failed" }, null],
    [
      { type: "skipped", reason: { type: "machine", what: verbatim("No cgroups."), fix: verbatim("Run as root.") } },
      "No cgroups. Run as root.",
    ],
    [{ type: "skipped", reason: { type: "after-failure", step: "add" } }, "the step add before it did not pass"],
    [{ type: "skipped", reason: { type: "learner" } }, "skipped by the learner"],
  ])("%j is %j", (status, expected) => {
    const reason = statusReason(status);
    expect(reason && inEnglish(reason)).toBe(expected);
  });

  test.each<[StepTrouble, string]>([
    [{ type: "stuck", line: "sleep 60", seconds: 20 }, '"sleep 60" did not come back within 20 s'],
    [{ type: "stuck", line: "ls", seconds: 0 }, '"ls" could not be typed: another command is still running in that terminal'],
    [{ type: "terminal-closed", terminal: "host" }, "the shell in the terminal host has ended"],
    [{ type: "lab-ended", complaint: "" }, "the lab has ended"],
    [{ type: "lab-ended", complaint: "killed" }, "the lab has ended: killed"],
  ])("%j is %j", (trouble, expected) => {
    expect(inEnglish(troubleText(trouble))).toBe(expected);
    expect(statusReason({ type: "error", trouble })).toEqual(troubleText(trouble));
  });
});

describe("the summary", () => {
  test("counts what could not be judged among the failed", () => {
    const steps = (["passed", "passed", "failed", "error", "skipped"] as const).map((status) => ({
      id: status,
      terminal: "host",
      command: "",
      status,
      ms: 1,
      checks: [],
    }));
    expect(
      summarize(
        [
          { number: 1, id: "mounts", steps: steps.slice(0, 3) },
          { number: 2, id: "chroot", steps: steps.slice(3) },
        ],
        99.5,
      ),
    ).toEqual({ passed: 2, failed: 2, skipped: 1, ms: 100 });
  });
});

describe("a line as text", () => {
  test.each([
    ["ls -l", "ls -l"],
    [{ key: "Ctrl-C" }, "^C"],
    [{ key: "Ctrl-Z" }, "^Z"],
    [{ in: "neighbor", line: "curl host:3033" }, "neighbor$ curl host:3033"],
  ] as const)("%j is %j", (line, expected) => {
    expect(lineText(line)).toBe(expected);
  });
});
