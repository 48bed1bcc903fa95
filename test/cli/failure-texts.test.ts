import { describe, expect, test } from "vitest";
import { goneText, labFailedText } from "../../src/cli/failure-texts.ts";
import type { Message } from "../../src/say/message.ts";
import { inEnglish } from "../../src/say/words.ts";

const english = (said: Message | null) => (said === null ? "" : inEnglish(said));
const ROOT = "/usr/local/lib/node_modules/nslab";
const failed = (details: object) => Object.assign(new Error("no such file or directory"), details);

describe("what has been taken away under nslab", () => {
  test.each([
    ["a chunk of the program", { code: "ERR_MODULE_NOT_FOUND", url: `file://${ROOT}/dist/chunks/map-1.js` }],
    ["a file of the lab's", { code: "ENOENT", path: `${ROOT}/src/lab/world.mjs` }],
  ])("is told as an upgrade or removal where it is %s", (_, details) => {
    expect(english(goneText(failed(details), ROOT))).toMatch(/upgraded or removed while it ran[\s\S]*Start nslab again/);
  });

  test("is told as that where it is the folder in which nslab was started", () => {
    expect(english(goneText(failed({ code: "ENOENT", syscall: "uv_cwd" }), ROOT))).toMatch(
      /folder that you are in has been removed/,
    );
  });

  test.each([
    ["a module of somebody else's", failed({ code: "ERR_MODULE_NOT_FOUND", url: "file:///home/me/course/words.js" })],
    ["a file elsewhere", failed({ code: "ENOENT", path: "/etc/none" })],
    ["a bug", new TypeError("x is not a function")],
    ["no error at all", "text"],
  ])("is not %s", (_, error) => {
    expect(goneText(error, ROOT)).toBeNull();
  });

  test("is why no lab can be made of what was installed since", () => {
    const text = inEnglish(labFailedText({ type: "lab-failed", part: "installation", complaint: "" }));
    expect(text).toMatch(/upgraded or removed/);
    expect(text).not.toContain("This machine could not start a lab");
  });
});
