import { beforeEach, describe, expect, it } from "vitest";
import { Keyboard } from "../../src/ui/keyboard.ts";
import { read } from "../../src/ui/reader.ts";
import { RememberedOutput } from "../../src/ui/take-over/remembered-output.ts";
import { TerminalState } from "../../src/ui/terminal-state.ts";
import { FakeInput, FakeOutput } from "./fake-streams.ts";

const TEXT = Array.from({ length: 30 }, (_, index) => `row ${index + 1}`).join("\n");
const KEYS = "q back";
const END_KEYS = "no more pages";

let input: FakeInput;
let output: FakeOutput;
let terminal: TerminalState;
let undone: string;
let keyboard: Keyboard;
let isLeft: boolean;

beforeEach(() => {
  input = new FakeInput();
  output = new FakeOutput(40, 11);
  undone = "";
  terminal = new TerminalState((text) => void (undone += text));
  keyboard = new Keyboard({ input, stop: new AbortController().signal, terminal, interrupt: () => undefined });
  keyboard.open();
  isLeft = false;
  return () => keyboard.close();
});

function begin(text = TEXT): Promise<void> {
  const reading = read(text, {
    output: new RememberedOutput(output),
    keyboard,
    terminal,
    keys: (isEnd) => (isEnd ? END_KEYS : KEYS),
  });
  void reading.then(() => void (isLeft = true));
  return reading;
}

/** The rows that were drawn last. */
function shown(): readonly string[] {
  const frame = output.text.slice(output.text.lastIndexOf("\u001b[H"));
  return frame.replaceAll(/\u001b\[[0-9?]*[A-Za-z]/g, "").split("\r\n");
}

async function press(keys: string): Promise<readonly string[]> {
  input.press(keys);
  await new Promise((resolve) => setImmediate(resolve));
  return shown();
}

describe("a page that is longer than the window", () => {
  it("is shown on a screen of its own with the keys below it, and gone on by Space, by Enter and by arrows", async () => {
    const reading = begin();
    expect(output.text).toContain("\u001b[?1049h");
    expect(shown()).toEqual([...Array.from({ length: 10 }, (_, index) => `row ${index + 1}`), KEYS]);
    expect((await press(" "))[0]).toBe("row 11");
    expect((await press("\u001b[B"))[0]).toBe("row 12");
    expect((await press("\u001b[A"))[0]).toBe("row 11");
    expect((await press("\r"))[0]).toBe("row 12");
    expect((await press("b"))[0]).toBe("row 2");
    expect((await press("  "))[0]).toBe("row 21");
    expect(shown().at(-1), "offers no further page").toBe(END_KEYS);
    expect((await press("b")).at(-1)).toBe(KEYS);
    await press("q");
    await reading;
    expect(output.text.endsWith("\u001b[?1049l")).toBe(true);
  });

  it.each([
    ["q", "q"],
    ["Escape", "\u001b"],
    ["Ctrl-C", "\u0003"],
    ["Space at its end", "   "],
    ["Enter at its end", "  \r"],
  ])("is left by %s", async (_, keys) => {
    void begin();
    for (const key of keys) await press(key);
    expect(isLeft).toBe(true);
  });

  it("is not left by a key that has no meaning, nor by an arrow at its end", async () => {
    void begin();
    await press("  ");
    await press("x\u001b[B");
    expect(isLeft).toBe(false);
    await press("q");
  });

  it("wraps what is wider than the window, and is drawn anew for another size", async () => {
    void begin(`${"word ".repeat(20)}\n${TEXT}`);
    expect(shown().slice(0, 3)).toEqual([8, 8, 4].map((words) => "word ".repeat(words).trimEnd()));
    output.resize(39, 6);
    expect(shown()[0]).toBe("word ".repeat(8).trimEnd()); // a full row is no longer than the window
    output.resize(120, 6);
    expect(shown()).toHaveLength(6);
    expect(shown()[0]).toBe("word ".repeat(20));
    await press("q");
  });

  it("leaves the screen as it was however nslab ends", async () => {
    void begin();
    terminal.restore();
    expect(undone).toContain("\u001b[?1049l");
    await press("q");
  });
});
