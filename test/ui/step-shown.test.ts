import { afterEach, describe, expect, it } from "vitest";
import { FakePlay } from "./fake-play.ts";
import { COLOUR } from "./layouts.ts";
import { STEP, FAILED, PASSED, PASSED_CUT, PAGE, MOUNTED, atFirstStep } from "./step-play.ts";

let play: FakePlay;
afterEach(() => play.ui.close());

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
  c shows what was found for these, too.

${FAILED}
`);
  });
});
