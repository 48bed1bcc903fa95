import xterm from "@xterm/headless";
import { describe, expect, it } from "vitest";
import { showTransient } from "../../src/ui/transient.ts";
import { FakeOutput } from "./fake-streams.ts";

/** An output whose cells can be read: what stands on the screen after all that was written. */
class Screen extends FakeOutput {
  readonly #terminal;

  constructor(columns: number, rows: number) {
    super(columns, rows);
    this.#terminal = new xterm.Terminal({ cols: columns, rows, convertEol: true, allowProposedApi: true });
  }

  override write(text: string): boolean {
    this.#terminal.write(text);
    return super.write(text);
  }

  override resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    super.resize(columns, rows);
  }

  async shows(): Promise<string> {
    await new Promise<void>((resolve) => this.#terminal.write("", resolve));
    const buffer = this.#terminal.buffer.active;
    const rows = Array.from({ length: buffer.length }, (_, row) => buffer.getLine(row)?.translateToString(true) ?? "");
    return rows.join("\n").replace(/\n+$/, "");
  }
}

describe("text shown for a while", () => {
  it("stands below an empty line, and is gone without a trace", async () => {
    const screen = new Screen(40, 10);
    screen.write("command\n");
    const hide = showTransient(screen, () => "one\ntwo");
    expect(await screen.shows()).toBe("command\n\none\ntwo");
    hide();
    screen.write("output");
    expect(await screen.shows()).toBe("command\noutput");
  });

  it("goes from the bottom of a full screen too", async () => {
    const screen = new Screen(40, 4);
    screen.write("a\nb\nc\nd\n");
    const hide = showTransient(screen, () => "one\ntwo");
    hide();
    screen.write("output");
    expect(await screen.shows()).toBe("a\nb\nc\nd\noutput");
  });

  it("is written anew for a window of another size", async () => {
    const screen = new Screen(40, 10);
    screen.write("command\n");
    const hide = showTransient(screen, () => (screen.columns < 30 ? "one\ntwo" : "one two"));
    await screen.shows();
    screen.resize(20, 10);
    expect(await screen.shows()).toBe("command\n\none\ntwo");
    screen.resize(60, 10);
    expect(await screen.shows()).toBe("command\n\none two");
    hide();
    expect(await screen.shows()).toBe("command");
  });

  it("that the terminal itself has wrapped goes wholly", async () => {
    const screen = new Screen(40, 10);
    screen.write("command\n");
    const hide = showTransient(screen, () => "a line of thirty-one characters");
    await screen.shows();
    screen.resize(12, 10);
    hide();
    expect(await screen.shows()).toBe("command");
    expect(screen.listenerCount("resize")).toBe(0);
  });
});
