import { describe, expect, test } from "vitest";
import { PromptLine } from "../../src/terminal/prompt-line.ts";

type Part = (line: PromptLine) => void;

const begins: Part = (line) => line.begin();
const press: Part = (line) => line.press();
const pressAhead: Part = (line) => line.pressAhead("x");
const shows =
  (text: string): Part =>
  (line) =>
    line.show(text);

const PROMPT = "\u001b[?2004h[root@host /]# ";
const END = shows("\u001b[?2004l\r\r\n");

describe("what is typed at a prompt", () => {
  test.each<[string, readonly Part[], boolean]>([
    ["is unseen where nothing is echoed", [begins, shows(PROMPT), press, END], true],
    [
      "is unseen at the next prompt, too",
      [begins, shows(PROMPT), press, shows("ls"), END, begins, shows(PROMPT), press, END],
      true,
    ],
    ["is seen where it is echoed", [begins, shows(PROMPT), press, shows("l"), shows("s"), END], false],
    ["is seen where all is drawn anew", [begins, shows(PROMPT), press, shows(`\u001b[H\u001b[J${PROMPT}ls`), END], false],
    ["is nothing before a key is pressed", [begins, shows(PROMPT)], false],
    ["may be seen: it was pressed while a command ran", [pressAhead, begins, shows(`${PROMPT}ls`), press, END], false],
    ["may be seen: the prompt itself came later", [begins, press, shows(`${PROMPT}ls`), END], false],
  ])("%s", (_, parts, isUnseen) => {
    const line = new PromptLine();
    for (const part of parts) part(line);
    expect(line.isUnseen).toBe(isUnseen);
  });
});

describe("the prompt of a line that was typed before it was there", () => {
  test.each<[string, readonly Part[], string]>([
    ["is known though the line came in the same read", [pressAhead, begins, shows(`${PROMPT}ls -l`), END], "[root@host /]# "],
    [
      "is known behind what the kernel echoed",
      [begins, press, shows("ls -l\r\n"), shows(`${PROMPT}ls -l`), END],
      "[root@host /]# ",
    ],
    [
      "is none that the line only looks like",
      [begins, press, shows("ls # all\r\n"), shows(`${PROMPT}ls # all`)],
      "[root@host /]# ",
    ],
    ["is known with its terminal's name", [begins, press, shows(`(container) ${PROMPT}ls`)], "(container) [root@host /]# "],
    ["is known of a shell without the lab's settings", [begins, press, shows("bash-5.2$ ls")], "bash-5.2$ "],
    ["is not known where it is an unusual one", [begins, press, shows("what now? ls"), END], ""],
  ])("%s", (_, parts, prompt) => {
    const line = new PromptLine();
    for (const part of parts) part(line);
    expect(line.prompt).toBe(prompt);
  });
});
