import { afterEach, describe, expect, it } from "vitest";
import { FakePlay } from "./fake-play.ts";
import { PROMPT } from "./fake-shell.ts";
import {
  STEP,
  FAILED,
  PASSED,
  CHALLENGE,
  SOLUTION,
  UNDONE,
  LOST,
  FAILED_LOST,
  STUCK,
  FINISHED,
  NEXT_LESSON,
  CHECKS,
  MOUNTED,
  atFirstStep,
} from "./step-play.ts";

const LEAVE = "\u001d";

let play: FakePlay;
afterEach(() => play.ui.close());

describe("a step that has passed", () => {
  it("and was undone in the terminal gets a new verdict, can be run again, and is gone on without", async () => {
    play = await atFirstStep();
    await play.at(STEP, "\r");
    await play.at(PASSED, "t");
    await play.output.until(PROMPT);
    play.failing.add(MOUNTED);
    play.input.press("umount data\r");
    await play.output.until(`umount data\r\n${PROMPT}`);
    play.input.press(LEAVE);
    const text = await play.at(UNDONE, "\r");
    expect(text).toContain("FAIL data is a mount in the container");
    expect(text).toContain("This step has passed once, and that stays on record.");
    await play.at(UNDONE, "s");
    const next = await play.at(LOST, "q");
    expect(next).toContain("Step 2 of 3");
    expect(next).toContain("- step 1 (Mount where nobody else sees it): data is a mount in the container");
    expect(await play.part).toMatchObject({ outcome: "left" });
    const passed = play.events.filter((event) => event.type === "step-ended");
    expect(passed.map(({ report }) => report.status.type)).toEqual(["passed"]);
  });

  it("still holds after the terminal was used, which is said in a line", async () => {
    play = await atFirstStep();
    await play.at(STEP, "\r");
    await play.at(PASSED, "t");
    await play.output.until(PROMPT);
    play.input.press("ls\r");
    await play.output.until(`ls\r\n${PROMPT}`);
    play.input.press(LEAVE);
    expect(await play.at(PASSED, "q")).toContain("All checks of this step still pass.");
  });
});

describe("a step that lacks what an earlier one made", () => {
  /** Step 2, whose own check fails as well. */
  async function atLost(command: (line: string) => string): Promise<void> {
    play = await atFirstStep();
    await play.at(STEP, "\r");
    await play.at(PASSED, "\r");
    play.failing.add(MOUNTED).add("the host showed no data");
    await play.at(LOST, "\r");
    play.command = command;
    await play.at(FAILED_LOST, "f");
  }

  it("is judged anew when that is restored: its command does not run a second time", async () => {
    await atLost((line) => {
      if (line.startsWith("mount --bind")) play.failing.clear();
      return "";
    });
    const text = await play.at(PASSED, "q");
    expect(text).toContain("It is restored, and its checks pass.");
    expect(text).toContain("ok the host showed no data");
    expect(play.shell("host").lines).toEqual(["cat /proc/mounts"]);
    expect(play.shell("container").lines).toEqual(["mount --bind /data1 data", "mount", "mount --bind /data1 data"]);
  });

  it("shows its checks as they are now where something is missing still", async () => {
    await atLost((line) => {
      if (line.startsWith("mount --bind")) play.failing.delete(MOUNTED);
      return "";
    });
    expect(await play.at(STEP, "q")).toContain("Done when:\n  FAIL the host showed no data");
  });

  it("says that a fresh lab is made where the commands do not do", async () => {
    await atLost(() => "");
    expect(await play.part).toMatchObject({ type: "go", step: 1 });
    expect(play.output.text).toMatch(/So a fresh lab is made, at step\s2;/);
  });
});

describe("a look that takes its time", () => {
  it("is cut short by any key, which is not lost", async () => {
    play = await atFirstStep();
    play.waiting.add(MOUNTED);
    await play.at(STEP, "\r");
    while (!play.events.some((event) => event.type === "line-ended")) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    play.input.press("q");
    expect(await play.outcome).toBe("left");
    expect(play.output.text).toContain("the answer was not waited for");
    expect(play.output.text).toContain("Let nslab look to the end. c looks again.");
  });
});

describe("a command that runs", () => {
  it("gets Ctrl-C, and no other key", async () => {
    play = await atFirstStep();
    play.command = () => null;
    await play.at(STEP, "\r");
    await play.output.until("data1 data");
    while (play.terminals.get("container")?.showsOutput !== true) await Promise.resolve();
    play.input.press("q\r");
    expect(play.shell("container").interrupts).toBe(0);
    play.input.press("\u0003");
    expect(play.shell("container").interrupts).toBe(1);
    const text = await play.at(PASSED, "q");
    expect(text).toContain(`${PROMPT}mount --bind /data1 data\n^C\n`);
  });

  it("gets Ctrl-C only as long as it runs; pressed once more, it does not leave the lesson", async () => {
    play = await atFirstStep();
    let pressed = false;
    play.onEvent = (event) => {
      if (event.type !== "line-ended") return;
      play.input.press("\u0003");
      pressed = true;
    };
    await play.at(STEP, "\r");
    await play.output.until(PASSED);
    expect(pressed).toBe(true);
    expect(play.shell("container").interrupts).toBe(0);
  });

  it("that does not come back can be ended, and the step is offered again", async () => {
    play = await atFirstStep({ patience: 20 });
    play.command = () => null;
    await play.at(STEP, "\r");
    expect(await play.at(STUCK, "\r")).toContain("has not come back after 1 s");
    expect(await play.at(STEP, "q")).toBe(
      `\nIt has ended.\n\nIn the terminal "container":\n${PROMPT}mount --bind /data1 data\n\n${CHECKS}\n\n${STEP}\n`,
    );
  });
});

describe("a step that did not pass", () => {
  it("says what is wrong, and is run again by Enter", async () => {
    play = await atFirstStep();
    play.failing.add(MOUNTED);
    await play.at(STEP, "\r");
    expect(await play.at(FAILED, "\r")).toContain(`
  FAIL data is a mount in the container
    found            data is an ordinary directory
    see it yourself  in the container: mount | grep data
    likely reason    The command was typed in another terminal, so the mount is
                     in another namespace than the one that was looked at.
    what to do       Type it in the terminal container.
`);
    await play.at(FAILED, "h");
    play.failing.clear();
    await play.at(FAILED, "\r");
    await play.at(PASSED, "q");
    expect(play.shell("container").lines).toEqual(Array.from({ length: 3 }, () => "mount --bind /data1 data"));
  });

  it("can be left", async () => {
    play = await atFirstStep();
    play.failing.add(MOUNTED);
    await play.at(STEP, "\r");
    await play.at(FAILED, "q");
    expect(await play.outcome).toBe("left");
  });
});

describe("typing it oneself", () => {
  it("is told when all checks pass, and Ctrl-] goes on", async () => {
    play = await atFirstStep();
    play.failing.add(MOUNTED);
    await play.at(STEP, "t");
    await play.output.until('You are in the terminal "container". Ctrl-] goes back to the lesson.');
    await play.output.until(`[1/3 Mount where nobody else sees it, container: host, 1 of 2 checks pass]\n${PROMPT}`);
    play.input.press("ls\r");
    await play.output.until(`ls\r\n${PROMPT}`);
    play.failing.clear();
    play.input.press("mount -o bind /data1 data\r");
    await play.output.until("ok That is it: all checks of this step pass. Ctrl-] goes on with the lesson.\n");
    play.input.press(LEAVE);
    await play.at(STEP, "q");
    expect(play.shell("container").lines).toEqual(["ls", "mount -o bind /data1 data"]);
  });

  it.each([
    ["what is so or not", {}],
    ["what was to be shown, where a prompt came behind it", { kind: "seen", within: 1000, shownIn: "container" }],
  ])("says at once what is missing when the learner comes back too early: %s", async (_, kind) => {
    play = await atFirstStep();
    Object.assign(play.lesson.definition.steps[0]?.checks[0] ?? {}, kind);
    play.failing.add(MOUNTED);
    await play.at(STEP, "t");
    await play.output.until(`checks pass]\n${PROMPT}`);
    play.input.press("ls\r");
    await play.output.until(`ls\r\n${PROMPT}`);
    play.input.press(LEAVE);
    expect(await play.at(FAILED, "q")).toContain("what to do       Type it in the terminal container.");
    expect(play.events.some((event) => event.type === "checks-judged")).toBe(false);
  });

  it("without typing anything, nothing is judged", async () => {
    play = await atFirstStep();
    play.failing.add(MOUNTED);
    await play.at(STEP, "t");
    await play.output.until(PROMPT);
    play.output.take();
    play.input.press(LEAVE);
    expect(await play.at(STEP, "q")).toContain(`\nBack in the lesson.\n\n${STEP}\n`);
  });

  it("gives up a half-typed line before the player types its own", async () => {
    play = await atFirstStep();
    await play.at(STEP, "t");
    await play.output.until(PROMPT);
    play.input.press("rm -rf ");
    await play.output.until("rm -rf");
    play.input.press(LEAVE);
    await play.at(STEP, "\r");
    await play.at(PASSED, "q");
    expect(play.shell("container").lines).toEqual(["mount --bind /data1 data"]);
  });
});

describe("the challenge", () => {
  it("is solved in the terminal", async () => {
    play = await FakePlay.begin({ firstStep: 2 });
    play.failing.add("data is no mount any more");
    await play.at(CHALLENGE, "\r");
    await play.output.until(PROMPT);
    play.failing.clear();
    play.input.press("umount -l data\r");
    await play.output.until("all checks of this step pass");
    play.input.press(LEAVE);
    expect(await play.outcome).toBe("passed");
    expect(play.solutions).toEqual([]);
    const after = play.ui.afterLesson();
    await play.at(NEXT_LESSON, "m");
    expect(await play.at(NEXT_LESSON, "\r")).toContain("+- host -");
    expect(await after).toEqual({ type: "next" });
  });

  it("shows its solution as the last hint, which is noted once, and then Enter runs it", async () => {
    play = await FakePlay.begin({ firstStep: 2 });
    await play.at(CHALLENGE, "h");
    await play.at(CHALLENGE, "h");
    expect(await play.at(SOLUTION, "h")).toBe(
      `\nHint 2 of 2: the command itself, below.\n\nIn the terminal "container":\n${PROMPT}umount data\n\nDone when:\n  - data is no mount any more\n\n${SOLUTION}\n`,
    );
    await play.at(SOLUTION, "\r");
    await play.at(FINISHED, "q");
    expect(play.solutions).toEqual(["mounts/challenge"]);
    expect(play.shell("container").lines).toEqual(["umount data"]);
    expect(await play.part).toEqual({ type: "ended", outcome: "passed", departure: { type: "leave" } });
  });
});
