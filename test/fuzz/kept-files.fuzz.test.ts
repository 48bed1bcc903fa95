import { inEnglish } from "../../src/say/words.ts";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readRecords, recordFile } from "../../src/lab/record.ts";
import { runningLabs } from "../../src/lab/running-labs.ts";
import { sweepDeadLabs } from "../../src/lab/sweep.ts";
import { toldAttempts } from "../../src/progress/attempts.ts";
import { entryLine, type JournalEntry, parseJournal } from "../../src/progress/journal-entries.ts";
import { parseProgress } from "../../src/progress/parse-progress.ts";
import { ProgressStore } from "../../src/progress/store.ts";
import { notesText } from "../../src/ui/notes/notes.ts";
import { ENGLISH } from "../../src/ui/texts/english.ts";
import { brokenTextOf, textWith, tried } from "./fuzz.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "nslab-fuzz-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const PASSED = { at: "2026-01-02T03:04:05.000Z", withSolution: false, by: "typed" };
const PROGRESS = {
  format: 1,
  current: { lesson: "mounts", step: "bind" },
  lessons: { mounts: { directory: PASSED, unshare: PASSED } },
  attempts: { mounts: { bind: { activeMs: 12_345, solution: true } } },
};
/** Names that are something to JavaScript, and values that are something to JSON. */
const STRANGE = textWith([
  '"__proto__":',
  '"constructor":',
  "null",
  "[]",
  "{}",
  '"',
  ",",
  "1e999",
  "-1",
  "\u0000",
  "\\ud800",
  "\\u001b[31m",
  "\\u0007",
  '"format":2',
  "true",
]);
const ANY_PROGRESS = fc.oneof(
  brokenTextOf(JSON.stringify(PROGRESS, null, 2), STRANGE),
  STRANGE,
  fc.json(),
  fc
    .record({
      format: fc.constantFrom(1, 1.5, 0, -1, 9),
      current: fc.anything(),
      lessons: fc.dictionary(fc.string(), fc.anything()),
    })
    .map((value) => JSON.stringify(value) ?? ""),
);

describe("a progress file of whatever text", () => {
  test("is progress, and then stays what it is when it is written again, or is said to be damaged or newer", () => {
    fc.assert(
      fc.property(ANY_PROGRESS, (text) => {
        const parsed = parseProgress(text);
        if (parsed.type !== "progress") return;
        expect(parseProgress(JSON.stringify(parsed.progress))).toEqual(parsed);
        for (const steps of Object.values(parsed.progress.lessons))
          for (const passed of Object.values(steps)) expect(typeof passed.at).toBe("string");
      }),
      tried(2_500),
    );
  });

  test("is never lost: it is read, or kept beside word for word", () => {
    fc.assert(
      fc.property(ANY_PROGRESS, (text) => {
        const store = new ProgressStore({ directory, ids: null });
        writeFileSync(store.file, text);
        const { notice } = store.load();
        const kept = notice?.type === "set-aside" ? notice.keptAs : store.file;
        expect(store.update((progress) => ({ ...progress, current: { lesson: "pid", step: "fork" } }))).toBeNull();
        expect(store.load()).toMatchObject({ notice: null, progress: { current: { lesson: "pid", step: "fork" } } });
        if (notice !== null) expect(readFileSync(kept, "utf8")).toBe(Buffer.from(text).toString());
        for (const name of readdirSync(directory)) rmSync(join(directory, name), { recursive: true });
      }),
      tried(300),
    );
  });
});

const STAMP = { at: "2026-01-02T03:04:05.000Z", play: "1", lesson: "mounts", step: "bind" } as const;
const ENTRIES: readonly JournalEntry[] = [
  { ...STAMP, type: "opened" },
  {
    ...STAMP,
    type: "command",
    terminal: "host",
    prompt: "# ",
    command: "ls",
    by: "learner",
    output: { head: ["a"], left: 3, tail: ["z"] },
    isRunning: false,
  },
  { ...STAMP, type: "passed", checks: [{ name: "it is there", seen: "it" }], changes: ["+ mount /data"] },
  { ...STAMP, type: "map", drawing: "+--+" },
];

describe("a journal of whatever text", () => {
  test("is read as far as it is one, and its notes hold no control characters", () => {
    fc.assert(
      fc.property(brokenTextOf(ENTRIES.map(entryLine).join(""), STRANGE), (text) => {
        const entries = parseJournal(text);
        expect(entries.length).toBeLessThanOrEqual(text.split("\n").length);
        const notes = notesText({
          told: inEnglish,
          words: ENGLISH.notes,
          lessons: [],
          attempts: toldAttempts(entries),
          version: "1",
          today: STAMP.at,
          time: (at) => at,
        });
        expect(notes).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      }),
      tried(1_500),
    );
  });
});

describe("a record of whatever text", () => {
  const RECORD = {
    format: 1,
    up: true,
    reach: {
      identity: { pid: 1, startTime: 1, bootId: "of another boot" },
      privilege: "rootless",
      cgroup: "none",
      cgroupDirectories: ["/nowhere/nslab-1-1-0123abcd"],
      forwardsAtFirst: false,
      hostPid: 1,
    },
    owner: 1,
    terminals: { host: 12 },
    position: { lesson: "mounts", passed: ["bind"] },
  };

  test("is no running lab, and sweeping it touches nothing else", () => {
    const bystander = join(directory, "bystander");
    fc.assert(
      fc.property(fc.oneof(brokenTextOf(JSON.stringify(RECORD), STRANGE), fc.json()), (text) => {
        writeFileSync(bystander, "");
        writeFileSync(recordFile(directory, 2 ** 22 + 1, 1), text);
        expect(runningLabs(directory)).toEqual([]);
        expect(readRecords(directory).length).toBeLessThanOrEqual(1);
        const { removed, left } = sweepDeadLabs(directory);
        expect([...removed, ...left].filter((path) => path !== recordFile(directory, 2 ** 22 + 1, 1))).toEqual([]);
        expect(readdirSync(directory)).toContain("bystander");
      }),
      tried(700),
    );
  });
});
