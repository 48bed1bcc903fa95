import xterm from "@xterm/headless";
import { beforeEach, describe, expect, it } from "vitest";
import { type Frame, ScreenPainter } from "../../../src/ui/take-over/screen-painter.ts";

const COLUMNS = 12;
/** Of the screen; the window has one more, for the status line. */
const ROWS = 4;

let window: InstanceType<typeof xterm.Terminal>;
let painter: ScreenPainter;

beforeEach(async () => {
  window = new xterm.Terminal({ cols: COLUMNS, rows: ROWS + 1, scrollback: 100, allowProposedApi: true });
  painter = new ScreenPainter({ rows: ROWS, columns: COLUMNS }, true);
});

async function write(text: string): Promise<void> {
  await new Promise<void>((resolve) => window.write(text, resolve));
}

const row = (text: string) => ({ text, width: text.length });

function frame(rows: readonly string[], more: Partial<Frame> = {}): Frame {
  const all = Array.from({ length: ROWS }, (_, index) => row(rows[index] ?? ""));
  return { scrolledAway: [], rows: all, cursor: { row: 0, column: 0, visible: true }, settings: new Map(), bell: false, ...more };
}

/** What has scrolled away, what stands in the window, and where its cursor is. */
function seen(): { readonly above: readonly string[]; readonly rows: readonly string[]; readonly cursor: readonly number[] } {
  const { active } = window.buffer;
  const all = Array.from({ length: active.length }, (_, index) => active.getLine(index)?.translateToString(true) ?? "");
  return { above: all.slice(0, active.baseY), rows: all.slice(active.baseY), cursor: [active.cursorY, active.cursorX] };
}

describe("a screen painted on the learner's terminal", () => {
  it("shows rows, the status line below them, and the cursor", async () => {
    await write(painter.begin(false));
    await write(painter.frame(frame(["one", "two"], { cursor: { row: 1, column: 3, visible: true } }), "status"));
    expect(seen()).toEqual({ above: [], rows: ["one", "two", "", "", "status"], cursor: [1, 3] });
  });

  it("writes only what has changed, and nothing where nothing has", async () => {
    await write(painter.begin(false));
    await write(painter.frame(frame(["one", "two"]), "status"));
    const written = painter.frame(frame(["one", "other"]), "status");
    expect(written).toContain("other");
    expect(written).not.toMatch(/one|status/);
    await write(written);
    expect(seen().rows).toEqual(["one", "other", "", "", "status"]);
    expect(painter.frame(frame(["one", "other"]), "status")).toBe("");
    expect(painter.frame(frame(["one", "other"], { bell: true }), "status")).toBe("\u0007");
  });

  it("erases what a shorter row leaves behind", async () => {
    await write(painter.begin(false));
    await write(painter.frame(frame(["a long row"]), "a long line"));
    await write(painter.frame(frame(["short"]), "line"));
    expect(seen().rows).toEqual(["short", "", "", "", "line"]);
  });

  it("keeps a row that fills its last column", async () => {
    const full = "x".repeat(COLUMNS);
    await write(painter.begin(false));
    await write(painter.frame(frame([full, full]), ""));
    expect(seen().rows.slice(0, 2)).toEqual([full, full]);
  });

  it.each([1, 3, 4, 5, 9])(
    "has rows that left at the top where one scrolls back, and no status line there: %i",
    async (count) => {
      const away = Array.from({ length: count }, (_, index) => `away ${index}`);
      await write(painter.begin(false));
      await write(painter.frame(frame(["before"]), "status"));
      await write(painter.frame(frame(["now"], { scrolledAway: away.map(row) }), "status"));
      expect(seen().rows).toEqual(["now", "", "", "", "status"]);
      expect(seen().above).toEqual(away);
    },
  );

  it("moves what stood there out of the way first, where that is wanted", async () => {
    await write("lesson\r\n");
    await write(painter.begin(true));
    await write(painter.frame(frame(["now"]), "status"));
    expect(seen().above).toContain("lesson");
    expect(seen().rows).toEqual(["now", "", "", "", "status"]);
  });

  it("draws all anew after others may have drawn on it", async () => {
    await write(painter.begin(false));
    await write(painter.frame(frame(["one", "two"]), "status"));
    await write("\u001b[2J");
    painter.forget();
    await write(painter.frame(frame(["one", "two"]), "status"));
    expect(seen().rows).toEqual(["one", "two", "", "", "status"]);
  });

  it("sets what programs want of the keyboard, and takes it back at the end", async () => {
    await write(painter.begin(false));
    const settings = new Map([["\u001b[?2004h", "\u001b[?2004l"]]);
    expect(painter.frame(frame([], { settings }), "")).toContain("\u001b[?2004h");
    expect(painter.frame(frame(["x"], { settings }), "")).not.toContain("2004");
    expect(painter.end(0)).toContain("\u001b[?2004l");
    expect(painter.end(0)).not.toContain("2004");
  });

  it.each([0, 2, ROWS - 1])("gives the terminal back, its cursor below row %i and no line of ours there", async (last) => {
    await write(painter.begin(false));
    const rows = Array.from({ length: last + 1 }, (_, index) => `row ${index}`);
    await write(painter.frame(frame(rows, { cursor: { row: last, column: 2, visible: false } }), "status"));
    await write(painter.end(last));
    await write("after");
    const shown = seen();
    expect([...shown.above, ...shown.rows].filter((each) => each !== "")).toEqual([...rows, "after"]);
  });

  it("has no line below where the window is too low for one", async () => {
    painter = new ScreenPainter({ rows: ROWS + 1, columns: COLUMNS }, false);
    await write(painter.begin(false));
    await write(painter.frame({ ...frame(["1", "2", "3", "4"]), rows: ["1", "2", "3", "4", "5"].map(row) }, "status"));
    expect(seen().rows).toEqual(["1", "2", "3", "4", "5"]);
  });
});
