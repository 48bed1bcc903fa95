import { afterEach, describe, expect, it } from "vitest";
import { LabGone } from "../../src/kernel/read-snapshot.ts";
import { FakePlay } from "./fake-play.ts";
import { screenOf } from "../support/screen-of.ts";
import { PROMPT } from "./fake-shell.ts";
import { COLOUR } from "./layouts.ts";
import { LAB_ENDED, BEGIN, STEP, PASSED, CHALLENGE, CHECKS, atFirstStep } from "./step-play.ts";

let play: FakePlay;
afterEach(() => play.ui.close());

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
    await play.output.until("Ctrl-] back");
    expect((await screenOf(play.output.text, 80, 24)).slice(-9)).toEqual([
      `${PROMPT}mount --bind /data1 data`,
      "",
      "Done when:",
      "  ○ data is a mount in the container",
      "  ○ the host does not have it",
      "",
      'You are in the terminal "container". Ctrl-] goes back to the lesson.',
      PROMPT.trimEnd(),
      "1/3 Mount where nobody else sees it  container  Ctrl-] back",
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
});

describe("a lab that has ended", () => {
  it("ends the lesson where it stands, also in the middle of a command", async () => {
    play = await atFirstStep();
    play.command = () => null;
    await play.at(STEP, "\r");
    await play.output.until("data1 data");
    play.endLab({ type: "lab-ended", complaint: "killed" });
    await expect(play.part).rejects.toThrow(LabGone);
  });

  it("is told of, with the way on: this step in a fresh lab, another lesson, or none", async () => {
    play = await atFirstStep();
    await play.output.until(STEP);
    play.output.take();
    const fresh = play.ui.labEnded("");
    expect(await play.at(LAB_ENDED, "\r")).toMatch(
      /^\nThe lab has ended\. [\s\S]*Enter makes a fresh lab and\s+goes on at this step\.\n/,
    );
    expect(await fresh).toEqual({ type: "next" });
    play.chosenLesson = "veth";
    const other = play.ui.labEnded("out of memory");
    expect(await play.at(LAB_ENDED, "l")).toMatch(/Its last\s+words: out of memory\./);
    expect(await other).toEqual({ type: "open", lesson: "veth" });
    const none = play.ui.labEnded("");
    await play.at(LAB_ENDED, "q");
    expect(await none).toEqual({ type: "leave" });
  });
});
