import { describe, expect, test } from "vitest";
import { firstMissing, wantedPackages, type Packages } from "../../src/setup/installed.mjs";

const HERE = { platform: "linux", arch: "x64" };
const at = (version: string, more: object = {}) => ({ version, integrity: `sha512-${version}`, ...more });

const LOCK: Packages = {
  "": { devDependencies: { marked: "1", builder: "1" }, workspaces: ["test/tools"] },
  "test/tools": { devDependencies: { tester: "1" } },
  "node_modules/marked": at("1", { dependencies: { chalk: "4" } }),
  "node_modules/marked/node_modules/chalk": at("4", { dependencies: { ansi: "1" } }),
  "node_modules/builder": at("1", { optionalDependencies: { "builder-x64": "1", "builder-arm": "1", extra: "1" } }),
  "node_modules/builder-x64": at("1", { optional: true, os: ["linux"], cpu: ["x64"] }),
  "node_modules/builder-arm": at("1", { optional: true, os: ["linux"], cpu: ["arm64"] }),
  "node_modules/extra": at("1", { optional: true }),
  "node_modules/tester": at("1", { dependencies: { chalk: "5", tester: "1" }, optionalDependencies: { "tester-gnu": "1" } }),
  "node_modules/tester-gnu": at("1", { optional: true, os: ["linux"], cpu: ["x64"], libc: ["glibc"] }),
  "node_modules/chalk": at("5"),
  "node_modules/ansi": at("1"),
  "node_modules/nslab-tools": { link: true, resolved: "test/tools" },
};

const COURSE = [
  "node_modules/marked",
  "node_modules/marked/node_modules/chalk",
  "node_modules/ansi",
  "node_modules/builder",
  "node_modules/builder-x64",
  "node_modules/extra",
];

const installed = (...places: readonly string[]): Packages =>
  Object.fromEntries(Object.entries(LOCK).filter(([place]) => places.includes(place)));

describe("what npm has to install", () => {
  test("for playing is what nslab is built with, nested packages and this platform's programs included", () => {
    expect([...wantedPackages(LOCK, "course", HERE)].toSorted()).toEqual(COURSE.toSorted());
  });

  test("for testing is also what the tests are made with, a package of another version beside the first", () => {
    const everything = wantedPackages(LOCK, "everything", HERE);
    expect([...everything].toSorted()).toEqual([...COURSE, "node_modules/tester", "node_modules/chalk"].toSorted());
  });

  test("is there as soon as each has the lockfile's version and content", () => {
    expect(firstMissing(LOCK, installed(...COURSE), "course", HERE)).toBeNull();
    expect(firstMissing(LOCK, installed(...COURSE), "everything", HERE)).toBe("node_modules/tester");
  });

  test.each<[string, Packages, string | null]>([
    ["nothing is installed", {}, "node_modules/marked"],
    [
      "one has another version",
      { ...installed(...COURSE), "node_modules/ansi": at("2", { integrity: "sha512-1" }) },
      "node_modules/ansi",
    ],
    [
      "one has another content",
      { ...installed(...COURSE), "node_modules/ansi": at("1", { integrity: "sha512-x" }) },
      "node_modules/ansi",
    ],
    [
      "the program is another platform's",
      installed(...COURSE.filter((place) => !place.endsWith("x64")), "node_modules/builder-arm"),
      "node_modules/builder-x64",
    ],
    ["something that may be missing is", installed(...COURSE.filter((place) => !place.endsWith("extra"))), null],
    ["more is there", installed(...COURSE, "node_modules/tester"), null],
  ])("where %s: %j", (_, tree, expected) => {
    expect(firstMissing(LOCK, tree, "course", HERE)).toBe(expected);
  });

  test("is this platform's", () => {
    const wanted = wantedPackages(LOCK, "course", { platform: "linux", arch: "arm64" });
    expect(wanted.has("node_modules/builder-arm")).toBe(true);
    expect(wanted.has("node_modules/builder-x64")).toBe(false);
  });
});
