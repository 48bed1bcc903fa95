import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Keyboard } from "../../src/ui/keyboard.ts";
import { TerminalState } from "../../src/ui/terminal-state.ts";
import { FakeInput } from "./fake-streams.ts";

let input: FakeInput;
let stop: AbortController;
let keyboard: Keyboard;
let terminal: TerminalState;
let interrupts = 0;
let time = 0;
beforeEach(() => {
  input = new FakeInput();
  stop = new AbortController();
  terminal = new TerminalState(() => undefined);
  interrupts = 0;
  keyboard = open();
});
afterEach(() => keyboard.close());

function open(): Keyboard {
  const interrupt = () => {
    interrupts += 1;
  };
  const opened = new Keyboard({ input, stop: stop.signal, terminal, interrupt, now: () => time });
  opened.open();
  return opened;
}

describe("the keyboard", () => {
  it("gives the keys that are pressed, each once, also those that came a moment before they were asked for", async () => {
    const key = keyboard.next();
    input.press("ab");
    expect(await key).toBe("char:a");
    expect(await keyboard.next()).toBe("char:b");
    const later = keyboard.next();
    input.press("c");
    expect(await later).toBe("char:c");
  });

  it("drops Enter when nobody waits for it, and what was pressed long ago", async () => {
    input.press("\r");
    input.press("a");
    time += 10_000;
    input.press("b");
    expect(await keyboard.next()).toBe("char:b");
  });

  it("does not take a pasted text for a series of orders", async () => {
    const first = keyboard.next();
    input.press("x".repeat(1000));
    await first;
    for (let taken = 0; taken < 8; taken += 1) expect(await keyboard.next()).toBe("char:x");
    const key = keyboard.next();
    input.press("y");
    expect(await key).toBe("char:y");
  });

  it("never forgets Ctrl-C, which goes before what was typed ahead", async () => {
    input.press("q");
    input.press("\u0003");
    time += 10_000;
    expect(await keyboard.next()).toBe("ctrl-c");
    const key = keyboard.next();
    input.press("x");
    expect(await key).toBe("char:x");
  });

  it("has nslab end when Ctrl-C is pressed twice and nobody takes up the first", async () => {
    input.press("\u0003");
    expect(interrupts).toBe(0);
    input.press("x\u0003");
    expect(interrupts).toBe(1);
  });

  it("takes a second Ctrl-C for another one once the first was taken up", async () => {
    input.press("\u0003");
    expect(await keyboard.next()).toBe("ctrl-c");
    input.press("\u0003");
    expect(await keyboard.next()).toBe("ctrl-c");
    expect(interrupts).toBe(0);
  });

  it("forgets what was typed ahead when somebody else reads", async () => {
    input.press("q");
    keyboard.divert({ receive: () => undefined, ended: () => undefined })();
    input.press("q");
    await keyboard.lend(async () => undefined);
    const key = keyboard.next();
    input.press("x");
    expect(await key).toBe("char:x");
  });

  it("lends the input to somebody else, deaf meanwhile, and is raw again afterwards", async () => {
    await keyboard.lend(async () => {
      expect(input.listenerCount("data")).toBe(0);
      input.setRawMode(false);
    });
    expect(input.raw).toBe(true);
    expect(input.listenerCount("data")).toBe(1);
  });

  it.each([
    ["any key", "x", "char:x"],
    ["Ctrl-C", "\u0003", "ctrl-c"],
  ])("has waiting cut short by %s, which is not lost", async (_, pressed, key) => {
    const impatience = keyboard.impatience();
    expect(impatience.aborted).toBe(false);
    input.press(pressed);
    expect(impatience.aborted).toBe(true);
    expect(await keyboard.next()).toBe(key);
  });

  it("has waiting cut short by Enter, which answers nothing else", async () => {
    const impatience = keyboard.impatience();
    input.press("\r");
    expect(impatience.aborted).toBe(true);
    const key = keyboard.next();
    input.press("x");
    expect(await key).toBe("char:x");
  });

  it("cuts all waiting short when there will be no more keys", () => {
    const impatience = keyboard.impatience();
    stop.abort();
    expect(impatience.aborted).toBe(true);
    expect(keyboard.impatience().aborted).toBe(true);
  });

  it("hands all bytes to whoever has diverted them, until that is over", async () => {
    const bytes: string[] = [];
    const end = keyboard.divert({ receive: (more) => void bytes.push(more.toString()), ended: () => undefined });
    input.press("a\u0003");
    end();
    expect(bytes).toEqual(["a\u0003"]);
    const key = keyboard.next();
    input.press("b");
    expect(await key).toBe("char:b");
  });

  it("leaves a later diversion alone when an earlier one ends", () => {
    const bytes: string[] = [];
    const endFirst = keyboard.divert({ receive: () => void bytes.push("first"), ended: () => undefined });
    keyboard.divert({ receive: () => void bytes.push("second"), ended: () => undefined });
    endFirst();
    input.press("x");
    expect(bytes).toEqual(["second"]);
  });

  it.each([
    ["the input ends", () => input.emit("end")],
    ["the input is closed", () => input.emit("close")],
    ["the terminal is gone", () => input.emit("error", new Error("read EIO"))],
    ["nslab is asked to end", () => stop.abort()],
  ])("has no more keys when %s: for who waits, and for who asks later", async (_, end) => {
    const waiting = keyboard.next();
    end();
    expect(await waiting).toBe("end");
    expect(await keyboard.next()).toBe("end");
    let told = 0;
    keyboard.divert({
      receive: () => undefined,
      ended: () => {
        told += 1;
      },
    });
    expect(told).toBe(1);
  });

  it("makes the terminal raw, and says how that is undone, until it is closed", () => {
    expect(input.raw).toBe(true);
    terminal.restore();
    expect(input.raw).toBe(false);
    const other = open();
    other.close();
    input.raw = true;
    terminal.restore();
    expect(input.raw).toBe(true);
  });

  it("leaves nothing behind on the process or the input", () => {
    keyboard.close();
    const before = process.eventNames().map((name) => process.listenerCount(name));
    open().close();
    expect(process.eventNames().map((name) => process.listenerCount(name))).toEqual(before);
    expect(input.eventNames()).toEqual([]);
  });
});
