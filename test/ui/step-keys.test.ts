import { afterEach, describe, expect, it } from "vitest";
import { FakePlay } from "./fake-play.ts";
import { PROMPT } from "./fake-shell.ts";
import {
  BEGIN,
  STEP,
  PASSED,
  CHALLENGE,
  SOLUTION,
  QUIT,
  RESTART,
  SKIP,
  FINISHED,
  NEXT_LESSON,
  CHECKS,
  MOUNTED,
  atFirstStep,
} from "./step-play.ts";

let play: FakePlay;
afterEach(() => play.ui.close());

describe("at a step", () => {
  it("h gives what the lab shows, then the hints, then the command", async () => {
    play = await atFirstStep();
    play.failing.add("there is a directory data");
    const said: string[] = [];
    for (let asked = 0; asked < 5; asked += 1) said.push(await play.at(STEP, "h"));
    await play.output.until("Hint 3");
    expect(said.slice(1)).toEqual([
      `\nWhat the lab shows: there is no directory \`data\` yet.\n\n${STEP}\n`,
      `\nHint 1 of 3: Which option of mount(8) shows a directory twice?\n\n${STEP}\n`,
      `\nHint 2 of 3: The shape is \`mount --bind FROM TO\`.\n\n${STEP}\n`,
      `\nHint 3 of 3: the command itself, below.\n\nIn the terminal "container":\n${PROMPT}mount --bind /data1 data\n\n${CHECKS}\n\n${STEP}\n`,
    ]);
    expect(play.solutions).toEqual(["mounts/bind"]);
  });

  it("c shows the checks as they are now, with what was found and how to see it", async () => {
    play = await atFirstStep();
    play.failing.add(MOUNTED);
    await play.at(STEP, "c");
    expect(await play.at(STEP, "q")).toBe(`
The checks of this step, as the lab is now:

  FAIL data is a mount in the container
    found            data is an ordinary directory
    see it yourself  in the container: mount | grep data
  ok the host does not have it
    found            it is
    see it yourself  in the container: mount

${STEP}
`);
  });

  it("e explains the command piece by piece", async () => {
    play = await atFirstStep();
    await play.at(STEP, "e");
    expect(await play.at(STEP, "q")).toBe(`\nPiece by piece:\n\n- \`--bind\`: shows a directory at a second place\n\n${STEP}\n`);
  });

  it("e is not offered where there is nothing to explain, and says so all the same", async () => {
    play = await FakePlay.begin();
    Object.assign(play.lesson.text.steps.get("bind") ?? {}, { flags: [] });
    await play.at(BEGIN, "\r");
    await play.output.until("q quit  ? ");
    expect(play.output.take()).not.toMatch(/\be (?:flags|explain)/);
    play.input.press("e");
    await play.output.until("There is nothing to explain here");
  });

  it("? explains the keys", async () => {
    play = await atFirstStep();
    await play.at(STEP, "?");
    expect(await play.at(STEP, "q")).toMatch(/Ctrl-\] \(Ctrl-5\) comes\s+back/);
  });

  it("q right below a page asks, as one who thinks that he is in a pager presses it; any other key stays", async () => {
    play = await atFirstStep({ rows: 60 });
    await play.at(STEP, "c");
    await play.at(STEP, "q");
    expect(await play.at(QUIT, "x")).toContain("You need not leave this page");
    await play.at(STEP, "h");
    await play.at(STEP, "c");
    await play.at(STEP, "q");
    await play.at(QUIT, "q");
    expect(await play.outcome).toBe("left");
  });

  it("q that was pressed before the page was there leaves at once", async () => {
    play = await atFirstStep({ rows: 60 });
    await play.at(STEP, "cq");
    expect(await play.outcome).toBe("left");
  });

  it("Ctrl-C right below a page leaves at once", async () => {
    play = await atFirstStep({ rows: 60 });
    await play.at(STEP, "c");
    await play.at(STEP, "\u0003");
    expect(await play.outcome).toBe("left");
  });

  it("the keys are there again at once when nslab has been stopped and goes on", async () => {
    play = await atFirstStep();
    await play.output.until(STEP);
    play.output.take();
    process.emit("SIGCONT");
    await play.output.until(STEP);
    await play.at(STEP, "q");
    expect(await play.outcome).toBe("left");
  });

  it("keys without a meaning do nothing", async () => {
    play = await atFirstStep();
    await play.at(STEP, "xyz\u001b[A\u001b");
    play.input.press("q");
    expect(await play.outcome).toBe("left");
    expect(play.output.text).toBe("\nYou leave at step 1 of 3.\n");
  });

  it("s at the challenge speaks of no later steps", async () => {
    play = await atFirstStep();
    for (let step = 1; step < 3; step += 1) {
      await play.at(STEP, "s");
      await play.at(SKIP, "s");
    }
    await play.at(CHALLENGE, "s");
    expect(await play.at(SKIP, "x")).toBe(`\nSkip the challenge?\n\n${SKIP}\n`);
    await play.at(CHALLENGE, "q");
    expect(await play.outcome).toBe("left");
  });

  it.each([
    ["told to be in the way of a step's command", 0, STEP, "Enter afresh", true],
    ["a challenge's own affair", 2, CHALLENGE, CHALLENGE, false],
  ])("a shell below another is %s", async (_, firstStep, keys, then, isTold) => {
    play = await (firstStep === 0 ? atFirstStep() : FakePlay.begin({ firstStep }));
    for (const name of [MOUNTED, "data is no mount any more"]) play.failing.add(name);
    await play.at(keys, "t");
    await play.output.until(PROMPT);
    const shell = play.shells.get("container");
    if (shell === undefined) throw new Error("no terminal is open");
    shell.level = 2;
    play.input.press("bash\r");
    await play.output.until("bash\r\n");
    play.input.press("\u001d");
    await play.output.until(then);
    expect(play.output.text.includes("is in a different shell")).toBe(isTold);
    play.input.press("q");
    await play.part;
  });

  it("s asks first: any other key stays", async () => {
    play = await atFirstStep();
    await play.at(STEP, "s");
    expect(await play.at(SKIP, "x")).toBe(`\nLater steps may need what this one does. Skip it all the same?\n\n${SKIP}\n`);
    await play.at(STEP, "s");
    await play.at(SKIP, "s");
    expect(await play.at(STEP, "q")).toContain("Mount where nobody else sees it. Skipped.");
    expect(await play.outcome).toBe("left");
  });

  it.each([
    ["q", "q"],
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
  ])("%s leaves", async (_, key) => {
    play = await atFirstStep();
    await play.at(STEP, key);
    expect(await play.part).toEqual({ type: "ended", outcome: "left", departure: { type: "leave" } });
  });

  it("the end of all input leaves", async () => {
    play = await atFirstStep();
    await play.output.until(STEP);
    play.input.emit("end");
    expect(await play.outcome).toBe("left");
  });

  it("nslab leaves without a word when it is asked to end", async () => {
    play = await atFirstStep();
    await play.output.until(STEP);
    play.output.take();
    play.stop.abort();
    expect(await play.outcome).toBe("left");
    expect(play.output.text).toBe("");
    expect(await play.ui.afterLesson()).toEqual({ type: "leave" });
  });

  it("a key pressed twice answers once: what nobody has asked for yet is not answered", async () => {
    play = await FakePlay.begin();
    await play.at(BEGIN, "\r\r\r");
    await play.output.until(STEP);
    expect(play.shell("container").lines).toEqual([]);
  });
});

describe("moving about", () => {
  it("b goes back a step in another lab, and says at the first one that there is none before it", async () => {
    play = await atFirstStep();
    await play.at(STEP, "b");
    expect(await play.at(STEP, "\r")).toBe(`\nThis is the first step of the lesson.\n\n${STEP}\n`);
    await play.at(PASSED, "\r");
    await play.at(STEP, "b");
    expect(await play.part).toMatchObject({ type: "go", step: 0, reports: [{ status: { type: "passed" } }] });
    expect(play.output.text).toBe("\nBack to step 1, in a fresh lab; what the steps before it do is done again.\n");
  });

  it("b does a step again that has passed", async () => {
    play = await atFirstStep();
    await play.at(STEP, "\r");
    await play.at(PASSED, "b");
    expect(await play.part).toMatchObject({ type: "go", step: 0 });
    expect(play.output.text).toContain("Step 1 afresh: a new lab");
  });

  it("r restarts the lesson when it is pressed twice, and any other key stays", async () => {
    play = await FakePlay.begin({ firstStep: 1 });
    await play.at(STEP, "r");
    expect(await play.at(RESTART, "x")).toContain("What you have\npassed stays on record.");
    await play.at(STEP, "r");
    await play.at(RESTART, "r");
    expect(await play.part).toMatchObject({ type: "go", step: 0 });
  });

  it("l opens another lesson, or stays", async () => {
    play = await atFirstStep();
    await play.at(STEP, "l");
    await play.output.until(STEP);
    play.chosenLesson = "veth";
    await play.at(STEP, "l");
    expect(await play.part).toEqual({ type: "ended", outcome: "left", departure: { type: "open", lesson: "veth" } });
  });

  it("l opens another lesson where no step is open, too", async () => {
    play = await FakePlay.begin();
    play.chosenLesson = "veth";
    await play.at(BEGIN, "l");
    expect(await play.part).toMatchObject({ departure: { type: "open", lesson: "veth" } });
    const after = play.ui.afterLesson();
    await play.at(NEXT_LESSON.replace("   m map", ""), "l"); // no lab of it has been seen
    expect(await after).toEqual({ type: "open", lesson: "veth" });
  });

  it("who opens another lesson after the last step has been through this one", async () => {
    play = await FakePlay.begin({ firstStep: 2 });
    play.chosenLesson = "veth";
    await play.at(CHALLENGE, "hh");
    await play.at(SOLUTION, "\r");
    await play.at(FINISHED, "l");
    expect(await play.part).toMatchObject({ outcome: "passed", departure: { type: "open", lesson: "veth" } });
  });
});
