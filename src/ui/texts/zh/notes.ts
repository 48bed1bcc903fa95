import type { Texts } from "../english.ts";

/** 学习者自己的笔记。 */
export const notes: Texts["notes"] = {
  title: "手工搭建容器：我的笔记",
  intro: (version, day) =>
    `由 nslab ${version} 写于 ${day}，内容是我在课程中做过的事：运行的命令、命令的输出，以及之后内核的回答。`,
  lesson: (number, title) => `第 ${number} 课：${title}`,
  otherLesson: (id) => `课程 ${id}`,
  step: (number, title) => `${number}. ${title}`,
  otherStep: (id) => `步骤 ${id}`,
  challenge: (title) => `挑战：${title}`,

  passed: (when) => `通过于 ${when}`,
  typedMyself: "，自己输入",
  runByNslab: "，按 Enter 运行",
  solutionShown: "，事先看过解法",
  notPassed: "还没有通过",
  end: "。",

  inTerminal: (terminal) => `在终端 ${terminal} 里：`,
  left: (lines) => `……有 ${lines} 行未显示……`,
  isRunning: "（这一步完成时仍在运行）",
  changes: "它给实验环境带来的变化：",
  checks: "内核的回答：",
  check: (name, seen) => `${name}：${seen}`,
  map: "这一课结束时的实验环境",
  questions: "问题",
  answered: (question, tries, when) => `${question} 答于 ${when}，${tries === 1 ? "一次答对" : `第 ${tries} 次答对`}。`,

  none: "还没有笔记。笔记来自你在课程中做的事：先做一课里的一步（nslab start），再来看。",
  unreadable: (file, detail) => `无法读取你的记录 ${file}：${detail}。请改好它的权限；文件内容没有改动。`,
  written: (file) => `你的笔记在 ${file}。`,
};
