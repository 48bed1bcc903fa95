import { describe, expect, test } from "vitest";
import { goneText, labFailedText } from "../../src/cli/failure-texts.ts";
import type { LabFailed } from "../../src/lab/lab.ts";
import { reasonText } from "../../src/lab/preflight-fixes.ts";
import { listed, type Message, say, verbatim } from "../../src/say/message.ts";
import { inEnglish, inWords } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";

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

describe("a lab that could not be made", () => {
  const lacks = ["script", "ip"];
  const complaint = say`Not installed on this machine: ${{ programs: listed(lacks) }}.`;
  const setting = { type: "setting-refuses", setting: "user.max_user_namespaces", value: "0", wanted: "28633" } as const;
  const sysctl = verbatim("sudo sysctl -w user.max_user_namespaces=28633");

  test.each<[LabFailed, string]>([
    [
      { type: "lab-failed", part: "tools", complaint, lacks },
      "这台机器没能启动实验环境。缺少每个实验环境都需要的系统程序。\n这台机器上没有安装：script、ip。\n没有留下任何东西。nslab doctor 会查出缺少什么，并说明怎样补上。",
    ],
    [
      { type: "lab-failed", part: "etc", complaint: "cp: no space" },
      "这台机器没能启动实验环境。没能为它复制 /etc。\n系统报告：cp: no space\n没有留下任何东西。nslab doctor 会查出缺少什么，并说明怎样补上。",
    ],
    [
      { type: "lab-failed", part: "start", complaint: "", refused: { why: reasonText(setting), fix: sysctl } },
      "这台机器没能启动实验环境：这个系统不允许使用用户命名空间：user.max_user_namespaces 的值是 0。\n解决办法：sudo sysctl -w user.max_user_namespaces=28633\n然后重新启动 nslab。nslab doctor 会列出这里缺少的一切。",
    ],
  ])("is told in Chinese, too: %j", (failure, expected) => {
    expect(inWords(labFailedText(failure), CHINESE_WORDS)).toBe(expected);
  });
});
