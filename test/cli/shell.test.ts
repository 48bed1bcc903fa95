import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import type { Context } from "../../src/cli/context.ts";
import { shell } from "../../src/cli/shell.ts";
import { identify, type LabRecord, recordFile, writeRecord } from "../../src/lab/record.ts";
import { ENGLISH_WORDS } from "../../src/say/words.ts";
import { recordOf } from "../support/sample-record.ts";

test("nslab shell that does not find a terminal in the newest lab names the other labs, of which one may have it", async () => {
  const place = mkdtempSync(join(tmpdir(), "nslab-"));
  const records = join(place, "nslab");
  mkdirSync(records, { mode: 0o700 });
  // Two processes that live as long as this test stand for two nslabs.
  const [first, second] = [identify(process.ppid), identify(process.pid)];
  const change = (lesson: string): Partial<LabRecord> => ({ position: { lesson, passed: [], failed: null } });
  writeRecord(recordFile(records, first.pid, 1), recordOf(first, change("uts")));
  writeRecord(recordFile(records, second.pid, 1), recordOf(second, change("veth")));

  let told = "";
  const context = {
    machine: { packageRoot: place, uid: process.getuid?.() ?? 0, environment: { HOME: place, XDG_RUNTIME_DIR: place } },
    errors: { write: (text: string) => (told += text) },
    spoken: { language: "en", words: ENGLISH_WORDS },
    stop: new AbortController().signal,
  } as unknown as Context;
  expect(await shell(context, "nowhere")).toBe(2);
  rmSync(place, { recursive: true });

  expect(told).toMatch(/^You have \d+ labs running\. /);
  expect(told).toContain(`process ID ${first.pid}`);
  expect(told).toMatch(/\nThe lab has no terminal "nowhere" open\./);
});
