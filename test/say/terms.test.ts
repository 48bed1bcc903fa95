import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PACKAGE_ROOT } from "../support/test-lab.ts";
import { allChinese, chineseOfMarkdown, chineseOfSource, faultsOfChinese, unwantedOf } from "./chinese.ts";

const UNWANTED = unwantedOf(readFileSync(join(PACKAGE_ROOT, "CONTRIBUTING.md"), "utf8"));

describe("Chinese", () => {
  test("is written with the terms and the marks that CONTRIBUTING.md asks for", () => {
    expect(UNWANTED.length).toBeGreaterThan(20);
    expect(faultsOfChinese(allChinese(), UNWANTED)).toEqual([]);
  });

  test("would be found wanting, were it not", () => {
    const unwanted = unwantedOf("| link | 网络接口、接口 | 设备、网卡 | 设备文件 |\n| rule | 规则 | | |");
    const lesson = ["设备文件", "启用网络设备", "```", "设备", "```", "用`ip`看, 再试", "占 50 %，即64MiB。 还有..."].join("\n");
    expect(faultsOfChinese(chineseOfMarkdown("lesson.zh.md", lesson), unwanted)).toEqual([
      "lesson.zh.md:2: not 设备: 网络接口、接口",
      "lesson.zh.md:6: a half-width mark: 用`x`看, 再试",
      "lesson.zh.md:6: no space between Chinese and Latin: 用`x`看, 再",
      "lesson.zh.md:7: no space between Chinese and Latin: 占 50 %，即64MiB。",
      "lesson.zh.md:7: a space beside a full-width mark: %，即64MiB。 还有...",
      "lesson.zh.md:7: a percentage is written 50%: 占 50 %，即64Mi",
      "lesson.zh.md:7: a unit is written 64 MiB: 50 %，即64MiB。 还有",
      "lesson.zh.md:7: an ellipsis is written ……: 4MiB。 还有...",
    ]);
    const source = 'const A = {\n  "the (link)": "网卡 {link}(已启用)",\n  b: (c: string) => `看「${c}」`,\n};';
    expect(faultsOfChinese(chineseOfSource("zh/some.ts", source), unwanted)).toEqual([
      "zh/some.ts:2: a half-width mark: 网卡 ◇(已启用)",
      "zh/some.ts:2: not 网卡: 网络接口、接口",
      "zh/some.ts:3: quote marks are “ and ”: 看「◇」",
    ]);
  });
});
