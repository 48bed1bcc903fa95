import { openSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { systemReason } from "../../src/say/system-reason.ts";
import { inEnglish, inWords } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describe("why the system refused something", () => {
  test.each([
    ["没有这个文件或目录（ENOENT，open '/no/such/file'）", () => readFileSync("/no/such/file")],
    ["不是目录（ENOTDIR，open '/etc/passwd/more'）", () => readFileSync("/etc/passwd/more")],
    ["不能对目录这样做（EISDIR，open '/etc'）", () => openSync("/etc", "w")],
    ["不能对目录这样做（EISDIR，read）", () => readFileSync("/etc")],
  ])("is said in English as Node says it, in Chinese: %s", (chinese, work) => {
    const error = thrownBy(work);
    expect(inEnglish(systemReason(error))).toBe((error as Error).message);
    expect(inWords(systemReason(error), CHINESE_WORDS)).toBe(chinese);
  });

  test.each(["EWHAT: nobody knows, open 'x'", "ENOSPC: in other words, write", "something else", ""])(
    "is said as it stands where it is not known: %j",
    (text) => {
      expect(inWords(systemReason(new Error(text)), CHINESE_WORDS)).toBe(text);
      expect(inWords(systemReason(text), CHINESE_WORDS)).toBe(text);
    },
  );
});
