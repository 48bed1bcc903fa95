import { expect, test } from "vitest";
import { writeFailure } from "../../src/setup/write-failure.mjs";

const refused = (code: string, path?: string) => Object.assign(new Error(`${code}: no`), { code, path });

test.each([
  ["EACCES", /you may not write \/opt\/nslab\/dist\/main\.js\.12 there\. Make that folder yours/],
  ["EPERM", /you may not write/],
  ["EROFS", /nothing can be written: \/opt\/nslab\/dist\/main\.js\.12\. Clone/],
  ["ENOSPC", /no room left for \/opt\/nslab\/dist\/main\.js\.12\. Free/],
])("a build that is refused by %s tells what to do", (code, told) => {
  expect(writeFailure(refused(code, "/opt/nslab/dist/main.js.12"), "/opt/nslab")).toMatch(told);
});

test("a refusal without a path is told of the folder", () => {
  expect(writeFailure(refused("EACCES"), "/opt/nslab")).toContain("may not write /opt/nslab there");
});

test("what is no refusal stays a bug", () => {
  expect(writeFailure(new TypeError("x is not a function"), "/opt/nslab")).toBeNull();
  expect(writeFailure("text", "/opt/nslab")).toBeNull();
});
