import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { throwTypedAhead } from "../../../src/ui/lab-shell/typed-ahead.ts";
import { Keyboard } from "../../../src/ui/keyboard.ts";
import { TerminalState } from "../../../src/ui/terminal-state.ts";
import { FakeInput } from "../fake-streams.ts";

let input: FakeInput;
let stop: AbortController;
let keyboard: Keyboard;
let isOver: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  input = new FakeInput();
  stop = new AbortController();
  keyboard = new Keyboard({
    input,
    stop: stop.signal,
    terminal: new TerminalState(() => undefined),
    interrupt: () => stop.abort(),
  });
  keyboard.open();
  isOver = false;
});
afterEach(() => {
  keyboard.close();
  vi.useRealTimers();
});

function begin(): void {
  const wait = async () => {
    await throwTypedAhead(keyboard);
    isOver = true;
  };
  void wait();
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe("what was typed for a place that is gone", () => {
  it("is thrown away until the hands have come to rest", async () => {
    begin();
    await pass(499);
    for (const key of "iptables -F\r") {
      input.press(key);
      await pass(499);
      if (key === "p") break; // a slow hand is waited for, too
    }
    expect(isOver).toBe(false);
    await pass(1);
    expect(isOver).toBe(true);
    const key = keyboard.next();
    input.press("x");
    expect(await key).toBe("char:x");
  });

  it("is not waited for for ever: a key that is held down holds nobody", async () => {
    begin();
    for (let time = 0; time < 5000; time += 100) {
      input.press("\r");
      await pass(100);
    }
    expect(isOver).toBe(true);
  });

  it("is over when there are no more keys, or nslab is to end", async () => {
    begin();
    stop.abort();
    await pass(1);
    expect(isOver).toBe(true);
    isOver = false;
    begin();
    await pass(1);
    expect(isOver).toBe(true);
  });
});
