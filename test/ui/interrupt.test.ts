import { beforeEach, describe, expect, it, vi } from "vitest";
import { forwardInterrupts } from "../../src/ui/interrupt.ts";
import type { RawReader } from "../../src/ui/keyboard.ts";

let typed: string[];
let said: string[];
let runs: boolean;
let reader: RawReader;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  typed = [];
  said = [];
  runs = true;
  const keyboard = {
    divert: (given: RawReader) => {
      reader = given;
      return () => undefined;
    },
  };
  stop = forwardInterrupts(
    keyboard,
    { write: (bytes) => void typed.push(bytes.toString()) },
    {
      runs: () => runs,
      goesOn: () => void said.push("goes on"),
      quit: () => void said.push("quit"),
      now: () => performance.now(),
    },
  );
  return () => {
    vi.useRealTimers();
  };
});

const press = (keys: string) => reader.receive(Buffer.from(keys));

describe("Ctrl-C while a command runs", () => {
  it("is for the command, and no other key is", () => {
    press("q");
    press("\u0003");
    press("\u0003\u0003");
    expect({ typed, said }).toEqual({ typed: ["\u0003", "\u0003"], said: [] });
  });

  it("is for nobody once the command has ended", () => {
    press("\u0003");
    runs = false;
    vi.advanceTimersByTime(5000);
    press("\u0003");
    expect({ typed, said }).toEqual({ typed: ["\u0003"], said: [] });
  });

  it("has nslab end, pressed again, where the command does not heed it: that is said before", () => {
    press("\u0003");
    vi.advanceTimersByTime(999);
    expect(said).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(said).toEqual(["goes on"]);
    press("\u0003");
    expect({ typed, said }).toEqual({ typed: ["\u0003"], said: ["goes on", "quit"] });
  });

  it("says nothing any more when somebody else has the keyboard", () => {
    press("\u0003");
    stop();
    vi.advanceTimersByTime(5000);
    expect(said).toEqual([]);
  });
});
