import type { Phrases } from "../words.ts";

/** What reports of verify say, whatever their format. */
export const REPORTS: Phrases = {
  "{passed} passed": "通过 {passed} 步",
  "{failed} failed": "失败 {failed} 步",
  "{skipped} skipped": "跳过 {skipped} 步",
  "in {time}": "用时 {time}",
  "{counts} {time}": "{counts}，{time}",
  "skipped:": "跳过：",
  expected: "期望",
  found: "实际",
  look: "自己查看",
  "{step} in the terminal {terminal}: {command}": "{step}（终端 {terminal}）：{command}",

  "Your lab plays lesson {number}, {lesson}.": "你的实验环境里正在上第 {number} 课（{lesson}）。",
  "No step of it has been passed in this lab yet.": "这个实验环境里还没有通过它的任何一步。",
  step: "步骤",
  "passed once": "当时通过",
  "true now": "现在成立",
  "(was shown)": "（当时看过）",
  "passed once: it showed something, which cannot be judged again": "当时通过：这一步只是看，没法再检查",
  "passed once, undone by step {number}, {step}, as it should be: {checks}":
    "当时通过，后来被第 {number} 步（{step}）撤销，这是应该的：{checks}",
  "passed once, not true now (a later step may have changed it on purpose): {checks}":
    "当时通过，现在不成立（可能是后面的步骤有意改变的）：{checks}",
  "passed once, not true now, although no step undid it: {checks}": "当时通过，也没有哪一步撤销过，现在却不成立：{checks}",

  "passed before the command, so it proves nothing: {checks}": "执行命令之前就已通过，所以什么也没有证明：{checks}",
  "{what} {fix}": "{what}{fix}",
  "the step {step} before it did not pass": "前面的步骤 {step} 没有通过",
  "skipped by the learner": "由学习者跳过",
  '"{line}" could not be typed: {why}': "{line} 无法输入：{why}",
  '"{line}" did not come back within {time}': "{line} 过了 {time}还没有结束",
  "the shell in the terminal {terminal} has ended": "终端 {terminal} 里的 shell 已经结束",
  'the lesson\'s starting point could not be made: "{line}" failed: {output}': "这一课的起点没能建成：{line} 失败了：{output}",
  "the lab has ended": "实验环境已经结束",
  "the lab has ended: {complaint}": "实验环境已经结束：{complaint}",
  "another command is still running in that terminal": "那个终端里还有另一条命令在运行",
  "a shell without nslab's marks, {program}, is in front in that terminal":
    "那个终端里是自己启动的 shell {program}，它不会告诉 nslab 命令何时结束",
  "{program} is still running in that terminal": "那个终端里 {program} 还在运行",

  "a check failed": "有检查没通过",
  "{name}\n  before: {before}, after: {after}\n  expected: {expected}\n  observed: {observed}\n  look: {look}":
    "{name}\n  执行前：{before}，执行后：{after}\n  期望：{expected}\n  实际：{observed}\n  自己查看：{look}",
  pass: "通过",
  fail: "没通过",
  error: "无法查看",
};
