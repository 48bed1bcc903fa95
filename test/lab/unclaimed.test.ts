import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { removeUnclaimed } from "../../src/lab/unclaimed.ts";
import { NOBODY } from "../support/sample-record.ts";

let mountPoint: string;

beforeEach(() => {
  mountPoint = mkdtempSync(join(tmpdir(), "nslab-unclaimed-"));
});
afterEach(() => rmSync(mountPoint, { recursive: true, force: true }));

test("cgroup directories that nobody claims are removed, those of labs, of others and with processes are not", () => {
  const of = (pid: number, number = 1) => `nslab-${pid}-${number}-0123abcd`;
  const names = [of(NOBODY), of(NOBODY, 2), of(NOBODY, 3), of(process.pid), "nslab", `nslab-${NOBODY}-1-mine`, "user.slice"];
  for (const name of names) mkdirSync(join(mountPoint, name, "docker"), { recursive: true });
  writeFileSync(join(mountPoint, of(NOBODY, 3), "a file keeps it as a process does"), "");
  const swept = removeUnclaimed([mountPoint, join(mountPoint, "nowhere")], [join(mountPoint, of(NOBODY, 2))]);
  expect(swept).toEqual({ removed: [join(mountPoint, of(NOBODY))], left: [join(mountPoint, of(NOBODY, 3))] });
  expect(readdirSync(mountPoint).sort()).toEqual(names.filter((name) => name !== of(NOBODY)).sort());
});
