import { verbatim } from "../../src/say/message.ts";
import { describe, expect, it } from "vitest";
import type { PlayerEvent, StepStatus } from "../../src/player/events.ts";
import { NO_COLOUR, PIPE, PLAIN } from "./layouts.ts";
import { lesson, bind, mounted, unseen, OPENING, BIND, print, judged, report, ended } from "./printed.ts";
import { fail, pass } from "./sample-lesson.ts";

describe("what was not played, or could not be judged", () => {
  it.each<[string, StepStatus, string]>([
    [
      "the machine cannot",
      {
        type: "skipped",
        reason: { type: "machine", what: verbatim("There are no cgroups."), fix: verbatim("Run nslab as root.") },
      },
      "Mount where nobody else sees it. Skipped: There are no cgroups. Run nslab as\nroot.",
    ],
    [
      "the learner skipped it",
      { type: "skipped", reason: { type: "learner" } },
      "Mount where nobody else sees it. Skipped. It can be done later: open this lesson\nagain.",
    ],
    [
      "a command does not come back",
      { type: "error", trouble: { type: "stuck", line: "cat", seconds: 20 } },
      "`cat` has not come back after 20 s. It may be waiting for input, or for an\nanswer from the network.",
    ],
    [
      "another command still runs",
      { type: "error", trouble: { type: "stuck", line: "ls", seconds: 0 } },
      "`ls` could not be typed: another command is still running in that terminal. End\nit there with Ctrl-C, then try again.",
    ],
    [
      "an editor is open",
      { type: "error", trouble: { type: "stuck", line: "ls", seconds: 0, inFront: { name: "vim", isShell: false } } },
      "`ls` could not be typed: `vim` is still running in that terminal. Leave it there\n(t) with Esc, `:q!`, Enter, then try again.",
    ],
    [
      "another shell is in front",
      { type: "error", trouble: { type: "stuck", line: "ls", seconds: 0, inFront: { name: "dash", isShell: true } } },
      "`ls` could not be typed: in that terminal you are in a shell of your own,\n`dash`, which does not tell nslab when a command has ended. Type it there\nyourself (t), and it is judged; or leave that shell with `exit` (t), then try\nagain.",
    ],
    [
      "the lab has ended",
      { type: "error", trouble: { type: "lab-ended", complaint: "killed" } },
      "The lab has ended, and everything in it is gone; your machine and your progress\nare untouched. Its last words: killed. Start again with `nslab`: it makes a new\nlab and goes on at this step.",
    ],
  ])("is told with what to do: %s", async (_, status, text) => {
    expect(await print(PLAIN, 80, ended(report(bind, status)))).toBe(`\n${text}\n`);
  });

  it("is told of a whole lesson at once", async () => {
    const reason = { type: "machine", what: verbatim("There are no cgroups."), fix: verbatim("Run nslab as root.") } as const;
    expect(await print(PLAIN, 80, [{ type: "lesson-skipped", lesson, reason, reports: [] }])).toContain(
      "\nSkipped: There are no cgroups. Run nslab as root.\n",
    );
  });

  it("is told of a check that held before the command", async () => {
    const early: PlayerEvent = {
      type: "step-ended",
      lesson,
      report: { ...report(bind, { type: "failed" }), before: [pass(mounted), fail(unseen)] },
    };
    expect(await print(PLAIN, 80, [early])).toBe(
      "\nThis already held before the command, so it proves nothing. data is a mount in\nthe container\n",
    );
  });
});

describe("where no terminal reads it, or colours are not wanted", () => {
  it.each([
    ["a pipe", PIPE],
    ["a plain one", PLAIN],
    ["one with NO_COLOR", NO_COLOUR],
  ])("there is no escape sequence: %s", async (_, capabilities) => {
    expect(await print(capabilities, 80, OPENING, BIND, [judged([pass(mounted), fail(unseen)])])).not.toContain("\u001b");
  });
});
