import { inEnglish } from "../../../src/say/words.ts";
import { allInEnglish } from "../../support/in-english.ts";
import { describe, expect, test } from "vitest";
import { LabGone } from "../../../src/kernel/read-snapshot.ts";
import type { Scene } from "../../../checks/check.ts";
import { CourseFault } from "../../../src/course/course-fault.ts";
import { readLesson } from "../../../src/course/outside/read-lesson.ts";
import type { LessonDefinition } from "../../../src/course/lesson.ts";
import type { Situation } from "../../../src/course/command.ts";
import { aReach } from "../../support/a-reach.ts";

const check = () => ({
  name: "it is so",
  kind: "state",
  within: 0,
  judge: async (): Promise<unknown> => ({ type: "pass", expected: "so", observed: "so", look: "look" }),
});
const step = (fields: object = {}) => ({ id: "make", terminal: "host", command: "true", checks: [check()], ...fields });
const challenge = () => ({ terminal: "host", command: "true", checks: [check()] });
const lesson = (fields: object = {}) => ({ id: "hello", startsFrom: [], steps: [step()], challenge: challenge(), ...fields });

const SOURCE =
  'export default {\n  id: "hello",\n  startsFrom: [],\n  steps: [\n    {\n      id: "make",\n      terminal: "host",\n      command: "true",\n    },\n  ],\n  challenge: {\n    terminal: "host",\n  },\n};\n';
const complaints = (value: unknown, source = SOURCE): readonly string[] => {
  const read = readLesson(value, "/c/01-hello/lesson.ts", source);
  return "id" in read ? [] : read.map(({ file, line, message }) => `${file}:${line}: ${inEnglish(message)}`);
};
const accepted = (value: unknown): LessonDefinition => {
  const read = readLesson(value, "lesson.ts", SOURCE);
  if (!("id" in read)) throw new Error(read.map(({ message }) => inEnglish(message)).join("\n"));
  return read;
};
const throwing = (name: string, value: object = {}) =>
  Object.defineProperty({ ...value }, name, {
    enumerable: true,
    get() {
      throw new Error("not today");
    },
  });
const stepWith = (fields: object) => lesson({ steps: [step(fields)] });

describe("what a lesson's file exports", () => {
  test("is taken as it is when it is a lesson", () => {
    const { startsFrom, steps, ...rest } = accepted(
      lesson({
        startsFrom: [
          { lesson: "first", steps: ["one"] },
          { terminal: "host", command: ["mkdir x", { key: "Ctrl-C" }] },
        ],
        needs: ["world"],
        mapAfter: "make",
        steps: [
          step({ also: ["false"], leaves: "running", fails: true, undoes: ["other"], needs: ["cgroup"], hint: () => "state" }),
        ],
        questions: [{ id: "end", kind: "one", right: ["last"] }],
      }),
    );
    expect(startsFrom).toEqual([
      { lesson: "first", steps: ["one"] },
      { terminal: "host", command: ["mkdir x", { key: "Ctrl-C" }] },
    ]);
    expect(steps[0]).toMatchObject({
      id: "make",
      also: ["false"],
      leaves: "running",
      fails: true,
      undoes: ["other"],
      needs: ["cgroup"],
    });
    expect(rest).toMatchObject({ id: "hello", needs: ["world"], mapAfter: "make", questions: [{ id: "end" }] });
  });

  test("says which of its lines is meant to fail", () => {
    const { steps } = accepted(lesson({ steps: [step({ command: ["true", "false"], fails: "last" })] }));
    expect(steps[0]).toMatchObject({ fails: "last" });
  });

  test.each<[string, unknown, RegExp]>([
    ["nothing", undefined, /:1: The lesson is not exported: write export default defineLesson/],
    ["null", null, /:1: The lesson is null: write export default/],
    ["a list", [], /The lesson is an empty list: write/],
    ["a function", () => 1, /The lesson is a function: write/],
    ["no id", lesson({ id: undefined }), /:2: The lesson has no id: add id: "mounts"/],
    ["a wrong id", lesson({ id: "Hello World" }), /The lesson has the text "Hello World" for its id: it is small letters/],
    [
      "a misspelt field",
      lesson({ step: [] }),
      /The lesson has a field "step" that nslab does not know: correct its spelling.*steps/,
    ],
    [
      "no startsFrom",
      lesson({ startsFrom: undefined }),
      /:3: The lesson has no startsFrom: write a list, as in startsFrom: \[\]/,
    ],
    [
      "a startsFrom that says both",
      lesson({ startsFrom: [{ lesson: "a", steps: [], command: "b" }] }),
      /neither or both of lesson and command/,
    ],
    ["no steps", lesson({ steps: [] }), /:4: The lesson has no steps: add one/],
    ["steps that are no list", lesson({ steps: "many" }), /has the text "many" for its steps: write a list/],
    ["far too many steps", lesson({ steps: Array.from({ length: 2000 }) }), /has 2000 steps: more than 1000/],
    ["a step that is none", lesson({ steps: [3] }), /Step 1 is the number 3: write \{ id:/],
    ["a step without an id", lesson({ steps: [{ ...step(), id: undefined }] }), /Step 1 has no id: add id: "make-bridge"/],
    ["a step called as a section", stepWith({ id: "closing" }), /means another section of the Markdown/],
    [
      "a terminal that is none",
      stepWith({ terminal: "hots" }),
      /:7: The step "make" has the text "hots" for its terminal: write "host", "container", "container2" or "neighbor"/,
    ],
    ["no terminal", stepWith({ terminal: undefined }), /:7: The step "make" has no terminal/],
    ["no command", stepWith({ command: undefined }), /:8: The step "make" has no command: add command: "ip link"/],
    ["a command that is a number", stepWith({ command: 7 }), /:8: The step "make" has the number 7 in its command/],
    ["an empty command", stepWith({ command: [] }), /has an empty list in its command/],
    ["a hole in a command", stepWith({ command: ["true", undefined] }), /has nothing in its command/],
    [
      "a command with a key that is none",
      stepWith({ command: { key: "Ctrl-X" } }),
      /an object that is neither \{ key: "Ctrl-C" \| "Ctrl-Z" \}/,
    ],
    ["a command with an escape sequence", stepWith({ command: "echo \u001b[2J" }), /not one line of plain text/],
    ["a command of two lines in one", stepWith({ command: "true\nfalse" }), /not one line of plain text/],
    ["no checks", stepWith({ checks: [] }), /The step "make" proves nothing: give it at least one check/],
    ["checks that are missing", stepWith({ checks: undefined }), /The step "make" has no checks: write a list/],
    ["a check that was not called", stepWith({ checks: [check] }), /The step "make" has a function among its checks: call it/],
    ["a check that is text", stepWith({ checks: ["pings"] }), /has the text "pings" among its checks, which is no check/],
    [
      "a check of a kind that is none",
      stepWith({ checks: [{ ...check(), kind: "fact" }] }),
      /for its check's kind: write "state", "active" or "seen"/,
    ],
    [
      "a check with an id of two words",
      stepWith({ checks: [{ ...check(), id: "the mtu" }] }),
      /for its check's id: it is one word/,
    ],
    ["a check with a number for its id", stepWith({ checks: [{ ...check(), id: 7 }] }), /the number 7 for its check's id/],
    [
      "a check that waits for ever",
      stepWith({ checks: [{ ...check(), within: Number.POSITIVE_INFINITY }] }),
      /the number Infinity for a check's within/,
    ],
    [
      "a check that judges nothing",
      stepWith({ checks: [{ ...check(), judge: "yes" }] }),
      /has the text "yes" for its check's judge/,
    ],
    [
      "a check with a name that colours",
      stepWith({ checks: [{ ...check(), name: "\u001b[31mred" }] }),
      /has the text "red" for its check's name: it is text on one line/,
    ],
    ["a need that is none", lesson({ needs: ["internet"] }), /has the text "internet" for its needs: write "cgroup" or "world"/],
    ["fails that is no truth", stepWith({ fails: "yes" }), /has the text "yes" for fails: write true or false/],
    ["a hint that is no function", stepWith({ hint: "look" }), /has the text "look" for its hint: write hint:/],
    ["no challenge", lesson({ challenge: undefined }), /:11: The lesson has no challenge: add challenge:/],
    [
      "a challenge without checks",
      lesson({ challenge: { terminal: "host", command: "true" } }),
      /:11: The challenge has no checks/,
    ],
    [
      "a question of a kind that is none",
      lesson({ questions: [{ id: "end", kind: "all" }] }),
      /The question "end" has the text "all" for its kind/,
    ],
    [
      "a question without an answer",
      lesson({ questions: [{ id: "end", kind: "number", terminal: "host" }] }),
      /The question "end" has no answer: write a function/,
    ],
    ["a getter that throws", throwing("steps", lesson()), /:4: The lesson has a steps that throws when it is read: not today/],
    [
      "a getter that throws in a step",
      lesson({ steps: [throwing("command", step())] }),
      /The step "make" has a command that throws when it is read: not today/,
    ],
    ["a getter that throws in a line", stepWith({ command: throwing("key") }), /throws when it is looked at: not today/],
    [
      "what refuses to be looked at",
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error("go away");
          },
        },
      ),
      /throws when it is looked at: go away/,
    ],
  ])("is complained of, with file, line and what to write, when it is or has %s", (_, value, expected) => {
    const found = complaints(value);
    expect(found.join("\n")).toMatch(expected);
    for (const each of found) expect(each).toMatch(/^\/c\/01-hello\/lesson\.ts:\d+: [A-Z].*[:.] ?/);
  });

  test("is complained of all at once", () => {
    expect(complaints(lesson({ id: 1, steps: [step({ terminal: "x" }), step({ id: "two", checks: [] })] }))).toHaveLength(3);
  });
});

describe("a check of a lesson", () => {
  test("keeps its id, by which reports name it", () => {
    const checks = [{ ...check(), id: "mtu:veth0" }, check()];
    expect(accepted(stepWith({ checks })).steps[0]?.checks.map(({ id }) => id)).toEqual(["mtu:veth0", undefined]);
  });
});

const LAB = aReach();

describe("what a lesson's code does while it is played", () => {
  const judged = async (judge: () => Promise<unknown>) => {
    const [first] = accepted(stepWith({ checks: [{ ...check(), judge }] })).steps;
    return first?.checks[0]?.judge({} as Scene);
  };

  test("is a verdict, of its checks", async () => {
    expect(await judged(check().judge)).toMatchObject({ type: "pass" });
    const told = await judged(async () => ({
      type: "fail",
      expected: "\u001b[2Jso",
      observed: "not",
      look: "l",
      cause: "c",
      next: "\u0007n",
    }));
    expect(told).toMatchObject({ type: "fail", expected: "so", next: "n" });
  });

  test.each<[string, () => Promise<unknown>, RegExp]>([
    ["throws", async () => Promise.reject(new Error("no\u001b[2J link")), /^it throws: no link$/],
    ["returns nothing", async () => undefined, /^it returned nothing and no verdict$/],
    [
      "fails without a cause",
      async () => ({ type: "fail", expected: "", observed: "", look: "" }),
      /^it returned an object and no verdict$/,
    ],
  ])("is an error of a check that %s", async (_, judge, observed) => {
    expect(allInEnglish(await judged(judge))).toMatchObject({
      type: "error",
      observed: expect.stringMatching(observed) as string,
    });
  });

  test("passes on that the lab has ended", async () => {
    await expect(judged(async () => Promise.reject(new LabGone(LAB)))).rejects.toBeInstanceOf(LabGone);
  });

  test("is no hint where its hint throws or says no name", () => {
    for (const hint of [
      () => 7,
      () => {
        throw new Error("no");
      },
    ]) {
      const [first] = accepted(stepWith({ hint })).steps;
      expect(first?.hint?.({} as Situation["snapshot"], {} as Situation)).toBeNull();
    }
  });

  test("is a fault of the course, with its place, where a function returns what cannot be typed", () => {
    const [first] = accepted(stepWith({ command: () => 3 })).steps;
    const command = first?.command;
    if (typeof command !== "function") throw new Error("it is a function still");
    expect(() => command({} as Situation)).toThrow(CourseFault);
    expect(() => command({} as Situation)).toThrow(/The step "make" has a command whose function returned the number 3/);
  });
});
