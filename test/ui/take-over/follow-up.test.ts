import { describe, expect, it } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { ended, Follower, shown } from "./follower.ts";

describe("in a shell that sends no marks", () => {
  it("the checks are looked at when it has fallen silent after a line", async () => {
    const follower = new Follower([{ name: "a" }]);
    follower.holding.add("a");
    follower.inFront = { name: "sh", isShell: true };
    expect(await follower.after(() => follower.followUp.lineTyped("container"), "prompt")).toEqual([
      "blind prompt",
      "+",
      "known",
      "all passed",
      "prompt",
    ]);
    expect(follower.followUp.allPassed).toBe(true);
    follower.followUp.end();
  });

  it("nothing is looked at while a program is in front, until that has ended", async () => {
    const follower = new Follower([{ name: "a" }]);
    follower.followUp.lineTyped("container");
    await eventually("it was asked in the first silence who is in front", () => follower.frontAsked > 0);
    await new Promise(setImmediate);
    expect(follower.judged).toEqual([]);
    follower.inFront = { name: "sh", isShell: true };
    const said = await follower.after(() => follower.print({ type: "text", text: "$ " }), "prompt");
    expect(said).toEqual(["blind prompt", "-", "known", "prompt"]);
    follower.followUp.end();
  });
});

/** Somebody whose first look is not over until it is answered. */
async function looking(): Promise<{ readonly follower: Follower; readonly answer: () => void }> {
  const follower = new Follower([{ name: "a" }]);
  let answer: () => void = () => undefined;
  follower.wait = new Promise((resolve) => {
    answer = resolve;
  });
  ended(follower);
  await eventually("it looks", () => follower.judged.length === 1);
  return { follower, answer };
}

describe("after a command of the learner's", () => {
  it("the checks are told before the prompt, and that all pass", async () => {
    const follower = new Follower([{ name: "a" }, { name: "b" }]);
    follower.holding.add("a");
    expect(await follower.after(() => ended(follower), "prompt")).toEqual(["+-", "known", "prompt"]);
    expect(follower.followUp.allPassed).toBe(false);
    follower.holding.add("b");
    expect(await follower.after(() => ended(follower), "prompt")).toEqual(["++", "known", "all passed", "prompt"]);
    expect(follower.followUp.allPassed).toBe(true);
  });

  it("looks when the prompt is to be seen, not before", async () => {
    const follower = new Follower([{ name: "a" }]);
    let show: () => void = () => undefined;
    ended(
      follower,
      new Promise<void>((resolve) => {
        show = resolve;
      }),
    );
    await new Promise(setImmediate);
    expect(follower.said).toEqual([]);
    expect(await follower.after(() => show(), "prompt")).toEqual(["-", "known", "prompt"]);
  });

  it("says once that all pass, and once more only when they did not in between", async () => {
    const follower = new Follower([{ name: "a" }]);
    follower.holding.add("a");
    await follower.after(() => ended(follower), "prompt");
    expect(await follower.after(() => ended(follower), "prompt")).not.toContain("all passed");
    follower.holding.clear();
    await follower.after(() => ended(follower), "prompt");
    follower.holding.add("a");
    expect(await follower.after(() => ended(follower), "prompt")).toContain("all passed");
  });

  it("that nobody could see what was typed is said before all else", async () => {
    const follower = new Follower([{ name: "a" }], { leaves: "prompt" });
    const ran = () => {
      follower.followUp.commandStarted("container");
      ended(follower);
    };
    expect(await follower.after(ran, "prompt")).not.toContain("remark unseen");
    follower.isSilent = true;
    expect(await follower.after(ran, "prompt")).toEqual(["remark unseen", "-", "known", "prompt"]);
    follower.isSilent = false;
    expect(await follower.after(ran, "prompt")).not.toContain("remark unseen");
  });

  it("what held before anything was typed is no news", async () => {
    const follower = new Follower([{ name: "a" }]);
    follower.holding.add("a");
    expect(await follower.after(() => shown(follower), "prompt")).toEqual(["+", "known", "prompt"]);
    expect(follower.followUp.allPassed).toBe(false);
  });

  it("the lab's state chooses a hint, but not before anything was typed", async () => {
    const follower = new Follower([{ name: "a" }], { hint: "no-directory" });
    expect(await follower.after(() => shown(follower), "prompt")).toEqual(["-", "known", "prompt"]);
    expect(await follower.after(() => ended(follower), "prompt")).toEqual(["-", "known", "hint no-directory", "prompt"]);
  });

  it("checks that send something come after the prompt, one by one", async () => {
    const follower = new Follower([{ name: "ping", kind: "active" }, { name: "a" }, { name: "http", kind: "active" }]);
    for (const name of ["a", "ping", "http"]) follower.holding.add(name);
    expect(await follower.after(() => ended(follower), "all passed")).toEqual([
      "?+?",
      "known",
      "prompt",
      "++?",
      "+++",
      "all passed",
    ]);
    expect(follower.judged).toEqual(["a", "ping", "http"]);
  });

  it("what may take its time is waited for where nothing else is missing, and not where something is", async () => {
    const alone = new Follower([{ name: "soon", within: 1000 }, { name: "a" }]);
    alone.holding.add("a");
    alone.comesTrue.add("soon");
    expect(await alone.after(() => ended(alone), "all passed")).toEqual(["-+", "known", "prompt", "++", "all passed"]);
    expect(alone.judged).toEqual(["soon+a", "patiently soon"]);

    const both = new Follower([{ name: "soon", within: 1000 }, { name: "a" }]);
    await both.after(() => ended(both), "prompt");
    expect(both.judged).toEqual(["soon+a"]);
  });

  it("a look that is overtaken by the next command says nothing more", async () => {
    const { follower, answer } = await looking();
    follower.followUp.commandStarted("container");
    ended(follower);
    follower.wait = null;
    follower.holding.add("a");
    expect(await follower.after(answer, "prompt")).toEqual(["+", "known", "all passed", "prompt"]);
    expect(follower.judged).toEqual(["a", "a"]);
  });

  it("a look that is still going on when Enter is pressed at an empty prompt tells what it sees, and another one follows", async () => {
    const { follower, answer } = await looking();
    ended(follower);
    follower.wait = null;
    answer();
    await eventually("it looked again", () => follower.said.filter((each) => each === "prompt").length === 2);
    expect(follower.said).toEqual(["-", "known", "prompt", "-", "known", "prompt"]);
  });

  it("a command that is to stay running is looked at while it does", async () => {
    const follower = new Follower([{ name: "a" }], { leaves: "running" });
    follower.comesTrue.add("a");
    const started = () => follower.followUp.commandStarted("container");
    expect(await follower.after(started, "all passed")).toEqual(["-", "known", "prompt", "+", "all passed"]);
    expect(follower.judged).toEqual(["a", "patiently a"]);
  });

  it("nothing is judged where nothing is asked for", async () => {
    const follower = new Follower([{ name: "a" }], { judges: false });
    expect(await follower.after(() => ended(follower), "prompt")).toEqual(["", "known", "prompt"]);
    expect(follower.judged).toEqual([]);
  });

  it("a lab that is gone is told of by others", async () => {
    const follower = new Follower([{ name: "a" }]);
    follower.labIsGone = true;
    ended(follower);
    await eventually("it was looked at", () => follower.judged.length > 0);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    expect(follower.said).toEqual([]);
    follower.labIsGone = false;
    expect(await follower.after(() => ended(follower), "prompt")).toEqual(["-", "known", "prompt"]);
  });
});
