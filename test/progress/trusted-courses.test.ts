import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TrustedCourses } from "../../src/progress/trusted-courses.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "nslab-trusted-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const trusted = (asRoot = false) => new TrustedCourses({ directory, ids: null }, asRoot);
const COURSE = { hash: "abc", at: "2026-11-25T10:00:00.000Z", loads: false };

describe("the courses that somebody trusts", () => {
  test("are remembered by folder, for him alone to read", () => {
    expect(trusted().find("/one")).toBeNull();
    expect(trusted().keep("/one", COURSE)).toBeNull();
    expect(trusted().keep("/two", { ...COURSE, hash: "def" })).toBeNull();
    expect(trusted().find("/one")).toEqual(COURSE);
    expect(statSync(trusted().file).mode & 0o777).toBe(0o600);
    expect(trusted().forget("/one")).toBeNull();
    expect(trusted().find("/one")).toBeNull();
    expect(trusted().find("/two")).toMatchObject({ hash: "def" });
  });

  test("are others for him as root", () => {
    trusted().keep("/one", COURSE);
    expect(trusted(true).find("/one")).toBeNull();
    trusted(true).keep("/one", { ...COURSE, hash: "def" });
    expect(trusted().find("/one")).toEqual(COURSE);
  });

  test("have any name", () => {
    expect(trusted().find("constructor")).toBeNull();
    trusted().keep("__proto__x", COURSE);
    expect(trusted().find("__proto__x")).toEqual(COURSE);
  });

  test.each(["", "{", "[]", '{"format":2,"courses":{"/one":{}}}', '{"format":1,"courses":{"/one":{"hash":1}}}'])(
    "are none in a file that holds %j, and the next one is remembered",
    (text) => {
      writeFileSync(trusted().file, text);
      expect(trusted().find("/one")).toBeNull();
      expect(trusted().keep("/one", COURSE)).toBeNull();
      expect(trusted().find("/one")).toEqual(COURSE);
    },
  );
});
