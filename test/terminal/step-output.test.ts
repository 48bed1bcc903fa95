import { describe, expect, it } from "vitest";
import { StepOutput } from "../../src/terminal/step-output.ts";

function printed(...pieces: readonly string[]): StepOutput {
  const output = new StepOutput();
  output.commandStarted();
  for (const piece of pieces) output.push(piece);
  return output;
}

describe("what the last command has printed", () => {
  it("is plain text, without colours", () => {
    expect(printed("a \u001b[31mred\u001b[0m", " line\r\n").lastText).toBe("a red line\n");
  });

  it.each([
    ["opens another screen", "\u001b[?1049h"],
    ["goes about the screen", "\u001b[2;1H~\u001b[3;1H~"],
    ["begins at the top", "\u001b[H\u001b[2J"],
  ])("is nothing where it %s", (_, drawing) => {
    const output = printed("vim\r\n", drawing, "~");
    expect(output.lastText).toBe("");
    output.commandStarted();
    output.push("next\r\n");
    expect(output.lastText).toBe("next\n");
  });
});
