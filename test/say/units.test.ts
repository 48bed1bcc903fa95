import { describe, expect, test } from "vitest";
import type { Message } from "../../src/say/message.ts";
import { inBytes, inDuration, inLocalTime, inMinutes, inPercent, inSeconds } from "../../src/say/units.ts";
import { inEnglish, inWords } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";

const inBoth = (said: Message) => [inEnglish(said), inWords(said, CHINESE_WORDS)];

describe("units", () => {
  test.each([
    [0, "0 bytes", "0 字节"],
    [1, "1 byte", "1 字节"],
    [1023, "1023 bytes", "1023 字节"],
    [65_536, "64 KiB", "64 KiB"],
    [20_971_520, "20 MiB", "20 MiB"],
    [20_971_521, "20 MiB", "20 MiB"],
    [20_000_000, "19.1 MiB", "19.1 MiB"],
    [3 * 2 ** 40, "3 TiB", "3 TiB"],
    [3 * 2 ** 50, "3072 TiB", "3072 TiB"],
  ])("%i bytes are written as %s", (bytes, ...texts) => {
    expect(inBoth(inBytes(bytes))).toEqual(texts);
  });

  test.each([
    [0.2, "20 %", "20%"],
    [0.125, "12.5 %", "12.5%"],
    [2, "200 %", "200%"],
  ])("a share of %d is written as %s", (share, ...texts) => {
    expect(inBoth(inPercent(share))).toEqual(texts);
  });

  test.each([
    [0, "0.0 s", "0.0 秒"],
    [440, "0.4 s", "0.4 秒"],
    [9_940, "9.9 s", "9.9 秒"],
    [9_960, "10 s", "10 秒"],
    [59_400, "59 s", "59 秒"],
    [59_600, "1 min", "1 分钟"],
    [200_000, "3 min 20 s", "3 分 20 秒"],
    [3_599_600, "1 h", "1 小时"],
    [3_900_000, "1 h 5 min", "1 小时 5 分"],
  ])("%d milliseconds are written as %s", (milliseconds, ...texts) => {
    expect(inBoth(inDuration(milliseconds))).toEqual(texts);
  });

  test.each([
    [1, "1 min", "1 分钟"],
    [60_000, "1 min", "1 分钟"],
    [60_001, "2 min", "2 分钟"],
    [4_000_000, "67 min", "67 分钟"],
  ])("%d milliseconds are %s in a table", (milliseconds, ...texts) => {
    expect(inBoth(inMinutes(milliseconds))).toEqual(texts);
  });

  test("whole seconds stay whole", () => {
    expect(inBoth(inSeconds(5))).toEqual(["5 s", "5 秒"]);
  });

  test("a moment has its day and its time, to the minute", () => {
    expect(inBoth(inLocalTime(new Date(2026, 10, 4, 9, 5, 59)))).toEqual(["2026-11-04, 09:05", "2026-11-04 09:05"]);
  });
});
