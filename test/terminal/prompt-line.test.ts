import { describe, expect, test } from "vitest";
import { PromptLine } from "../../src/terminal/prompt-line.ts";

type Part = string | "press" | "press ahead" | "begin";

const PROMPT = "\u001b[?2004h[root@host /]# ";

function after(parts: readonly Part[]): PromptLine {
  const line = new PromptLine();
  for (const part of parts) {
    if (part === "press") line.press();
    else if (part === "press ahead") line.pressAhead("x");
    else if (part === "begin") line.begin();
    else line.show(part);
  }
  return line;
}

describe("what is typed at a prompt", () => {
  test.each<[string, readonly Part[], boolean]>([
    ["is unseen where nothing is echoed", ["begin", PROMPT, "press", "\u001b[?2004l\r\r\n"], true],
    ["is unseen again at the next prompt", ["begin", PROMPT, "press", "ls\r\n", "begin", PROMPT, "press", "\r\n"], true],
    ["is seen where it is echoed", ["begin", PROMPT, "press", "l", "s\u001b[?2004l\r\r\n"], false],
    [
      "is seen where the screen was cleared and all is drawn anew",
      ["begin", PROMPT, "press", `\u001b[H\u001b[J${PROMPT}ls`],
      false,
    ],
    ["is nothing before a key is pressed", ["begin", PROMPT], false],
    ["may be seen: it was pressed while a command ran", ["press ahead", "begin", `${PROMPT}ls`, "press", "\r\n"], false],
    ["may be seen: the prompt itself came later", ["begin", "press", `${PROMPT}ls`, "\r\n"], false],
  ])("%s", (_, parts, isUnseen) => {
    expect(after(parts).isUnseen).toBe(isUnseen);
  });
});
