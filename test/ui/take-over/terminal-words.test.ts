import { describe, expect, it } from "vitest";
import type { Line } from "../../../src/course/command.ts";
import type { TerminalName } from "../../../src/terminal/names.ts";
import { type TerminalShown, terminalWords } from "../../../src/ui/take-over/terminal-words.ts";
import { TEXTS } from "../../../src/ui/texts/texts.ts";
import { layoutFor, PLAIN } from "../layouts.ts";

const LINES: readonly Line[] = [{ in: "host", line: "ipcs" }, "ipcs -m", "ipcs -q"];
const STEP = { definition: { id: "step", terminal: "container" as const, command: LINES, checks: [] }, lines: LINES };

async function words(
  shown: Partial<TerminalShown>,
  printed: Partial<Record<TerminalName, string>> = {},
  columns = 80,
): Promise<string> {
  return terminalWords(await layoutFor(PLAIN, columns), {
    name: "container",
    isFirst: false,
    tellsKeys: false,
    step: STEP,
    lastOutput: (name) => printed[name] ?? "",
    rows: 24,
    ...shown,
  });
}

describe("the words above a terminal", () => {
  it("name it, and what is to be typed there, each command on a line", async () => {
    expect(await words({})).toBe('This is the terminal "container".\nTo be typed here:\n  ipcs -m\n  ipcs -q');
    expect(await words({ name: "host" })).toBe('This is the terminal "host".\nTo be typed here:\n  ipcs');
  });

  it("say what is typed in another terminal between two commands of one", async () => {
    const lines: readonly Line[] = [{ in: "host", line: "hostname" }, "hostname container1", { in: "host", line: "hostname" }];
    const step = { definition: { ...STEP.definition, command: lines }, lines };
    expect(await words({ name: "host", step })).toBe(
      'This is the terminal "host".\nTo be typed here:\n  hostname\nand here again after what is typed in the terminal "container":\n  hostname',
    );
    expect(await words({ step })).toBe('This is the terminal "container".\nTo be typed here:\n  hostname container1');
  });

  it("name no command where the step's stand above already, nor of a challenge", async () => {
    expect(await words({ isFirst: true })).toBe('You are in the terminal "container". Ctrl-] goes back to the lesson.');
    expect(await words({ step: null }, { host: "printed" })).toBe('This is the terminal "container".');
  });

  it("show what the step's other terminals have printed last, so that it can be compared", async () => {
    const printed = { host: "------ Queues ------\n\nkey   id\n0x1   0  \n", container: "own", neighbor: "none of the step's" };
    expect(await words({ isFirst: true }, printed)).toBe(
      'You are in the terminal "container". Ctrl-] goes back to the lesson.\nThe terminal "host" printed last:\n  ------ Queues ------\n  key   id\n  0x1   0',
    );
    expect(await words({}, printed)).toMatch(/printed last:\n[\s\S]*0x1 {3}0\nTo be typed here:/);
  });

  it("show the end of what is long, and no line that is wider than the window", async () => {
    const lines = Array.from({ length: 40 }, (_, index) => `line ${index} ${"x".repeat(60)}`).join("\n");
    const text = await words({ isFirst: true }, { host: lines }, 40);
    expect(text).toMatch(/31 lines not shown/);
    expect(text).toMatch(/ {2}line 39 x+\n {2}x+$/);
    expect(text).not.toContain("line 30 ");
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(40);
  });

  it("say what is still running there", async () => {
    expect(await words({ step: null, running: { name: "vim", isShell: false } })).toContain("vim is still running here");
  });

  it("are there in both languages", () => {
    for (const { learner } of Object.values(TEXTS)) {
      expect(learner.takeOver.printedLast("host")).toContain("host");
      expect(learner.takeOver.toType).not.toBe("");
      expect(learner.takeOver.noOther).not.toBe("");
    }
  });
});
