import type { FrontProgram } from "../../../kernel/front-program.ts";
import { leavingKeys } from "../../leaving-keys.ts";
import { inWords } from "../../../say/words.ts";
import { CHINESE_WORDS } from "../../../say/zh/words.ts";
import { lackingText } from "../../../player/lacking.ts";
import type { SkipReason, StepTrouble } from "../../../player/events.ts";
import type { Texts } from "../english.ts";

/** 一课进行时的文字。 */
export const play: Texts["play"] = {
  lesson: (number, title) => `第 ${number} 课：${title}`,
  step: (number, count, title) => `第 ${number} 步，共 ${count} 步：${title}`,
  challenge: (title) => `挑战：${title}`,
  goesOn: (number, count) => `从第 ${number} 步（共 ${count} 步）继续。实验环境是新建的，之前各步的命令刚刚重新执行过。`,
  notTranslated: "这一课还没有译成中文，文字用的是英文。",
  closing: "这一课你看到了什么",
  look: "**留意：**",
  also: "同样正确：",
  inTerminal: (terminal) => `在终端 ${terminal} 里：`,
  failsInTerminal: (terminal, lines) =>
    `在终端 ${terminal} 里（${lines === "all" ? "" : lines === "first" ? "第一行" : "最后一行"}预期会失败）：`,
  pressIn: (key, terminal) => `在终端 ${terminal} 里按 ${key}：`,
  pressKey: (key) => `（按 ${key}）`,
  solutionRuns: "现在演示一种解法；只要达到目标，别的解法同样好。",
  linesBetween: (lines) => `    ……有 ${lines} 行未显示……`,
  moreLines: (lines) => `……到现在又输出了 ${lines} 行；Ctrl-C 结束这条命令`,
  stillRuns: "……仍在运行；Ctrl-C 结束这条命令",
  doneWhen: "完成的标准：",
  moreFailed: "按 c 可看到所有检查的实际情况。",

  seen: "看到",
  expected: "期望",
  found: "实际",
  lookYourself: "自己查看",
  diesAt: "丢包处",
  cause: "可能原因",
  next: "怎么办",
  offers: {
    look: (next) => `${next}按 c 再看一次。`,
    skip: (next) => `${next}按 s 跳过这一步。`,
    hints: (next) => `${next}按 h 看提示。`,
  },
  provedNothing: "执行命令之前就已经如此，所以什么也没有证明。",

  stepSkipped: (title, why) => `“${title}”${why}`,
  skipped: (reason: SkipReason) => {
    switch (reason.type) {
      case "machine":
        return `已跳过：${inWords(lackingText(reason), CHINESE_WORDS)}`;
      case "after-failure":
        return `未执行：它依赖步骤 ${reason.step}，而那一步没有通过。`;
      case "learner":
        return "已跳过。以后还可以做：再打开这一课即可。";
    }
  },
  willSkip: (steps, challenge, why) =>
    `**这台机器上会跳过**：${[...(steps.length === 0 ? [] : [`第 ${steps.join("、")} 步`]), ...(challenge ? ["挑战"] : [])].join("和")}。${why}`,
  notPlayed: (steps, failed) => `有 ${steps} 步未执行：它们依赖步骤 ${failed}。`,

  trouble: (trouble: StepTrouble) => {
    switch (trouble.type) {
      case "stuck":
        return trouble.seconds === 0
          ? `\`${trouble.line}\` 无法输入：${inTheWay(trouble.inFront ?? null)}`
          : `\`${trouble.line}\` 过了 ${trouble.seconds} 秒还没有结束。它可能在等输入，或者在等网络的应答。`;
      case "terminal-closed":
        return `终端 ${trouble.terminal} 里的 shell 已经结束，它进入过的地方（命名空间、chroot）也随之离开了。新的 shell 会在宿主机上启动；想恢复前面各步的结果，请重新打开这一课。`;
      case "not-prepared":
        return `这一课的起点没能建成：\`${trouble.line}\` 失败了。\n\n${trouble.output}\n\n\`nslab doctor\` 会查出这台机器缺少什么。`;
      case "lab-ended":
        return `实验环境已经结束，里面的东西都没有了；这台机器和你的进度都没有受影响。${
          trouble.complaint === "" ? "" : `它最后的输出：${inWords(trouble.complaint, CHINESE_WORDS)}。`
        }再运行一次 \`nslab\`：它会新建实验环境，从这一步继续。`;
    }
  },

  done: (number, title, summary) => `第 ${number} 课，${title}：${summary}`,
  summary: (counts, time) => {
    const parts = [
      `${counts.from > 1 ? `从第 ${counts.from} 步起，` : ""}通过 ${counts.passed} 步`,
      ...(counts.failed > 0 ? [`失败 ${counts.failed} 步`] : []),
      ...(counts.skipped > 0 ? [`跳过 ${counts.skipped} 步`] : []),
    ];
    return `${parts.join("，")}，用时 ${time}。`;
  },
  left: (number, count) => `你在第 ${number} 步（共 ${count} 步）离开。`,
};

function inTheWay(program: FrontProgram | null): string {
  if (program === null) return "那个终端里还有另一条命令在运行。先在那里按 Ctrl-C 结束它，再试一次。";
  return program.isShell
    ? `在那个终端里，你在自己启动的 shell \`${program.name}\` 里，它不会告诉 nslab 命令何时结束。可以在那里自己输入（t），结果照样会检查；或者在那里用 \`exit\` 离开它（t），再试一次。`
    : `那个终端里 \`${program.name}\` 还在运行。先在那里（t）用 ${leavingKeys(program.name)} 退出它，再试一次。`;
}
