import stringWidth from "fast-string-width";
import { afterEach, describe, expect, it } from "vitest";
import type { LessonRow } from "../../src/progress/lesson-rows.ts";
import { lessonLines } from "../../src/ui/lesson-menu.ts";
import { formatLessonList, formatStepList } from "../../src/ui/lesson-list.ts";
import { createStyle } from "../../src/ui/style.ts";
import { statusLine, type Standing } from "../../src/ui/take-over/status-line.ts";
import { TEXTS } from "../../src/ui/texts/texts.ts";
import { ENGLISH } from "../../src/ui/texts/english.ts";
import { FakePlay } from "./fake-play.ts";

const BEGIN = "Enter begin   l lessons   g language   q quit   ? help";
const STEP = "Enter run  t type it  h hint  c checks  m map  e flags  s skip  q quit  ? more";
const ZH_BEGIN = "Enter 开始   l 目录   g 语言/English   q 退出   ? 帮助";
const ZH_STEP = "Enter 运行  t 输入  h 提示  c 检查  m 地图  e 逐项解释  s 跳过  q 退出  ? 更多";
const ZH_PASSED = "Enter 下一步  d 变化  m 地图  c 检查  t 终端  e 解释  b 重做  q 退出  ? 更多";

describe("another language in the middle of a lesson", () => {
  let play: FakePlay;
  afterEach(() => play.ui.close());

  it("shows the step once more in it, and leaves the lab alone", async () => {
    play = await FakePlay.begin();
    await play.at(BEGIN, "\r");
    await play.at(STEP, "\r");
    const shells = new Map(play.shells);
    play.chosenLanguage = "zh";
    await play.at("? more", "g");
    const shown = await play.at(ZH_PASSED, "\r");
    expect(shown).toMatch(/^\n第 1 步，共 3 步：Mount where nobody else sees it$/m);
    expect(shown).toContain("留意：Nothing is printed.");
    expect(play.shells).toEqual(shells);
    expect(await play.at(ZH_STEP, "q")).toMatch(/第 2 步，共 3 步/);
    expect(await play.outcome).toBe("left");
    expect(play.output.take()).toContain("你在第 2 步（共 3 步）离开。");
  });

  it("shows the opening once more, and says that the lesson has no words in it", async () => {
    play = await FakePlay.begin();
    play.chosenLanguage = "zh";
    await play.at(BEGIN, "g");
    const opening = await play.at(ZH_BEGIN, "g");
    expect(opening).toMatch(/^\n第 1 课：Mounts\n/m);
    expect(opening).toContain("这一课还没有译成中文，文字用的是英文。");
    play.chosenLanguage = "en";
    play.input.press("g");
    expect(await play.at(BEGIN, "q")).not.toContain("has not been translated");
  });

  it("shows nothing anew where it stays the same", async () => {
    play = await FakePlay.begin();
    await play.at(BEGIN, "\r");
    await play.at(STEP, "g");
    expect(await play.at(STEP, "q")).not.toContain("Step 1 of 3");
  });
});

describe("the texts in Chinese", () => {
  /** Every text that is no function, by its name. */
  const plain = (value: unknown, name: string): readonly (readonly [string, string])[] => {
    if (typeof value === "string") return [[name, value]];
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, each]) => plain(each, `${name}.${key}`));
  };

  it("are all translated, but for what cannot be", () => {
    const english = new Map(plain(ENGLISH, ""));
    const same = plain(TEXTS.zh, "").filter(([name, text]) => english.get(name) === text);
    expect(same.map(([name]) => name)).toEqual([
      ".learner.keys.interrupt.1",
      ".learner.enterKey",
      ".learner.pagerKeys",
      ".changes.private",
    ]);
  });

  it("give less(1) a prompt of ASCII alone: it garbles all else", () => {
    for (const { learner } of Object.values(TEXTS)) expect(learner.pagerKeys).toMatch(/^[ -~]+$/);
  });

  it("use Chinese punctuation behind Chinese words", () => {
    for (const [name, text] of plain(TEXTS.zh, ""))
      expect(text, name).not.toMatch(/\p{Script=Han}[,;:?!]|\p{Script=Han}\.(?!\w)/u);
  });
});

const ROWS: readonly LessonRow[] = [
  ["mounts", "挂载命名空间"],
  ["veth", "网络命名空间与 veth 对，以及它们之间的一切，直到最后一根线"],
].map(([id = "", title = ""], index) => ({
  number: index + 1,
  id,
  title,
  summary: "一份自己的挂载列表：有的目录只出现在一个进程眼前，别人都看不见。",
  steps: [{ id: "look", title: "从宿主机看", passed: null, solution: index === 0, activeMs: 60_000 }],
  questions: [],
  current: index === 0 ? "look" : null,
}));

describe("Chinese in columns", () => {
  const style = createStyle({ colour: 0, unicode: true, plain: false });
  const layout = (columns: number) => ({ style, texts: TEXTS.zh, width: () => columns });

  it("stands below each other in the list of lessons", () => {
    expect(formatLessonList(layout(60), ROWS, false)).toBe(`
      课                               步骤  看解法    用时
▸  1  mounts  挂载命名空间              0/1       1  1 分钟
   2  veth    网络命名空间与 veth 对…   0/1          1 分钟

你在第 1 课（mounts）第 1 步，共 1 步：从宿主机看。
共 2 步，已通过 0 步，其中 0 步是自己输入的；看过 1 次解法；
用时 2 分钟。
nslab start 从你所在的位置继续；nslab lesson 3 打开第 3 课，
nslab list 3 列出它的步骤。
`);
  });

  it.each([40, 60, 80, 120])("fits a window of %d columns, in lists and in the menu", (columns) => {
    const lists = [formatLessonList(layout(columns), ROWS, true), ...ROWS.map((row) => formatStepList(layout(columns), row))];
    const lines = [...lists.join("\n").split("\n"), ...lessonLines(layout(columns), ROWS, columns)];
    for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
  });

  it.each([
    [120, "2/13 一个有自己挂载列表的 shell  container：宿主机  ✗ 0/1  Ctrl-] 返回  Ctrl-^ 切换"],
    [80, "2/13 一个有自己挂载列表的…  container：宿主机  ✗ 0/1  Ctrl-] 返回  Ctrl-^ 切换"],
    [40, "container  0/1  ^] 返回  ^^ 切换"],
    [39, "container  0/1  ^] 返回  ^^ 切换"],
  ])("is measured by its width in the status row of %d columns", (columns, text) => {
    const standing: Standing = {
      step: { number: 2, count: 13, title: "一个有自己挂载列表的 shell" },
      terminal: "container",
      where: { network: null, apart: [], root: "/" },
      switches: true,
      passed: [false],
    };
    expect(statusLine(layout(columns), standing, columns)).toBe(text);
  });
});
