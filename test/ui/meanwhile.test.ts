import { beforeEach, describe, expect, it } from "vitest";
import { Meanwhile } from "../../src/ui/meanwhile.ts";
import { ENGLISH } from "../../src/ui/texts/english.ts";

/** What stands there, or will after so many milliseconds; null: nothing. */
let said: { readonly text: string; readonly after: number | undefined } | null;
let waitingLines: number;
let meanwhile: Meanwhile;

beforeEach(() => {
  said = null;
  waitingLines = 0;
  meanwhile = new Meanwhile({
    asker: {
      sayMeanwhile: (text, after) => {
        said = { text: text(), after };
        return () => void (said = null);
      },
    },
    printer: {
      get waitingLines() {
        return waitingLines;
      },
    },
    texts: () => ENGLISH,
  });
});

describe("while a command runs", () => {
  it("the key that ends it is told when it has printed nothing for seconds", () => {
    meanwhile.runs();
    expect(said?.text).toBe("... still running; Ctrl-C ends the command");
    expect(said?.after).toBeGreaterThanOrEqual(3000);
  });

  it("what it prints is not written behind that, and the seconds begin anew", () => {
    meanwhile.runs();
    meanwhile.beforeOutput();
    expect(said).toBeNull();
    meanwhile.afterOutput(true);
    expect(said?.text).toContain("still running");
  });

  it("nothing is said any more when it has come back", () => {
    meanwhile.runs();
    meanwhile.beforeOutput();
    meanwhile.afterOutput(false);
    expect(said).toBeNull();
  });

  it("the lines that are not shown are counted at once, and the number stays below what is printed", () => {
    meanwhile.runs();
    meanwhile.beforeOutput();
    waitingLines = 1234;
    meanwhile.afterOutput(true);
    meanwhile.beforeOutput();
    expect(said).toEqual({ text: "... 1,234 more lines so far; Ctrl-C ends the command", after: undefined });
    meanwhile.stop();
    expect(said).toBeNull();
  });

  it("one thing is said at a time", () => {
    meanwhile.runs();
    meanwhile.say(() => "Looking");
    expect(said?.text).toBe("Looking");
    meanwhile.stop();
    expect(said).toBeNull();
  });
});
