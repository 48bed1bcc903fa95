import { describe, expect, it } from "vitest";
import type { QuestionDefinition } from "../../src/course/question.ts";
import type { Lesson } from "../../src/course/load.ts";
import type { QuestionView } from "../../src/player/questions.ts";
import type { Session } from "../../src/player/session.ts";
import type { Action } from "../../src/ui/keys.ts";
import { chosenBy, type Given } from "../../src/ui/question-menu.ts";
import { askQuestion } from "../../src/ui/question-screen.ts";
import { layoutFor, PLAIN } from "./layouts.ts";

const text = {
  id: "who",
  question: "Who is PID 1?",
  line: 1,
  prose: "In the new namespace.",
  answers: new Map([
    ["bash", "The shell"],
    ["init", "The init"],
    ["ps", "The list"],
  ]),
  because: new Map([
    ["bash", "It was the first."],
    ["init", "It is outside."],
    ["ps", "It came later."],
    ["right", "So says ps."],
    ["other", "Look again."],
  ]),
};
const ONE: QuestionDefinition = { id: "who", kind: "one", right: ["bash"] };
const SEVERAL: QuestionDefinition = { id: "who", kind: "several", right: ["bash", "ps"] };
const NUMBER: QuestionDefinition = { id: "who", kind: "number", terminal: "host", answer: () => 42 };

const chosen = (...names: readonly string[]): Given => ({ type: "chosen", names });
const number = (value: number): Given => ({ type: "number", number: value });

/** Asks with these keys and answers, in this order. */
async function asked(
  definition: QuestionDefinition,
  actions: readonly Action[],
  answers: readonly (Given | null)[] = [],
  gone = false,
  isThere = true,
) {
  const keys = [...actions];
  const given = [...answers];
  const printed: string[] = [];
  const offered: string[] = [];
  const view: QuestionView = {
    lesson: {} as Lesson, // nothing of it is shown
    session: {} as Session,
    definition,
    text,
    index: 1,
    count: 3,
    prepare: async () => null,
    isThere: async () => isThere,
    judgeNumber: async (value) =>
      gone ? null : value === 42 ? { right: true, because: ["right"] } : { right: false, because: ["other"] },
  };
  const outcome = await askQuestion(
    {
      layout: await layoutFor(PLAIN, 80),
      print: (paragraph) => void printed.push(paragraph),
      ask: async (stage) => {
        offered.push(stage);
        return keys.shift() ?? "quit";
      },
      answer: async (_, choices) => {
        offered.push(choices.map(({ name }) => name).join(" "));
        return given.shift() ?? null;
      },
      look: async () => void offered.push("terminal"),
      help: async () => void offered.push("help"),
      chooseLanguage: async () => false,
      shuffle: (items) => items.toReversed(),
    },
    view,
  );
  return { outcome, offered, printed: printed.join("\n") };
}

describe("a question at a lesson's end", () => {
  it("is asked with its number and what one must know, and its answers in another order", async () => {
    const { outcome, offered, printed } = await asked(ONE, ["answer", "next"], [chosen("bash")]);
    expect(outcome).toEqual({ type: "answered", tries: 1, leaves: false });
    expect(offered).toEqual(["question", "ps init bash", "question-right"]);
    expect(printed).toMatch(
      /Question 2 of 3: Who is PID 1\?\n\nIn the new namespace\.\n {2}- The shell\nok Right\.\n\nIt was the first\./,
    );
  });

  it("explains a wrong answer, and is asked again until the right one", async () => {
    const { outcome, printed } = await asked(ONE, ["answer", "answer", "next"], [chosen("init"), chosen("bash")]);
    expect(outcome).toEqual({ type: "answered", tries: 2, leaves: false });
    expect(printed).toMatch(/ {2}- The init\nFAIL Not yet\.\n\nIt is outside\.\n {2}- The shell\nok Right\./);
    expect(printed).not.toContain("It came later");
  });

  it("is no answer where nothing is marked", async () => {
    const { outcome, printed } = await asked(SEVERAL, ["answer", "answer", "next"], [chosen(), chosen("bash", "ps")]);
    expect(outcome).toMatchObject({ type: "answered", tries: 1 });
    expect(printed).toMatch(/is right\.\n[\s\S]*Nothing was marked: Space marks[\s\S]*ok Right\./);
    expect(printed).not.toContain("there is more");
  });

  it("does not give away what was missed", async () => {
    const { outcome, printed } = await asked(SEVERAL, ["answer", "quit"], [chosen("ps")]);
    expect(outcome).toEqual({ type: "left" });
    expect(printed).toContain("More than one answer is right.");
    expect(printed).toMatch(/FAIL What you chose is right, and there is more\.$/);
  });

  it("repeats what was chosen by its words, never by an id, and says nothing of it before it is judged", async () => {
    const { printed } = await asked(SEVERAL, ["answer", "quit"], [chosen("bash", "init")]);
    expect(printed).toMatch(/\n {2}- The init\n {2}- The shell\nFAIL/);
    expect(printed).not.toContain("bash");
  });

  it("names each answer where several are explained", async () => {
    const { printed } = await asked(SEVERAL, ["answer", "next"], [chosen("bash", "ps")]);
    expect(printed).toMatch(/The shell\n\nIt was the first\.\n\nThe list\n\nIt came later\./);
  });

  it("for a number lets the learner look in the terminal first", async () => {
    const { outcome, offered, printed } = await asked(NUMBER, ["type", "answer", "answer", "next"], [number(1), number(42)]);
    expect(outcome).toEqual({ type: "answered", tries: 2, leaves: false });
    expect(offered.slice(0, 3)).toEqual(["question-number", "terminal", "question-number"]);
    expect(printed).toMatch(/Look again\.\nok Right\.\n\nSo says ps\./);
  });

  it("is left out when what it asks about is gone", async () => {
    const { outcome, printed } = await asked(NUMBER, ["answer"], [number(42)], true);
    expect(outcome).toEqual({ type: "skipped" });
    expect(printed).toContain("is not in the lab");
  });

  it("is left out before an answer is asked for when what it asks about is not there, as after a challenge that was skipped", async () => {
    const { outcome, printed, offered } = await asked(NUMBER, ["answer"], [number(42)], false, false);
    expect(outcome).toEqual({ type: "skipped" });
    expect(printed).toContain("is not in the lab");
    expect(offered).toEqual([]);
  });

  it("stays when the learner comes back from the answers without one", async () => {
    const { outcome, offered } = await asked(ONE, ["answer", "help", "skip"], [null]);
    expect(outcome).toEqual({ type: "skipped" });
    expect(offered).toEqual(["question", "ps init bash", "question", "help", "question"]);
  });
});

describe("answers typed by their number", () => {
  const choices = ["a", "b", "c"].map((name) => ({ name, text: name }));
  it.each([
    ["2", "one", ["b"]],
    ["1 3", "several", ["a", "c"]],
    ["3,1, 3", "several", ["c", "a"]],
    ["１，３", "several", ["a", "c"]],
    ["１、３", "several", ["a", "c"]],
    ["1 3", "one", null],
    ["4", "several", null],
    ["0", "one", null],
    ["x", "one", null],
    [",", "several", null],
  ] as const)("%j, of %s: %j", (given, kind, names) => {
    expect(chosenBy(given, kind, choices)).toEqual(names);
  });
});
