import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Keyboard } from "../../src/ui/keyboard.ts";
import { FakeInput } from "./fake-streams.ts";

let input: FakeInput;
let stop: AbortController;
let keyboard: Keyboard;
beforeEach(() => {
  input = new FakeInput();
  stop = new AbortController();
  keyboard = new Keyboard(input, stop.signal);
  keyboard.open();
});
afterEach(() => keyboard.close());

describe("the keyboard", () => {
  it("gives the key that is pressed, once", async () => {
    const key = keyboard.next();
    input.press("ab");
    expect(await key).toBe("char:a");
    const later = keyboard.next();
    input.press("c");
    expect(await later).toBe("char:c");
  });

  it("drops keys that nobody waits for, but remembers Ctrl-C", async () => {
    const first = keyboard.next();
    input.press("f");
    expect(await first).toBe("char:f");
    input.press("q\r");
    input.press("\u0003");
    expect(await keyboard.next()).toBe("ctrl-c");
    const key = keyboard.next();
    input.press("x");
    expect(await key).toBe("char:x");
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

  it("makes the terminal raw, and restores it, also when nslab dies of a bug", () => {
    expect(input.raw).toBe(true);
    process.emit("exit", 1);
    expect(input.raw).toBe(false);
  });

  it("leaves nothing behind on the process or the input", () => {
    keyboard.close();
    const before = process.listenerCount("exit");
    const other = new Keyboard(input, stop.signal);
    other.open();
    other.close();
    expect(process.listenerCount("exit")).toBe(before);
    expect(input.eventNames()).toEqual([]);
  });
});
