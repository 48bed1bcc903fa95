import { describe, expect, test } from "vitest";
import { inBytes, inPercent } from "../../src/say/units.ts";
import { inEnglish, inWords } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";

describe("units", () => {
  test.each([
    [0, "0 bytes", "0 字节"],
    [1, "1 byte", "1 字节"],
    [1023, "1023 bytes", "1023 字节"],
    [65_536, "64 KiB", "64 KiB"],
    [20_971_520, "20 MiB", "20 MiB"],
    [20_000_000, "19.1 MiB", "19.1 MiB"],
    [3 * 2 ** 40, "3 TiB", "3 TiB"],
  ])("%i bytes are written as %s", (bytes, english, chinese) => {
    expect(inEnglish(inBytes(bytes))).toBe(english);
    expect(inWords(inBytes(bytes), CHINESE_WORDS)).toBe(chinese);
  });

  test("a share is written in percent", () => {
    expect(inEnglish(inPercent(0.204))).toBe("20 %");
    expect(inWords(inPercent(0.204), CHINESE_WORDS)).toBe("20%");
  });
});
