import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { watchProgress } from "../../src/setup/install-progress.mjs";
import { voice } from "../../src/setup/voice.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nslab-progress-"));
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

function watched(
  onTerminal: boolean,
  at: string,
  language: "en" | "zh" = "en",
): { readonly said: string[]; readonly end: () => void } {
  const said: string[] = [];
  return {
    said,
    end: watchProgress(
      at,
      voice(language, (text) => void said.push(text)),
      onTerminal,
    ),
  };
}

describe("while packages are installed", () => {
  test("a terminal shows each second how long it takes and how much is there, in one line that goes away", () => {
    const { said, end } = watched(true, folder);
    vi.advanceTimersByTime(1000);
    writeFileSync(join(folder, "package"), Buffer.alloc(3 * 2 ** 20, 1));
    vi.advanceTimersByTime(1000);
    end();
    expect(said).toEqual(["\r  1 s, 0 MB", "\r  2 s, 3 MB", `\r${" ".repeat(11)}\r`]);
  });

  test("a terminal has the line taken away to its end in Chinese, too, whose characters take two columns", () => {
    const { said, end } = watched(true, folder, "zh");
    vi.advanceTimersByTime(1000);
    end();
    expect(said).toEqual(["\r  1 秒，0 MB", `\r${" ".repeat(12)}\r`]);
  });

  test("elsewhere a line comes now and then", () => {
    const { said, end } = watched(false, join(folder, "not-there-yet"));
    vi.advanceTimersByTime(31_000);
    end();
    vi.advanceTimersByTime(60_000);
    expect(said).toEqual(["  15 s, 0 MB\n", "  30 s, 0 MB\n"]);
  });

  test("nothing is said of what is over at once", () => {
    const { said, end } = watched(true, folder);
    end();
    expect(said).toEqual([]);
  });
});
