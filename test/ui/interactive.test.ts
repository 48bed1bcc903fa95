import { afterEach, describe, expect, it } from "vitest";
import { FakePlay } from "./fake-play.ts";
import { screenOf } from "../support/screen-of.ts";
import { PROMPT } from "./fake-shell.ts";
import { COLOUR } from "./layouts.ts";

const BEGIN = "Enter begin   l lessons   g language   q quit   ? help";
const STEP = "Enter run  t type it  h hint  c checks  m map  e flags  s skip  q quit  ? more";
const FAILED = "Enter try again  t type it  h hint  c checks  m map  e explain  q quit  ? more";
const PASSED = "Enter next  d changes  m map  c checks  t terminal  e explain  q quit  ? more";
const CHALLENGE = "t solve it  h hint  c checks  d changes  m map  e flags  s skip  q quit  ? more";
const SOLUTION = "Enter run it  t type it  h hint  c checks  m map  e explain  q quit  ? more";
const UNDONE = "Enter run it  t type it  s go on  h hint  c checks  e explain  q quit  ? more";
const LOST = "Enter run  f fix  t type it  h hint  c checks  m map  e explain  q quit  ? more";
const PASSED_CUT = "Enter next  d changes  m map  c checks  t terminal  o output  q quit  ? more";
const PAGE = "Enter next page   q back to the lesson";
const RESTART = "r restart the lesson   any other key stay";
const SKIP = "s skip it   any other key stay";
const STUCK = "Enter Ctrl-C  t terminal  h hint  c checks  m map  e explain  q quit  ? more";
const FINISHED = "Enter go on  d changes  m map  c checks  t terminal  e explain  q quit  ? more";
const NEXT_LESSON = "Enter next lesson   m map   l lessons   q quit   ? help";
const CHECKS = "Done when:\n  - data is a mount in the container\n  - the host does not have it";
const LEAVE = "\u001d";

const MOUNTED = "data is a mount in the container";

let play: FakePlay;
afterEach(() => play.ui.close());

/** A play that stands at the first step, its screen read. */
async function atFirstStep(options: Parameters<typeof FakePlay.begin>[0] = {}): Promise<FakePlay> {
  const begun = await FakePlay.begin(options);
  await begun.at(BEGIN, "\r");
  return begun;
}

describe("a lesson, by Enter alone", () => {
  it("is read, run and passed screen by screen", async () => {
    play = await FakePlay.begin();
    play.command = () => "done\r\n";
    expect(await play.at(BEGIN, "\r")).toBe(`
Lesson 1: Mounts
A mount namespace gives a process its own list of mounts.

Every process sees files below one root. What is mounted there is a list, and
the list can be a process's own.

${BEGIN}
`);
    expect(await play.at(STEP, "\r")).toBe(`
Step 1 of 3: Mount where nobody else sees it

\`mount --bind\` shows a directory at a second place. In a namespace of its own,
only those who are in it see that.

Look for: Nothing is printed.

In the terminal "container":
${PROMPT}mount --bind /data1 data

${CHECKS}

${STEP}
`);
    expect(await play.at(PASSED, "\r")).toBe(`
In the terminal "container":
${PROMPT}mount --bind /data1 data
done

  ok data is a mount in the container
    seen  it is
  ok the host does not have it
    seen  it is

Also right: mount -o bind /data1 data

${PASSED}
`);
    expect(await play.at(STEP, "\r")).toBe(`
Step 2 of 3: Look from outside

The same list, seen on the host.

In the terminal "host", and meant to fail:
${PROMPT}cat /proc/mounts

In the terminal "container", and meant to fail:
${PROMPT}mount

Done when:
  - the host showed no data

${STEP}
`);
    expect(await play.at(PASSED, "\r")).toBe(`
In the terminal "host", and meant to fail:
${PROMPT}cat /proc/mounts
done

In the terminal "container", and meant to fail:
${PROMPT}mount
done

  ok the host showed no data
    seen  it is

${PASSED}
`);
    expect(await play.at(CHALLENGE, "q")).toBe(`
Challenge: Undo it

Make the mount go away.

Solve it in the terminal "container", with any commands you like: only the
result counts.

Done when:
  - data is no mount any more

${CHALLENGE}
`);
  });

  it("has the command above the keys, whatever else is shown, and runs it where it stands", async () => {
    play = await FakePlay.begin({ capabilities: COLOUR });
    play.command = () => "done\r\n";
    await play.output.until("begin");
    play.input.press("\r");
    const label = '\u001b[2mIn the terminal "container":\u001b[22m';
    const command = `${label}\n\u001b[2m${PROMPT}\u001b[22m\u001b[1mmount --bind /data1 data\u001b[22m\n`;
    const open = "\u001b[2m○\u001b[22m";
    const checks = `Done when:\n  ${open} data is a mount in the container\n  ${open} the host does not have it\n`;
    await play.output.until(`\n${command}\n${checks}\n\u001b[1mEnter\u001b[22m run`);
    play.output.take();
    play.input.press("e");
    await play.output.until(`a second place\n\n${command}\n${checks}\n\u001b[1mEnter\u001b[22m run`);
    // Eight lines up: the keys, an empty line, three of checks, an empty line, the prompt, the terminal's name.
    const erased = "\u001b[8A\r\u001b[J";
    expect(play.output.take().startsWith(`${erased}\n\u001b[1mPiece by piece:`)).toBe(true);
    play.input.press("\r");
    await play.output.until("\u001b[22m next");
    expect(play.output.text.startsWith(`${erased}\n${command}done\n\n  \u001b[32m✓\u001b[39m data`)).toBe(true);
  });

  it("shows the command above the terminal that is taken over, to be read while typing", async () => {
    play = await FakePlay.begin({ capabilities: COLOUR });
    await play.output.until("begin");
    play.input.press("\r");
    await play.output.until("run");
    play.output.take();
    play.input.press("t");
    await play.output.until("Ctrl-^ switch");
    expect((await screenOf(play.output.text, 80, 24)).slice(-9)).toEqual([
      `${PROMPT}mount --bind /data1 data`,
      "",
      "Done when:",
      "  ○ data is a mount in the container",
      "  ○ the host does not have it",
      "",
      'You are in the terminal "container". Ctrl-] goes back to the lesson.',
      PROMPT.trimEnd(),
      "1/3 Mount where nobody else sees it  container  Ctrl-] back  Ctrl-^ switch",
    ]);
  });

  it("prints the command where the window is too low for it to stand above the keys, and pages what is longer", async () => {
    play = await FakePlay.begin({ capabilities: COLOUR, rows: 4 });
    await play.output.until("begin");
    play.input.press("\r");
    await play.output.until("run");
    const first = play.output.take();
    expect(first).toContain("mount --bind /data1 data");
    expect(first).not.toContain("Done when");
    play.hasPager = false;
    play.input.press("?");
    await play.output.until("next page");
  });
});

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

  it("? explains the keys", async () => {
    play = await atFirstStep();
    await play.at(STEP, "?");
    expect(await play.at(STEP, "q")).toMatch(/Ctrl-\] \(Ctrl-5\) comes\s+back/);
  });

  it("keys without a meaning do nothing", async () => {
    play = await atFirstStep();
    await play.at(STEP, "xyz\u001b[A\u001b");
    play.input.press("q");
    expect(await play.outcome).toBe("left");
    expect(play.output.text).toBe("\nYou leave at step 1 of 3.\n");
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

describe("what is shown of a step", () => {
  it("d says what has changed since it began", async () => {
    play = await atFirstStep();
    await play.at(STEP, "d");
    expect(await play.at(STEP, "q")).toBe(
      `\nNothing has changed in the lab since this step began. (Files are not compared.)\n\n${STEP}\n`,
    );
  });

  it("m draws the lab", async () => {
    play = await atFirstStep();
    await play.at(STEP, "m");
    expect(await play.at(STEP, "q")).toContain("+- host -");
  });

  it("o shows all that the command printed, which is offered where a part of it was left out", async () => {
    play = await atFirstStep();
    await play.at(STEP, "o");
    expect(await play.at(STEP, "\r")).toContain("No command of this step has printed anything yet.");
    await play.at(PASSED, "q");
    play.ui.close();

    play = await FakePlay.begin({ capabilities: COLOUR });
    await play.output.until("begin");
    play.input.press("\r");
    play.command = () => Array.from({ length: 60 }, (_, index) => `line ${index + 1}\r\n`).join("");
    await play.output.until("run");
    play.output.take();
    play.input.press("\r");
    await play.output.until("o\u001b[22m output");
    expect(play.output.take()).toContain("line 8\n    ... 48 lines not shown ...\nline 57\n");
    play.input.press("o");
    await play.output.until("o\u001b[22m output");
    expect(play.paged).toEqual([`${Array.from({ length: 60 }, (_, index) => `line ${index + 1}`).join("\n")}\n`]);
  });

  it("is paged by nslab itself where there is no pager", async () => {
    play = await atFirstStep();
    play.command = () => Array.from({ length: 60 }, (_, index) => `line ${index + 1}\r\n`).join("");
    await play.at(STEP, "\r");
    await play.at(PASSED_CUT, "o");
    expect(await play.at(PAGE, "\r")).toMatch(/^\nline 1\n[\s\S]*line 20\n\nEnter/);
    expect(await play.at(PAGE, "q")).toMatch(/^\nline 21\n[\s\S]*line 40\n\nEnter/);
    await play.at(PASSED_CUT, "q");
    expect(play.paged).toEqual([]);
  });

  it("of several failed checks is the first in full and the others in a line", async () => {
    play = await atFirstStep();
    play.failing.add(MOUNTED).add("the host does not have it");
    await play.at(STEP, "\r");
    expect(await play.at(FAILED, "q")).toContain(`
    what to do       Type it in the terminal container.
  FAIL the host does not have it
  c shows these in full, too.

${FAILED}
`);
  });
});

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
    expect(await play.at(STUCK, "\r")).toContain("has not come back after 0.02 seconds");
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
    await play.output.until(`[1/3 Mount where nobody else sees it, container, 1 of 2 checks pass]\n${PROMPT}`);
    play.input.press("ls\r");
    await play.output.until(`ls\r\n${PROMPT}`);
    play.failing.clear();
    play.input.press("mount -o bind /data1 data\r");
    await play.output.until("ok That is it: all checks of this step pass. Ctrl-] goes on with the lesson.\n");
    play.input.press(LEAVE);
    await play.at(STEP, "q");
    expect(play.shell("container").lines).toEqual(["ls", "mount -o bind /data1 data"]);
  });

  it("says what is missing when the learner comes back too early", async () => {
    play = await atFirstStep();
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

describe("somebody who is here for the first time", () => {
  it("is told what this is, and begins or leaves", async () => {
    play = await FakePlay.begin();
    await play.output.until(BEGIN);
    play.output.take();
    const begins = play.ui.welcome();
    expect(await play.at(BEGIN, "\r")).toContain("Nothing on your machine is touched");
    expect(await begins).toEqual({ type: "next" });
    const leaves = play.ui.welcome();
    await play.at(BEGIN, "q");
    expect(await leaves).toEqual({ type: "leave" });
  });
});

describe("the learner's terminal", () => {
  it("is raw while nslab asks, and given back as it was", async () => {
    play = await FakePlay.begin();
    expect(play.input.raw).toBe(true);
    play.ui.close();
    expect(play.input.raw).toBe(false);
    expect(play.input.listenerCount("data")).toBe(0);
    expect(play.output.listenerCount("resize")).toBe(0);
  });

  it("tells the lab's terminals its size when that changes", async () => {
    play = await atFirstStep();
    await play.output.until(STEP);
    play.output.resize(120, 40);
    expect(play.sizes).toEqual([{ rows: 40, columns: 120 }]);
  });

  it("says so when the lab has ended, and the lesson is over", async () => {
    play = await atFirstStep();
    play.command = () => null;
    await play.at(STEP, "\r");
    await play.output.until("data1 data");
    play.endLab({ type: "lab-ended", complaint: "killed" });
    expect(await play.outcome).toBe("failed");
    expect(play.output.text).toContain("The lab has ended, and everything in it is gone");
  });
});
