import { describe, expect, test } from "vitest";
import { alsoRunning, meant, noSuchLab, tellOthers } from "../../src/cli/which-lab.ts";
import type { LabRecord } from "../../src/lab/record.ts";
import type { Message } from "../../src/say/message.ts";
import { ENGLISH_WORDS, inEnglish } from "../../src/say/words.ts";
import { recordOf } from "../support/sample-record.ts";

const labOf = (pid: number, lesson: string | null): LabRecord =>
  recordOf({ pid, startTime: 1, bootId: "this" }, { position: lesson === null ? null : { lesson, passed: [], failed: null } });

const UTS = labOf(100, "uts");
const BRIDGE = labOf(200, "bridge");
const NEW = labOf(300, null);

const english = (said: Message | null) => (said === null ? "" : inEnglish(said));

function told(taken: LabRecord, running: readonly LabRecord[]): string {
  let text = "";
  const errors = { write: (written: string) => (text += written) } as unknown as NodeJS.WriteStream;
  tellOthers({ errors, spoken: { language: "en", words: ENGLISH_WORDS } }, taken, running);
  return text;
}

describe("the lab that is meant", () => {
  test("is any, or that of one nslab", () => {
    expect(meant([UTS, BRIDGE], {})).toEqual([UTS, BRIDGE]);
    expect(meant([UTS, BRIDGE], { lab: 100 })).toEqual([UTS]);
    expect(meant([UTS, BRIDGE], { lab: 101 })).toEqual([]);
  });

  test("is not said to be missing where none was named", () => {
    expect(noSuchLab({}, [UTS])).toBeNull();
  });

  test("is said to be missing, with those that are there", () => {
    expect(english(noSuchLab({ lab: 101 }, [UTS, BRIDGE]))).toBe(
      "No nslab with the process ID 101 has a lab of yours. Yours: that of the lesson uts, process ID 100; that of the lesson bridge, process ID 200. --lab takes the ID of one of these.",
    );
    expect(english(noSuchLab({ lab: 101 }, []))).toContain(
      "No lab of yours is running. Start one in another window: nslab start",
    );
  });
});

describe("a person's other labs", () => {
  test("are none of which there is only one, also while one replaces the other", () => {
    expect(told(UTS, [UTS])).toBe("");
    expect(told(UTS, [labOf(100, "pid"), UTS])).toBe("");
    expect(alsoRunning([])).toBeNull();
  });

  test("are named, with what takes them", () => {
    expect(told(BRIDGE, [UTS, BRIDGE])).toBe(
      "You have 2 labs running. This is that of the lesson bridge, process ID 200. The other is that of the lesson uts, process ID 100: --lab 100 takes it.\n",
    );
    expect(told(NEW, [UTS, BRIDGE, NEW])).toMatch(
      /^You have 3 labs running\. This is one that is just being made, process ID 300\. The others: .*uts, .* 100; .*bridge, .* 200\. --lab PID takes one/,
    );
  });

  test("are told of when one more is started", () => {
    expect(english(alsoRunning([UTS]))).toMatch(/^You have another lab running: that of the lesson uts, process ID 100\. /);
    expect(english(alsoRunning([UTS, BRIDGE]))).toMatch(/^You have 2 other labs running: .*uts.*; .*bridge/);
  });
});
