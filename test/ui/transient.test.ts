import xterm from "@xterm/headless";
import { describe, expect, it, vi } from "vitest";
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

  it("is left where it is when something else stands there by now, and is taken away once only", async () => {
    const screen = new Screen(40, 10);
    const hide = showTransient(screen, () => "one");
    screen.write("\nelse\n");
    hide(false);
    hide();
    screen.resize(20, 10);
    expect(await screen.shows()).toBe("\none\nelse");
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
    screen.take();
    screen.resize(20, 10);
    await screen.until("one\ntwo");
    expect(await screen.shows()).toBe("command\n\none\ntwo");
    screen.take();
    for (let columns = 25; columns <= 60; columns += 1) screen.resize(columns, 10);
    await screen.until("one two");
    expect(await screen.shows()).toBe("command\n\none two");
    expect(screen.text.match(/one/g)).toHaveLength(1);
    hide();
    expect(await screen.shows()).toBe("command");
  });

  it("takes nothing away that stands above it, whether or not the terminal has wrapped it", async () => {
    const screen = new Screen(40, 10);
    screen.write("command\n");
    const hide = showTransient(screen, () => (screen.columns < 30 ? "a line of" : "a line of thirty-one characters"));
    await screen.shows();
    screen.take();
    screen.resize(12, 10);
    await screen.until("a line of");
    hide();
    expect(await screen.shows()).toMatch(/^command/);
    expect(screen.listenerCount("resize")).toBe(0);
  });

  it("is drawn anew when its text is another one by then, and left alone when it is not", () => {
    vi.useFakeTimers();
    const output = new FakeOutput();
    let count = 1;
    const hide = showTransient(output, () => `${count} lines`, 500);
    output.take();
    vi.advanceTimersByTime(2000);
    expect(output.take()).toBe("");
    count = 2;
    vi.advanceTimersByTime(500);
    expect(output.take()).toBe("\r\u001b[J2 lines");
    hide();
    output.take();
    count = 3;
    vi.advanceTimersByTime(5000);
    expect(output.text).toBe("");
    vi.useRealTimers();
  });
});
