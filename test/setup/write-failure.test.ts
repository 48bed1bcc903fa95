import { expect, test } from "vitest";
import { inLanguage } from "../../src/setup/words.mjs";
import { writeFailure } from "../../src/setup/write-failure.mjs";

/** What is told of it; nothing where it is a bug. */
function said(error: unknown, language: "en" | "zh" = "en"): string {
  const failure = writeFailure(error, "/opt/nslab");
  return failure === null ? "" : inLanguage(failure, language);
}

const refused = (code: string, path?: string) => Object.assign(new Error(`${code}: no`), { code, path });

test.each([
  ["EACCES", /you may not write \/opt\/nslab\/dist\/main\.js\.12 there\. Make that folder yours/],
  ["EPERM", /you may not write/],
  ["EROFS", /nothing can be written: \/opt\/nslab\/dist\/main\.js\.12\. Clone/],
  ["ENOSPC", /no room left for \/opt\/nslab\/dist\/main\.js\.12\. Free/],
])("a build that is refused by %s tells what to do", (code, told) => {
  expect(said(refused(code, "/opt/nslab/dist/main.js.12"))).toMatch(told);
});

test("a build that is refused is told in Chinese, too, with the command as it is typed", () => {
  expect(said(refused("EACCES", "/opt/nslab/dist"), "zh")).toBe(
    'nslab 要在 /opt/nslab 里构建，而你无权写入那里的 /opt/nslab/dist。请让那个目录归你所有（目录的所有者可以运行：chown -R "$USER" /opt/nslab），或者把仓库克隆到你自己的目录里，再试一次。',
  );
});

test("a refusal without a path is told of the folder", () => {
  expect(said(refused("EACCES"))).toContain("may not write /opt/nslab there");
});

test("what is no refusal stays a bug", () => {
  expect(writeFailure(new TypeError("x is not a function"), "/opt/nslab")).toBeNull();
  expect(writeFailure("text", "/opt/nslab")).toBeNull();
});
