import type { Texts } from "../english.ts";

/** 整屏的文字（Markdown），以及课程列表。 */
export const pages: Texts["pages"] = {
  welcome: `**欢迎。** 这门课手工搭建一个 Linux 容器，一次只用内核的一项功能。每条命令都真的执行；执行之后再查看内核，确认它真的做到了该做的事。

一切都在*实验环境*里进行：一台专为你准备的小主机，有自己的网络，你退出时它就消失。无论你在里面输入什么，这台机器都不受影响。

- **Enter** 运行显示的命令。更好的办法：**t** 进入实验环境自己的 shell，由你来输入。
- **h** 给出提示，**?** 说明所有按键。
- **q** 随时退出。你的位置会保留；再运行 \`nslab\` 就从那里继续。`,

  placeGone: {
    step: "你上次停下的那一步已经不在课程里了。你会从这一课里最后通过的那一步之后继续；已通过的记录会保留，`nslab list` 可以看到。",
    lesson:
      "你上次停下的那一课已经不在课程里了。你会从最后通过的那一步之后继续；已通过的记录会保留，`nslab list` 列出现有的各课。",
  },

  goodbye: "实验环境已经消失，这台机器上没有留下任何东西。你的位置保留着：再运行 `nslab` 就从那里继续。",

  courseEnded: `这是最后一课。容器运行时所做的事，你已经手工做了一遍：命名空间、根文件系统、网络、资源限制。
\`nslab lesson 4\`（或者别的编号）可以重新打开一课；\`nslab script 1\` 打印搭建一个容器的全部命令。`,

  courseEndedWithGaps: (steps) =>
    `这是最后一课。全部课程里还有 ${steps} 步没有通过，\`nslab list\` 会列出在哪里。\`nslab lesson 4\`（或者别的编号）可以重新打开一课。`,

  help: `**按键**，凡是用得上的地方都有效，屏幕上没有列出来的也一样：

- **Enter** 执行它旁边写的操作：多数时候是输入命令并运行。
- **t** 把终端交给你，想输入什么都行。**Ctrl-]**（Ctrl-5）返回，**Ctrl-^**（Ctrl-6）换到这一步的另一个终端（如果有）。
- **h** 给出提示，每按一次多一条；最后一条就是命令本身。
- **c** 现在去看实验环境：每项检查期望什么、实际是什么、怎样自己查看。
- **d** 显示这一步带来的变化，**m** 显示实验环境的地图，**e** 逐项解释命令。
- **o** 显示命令的全部输出（屏幕上只有一部分时）。
- **b** 回到上一步，**r** 从头开始这一课，两者都用新的实验环境；**s** 跳过这一步。
- **f** 恢复前面各步做过、现在却不成立的事。
- **l** 列出各课，可打开另一课。**g** 换语言。**q** 退出，位置会保留。**Ctrl-C** 也是退出，
  但命令运行时它交给那条命令。

*实验环境*是为这一课准备的、用完即弃的宿主机。你自己的电脑叫做*这台机器*，不受影响。
*检查*看的是内核，不是你的输入：能达到目标的命令都是对的。`,

  list: {
    lesson: "课",
    steps: "步骤",
    solutions: "看解法",
    time: "用时",
    count: (passed, steps) => `${passed}/${steps}`,
    shortCount: (passed, steps) => `${passed}/${steps}`,
    row: (id, title) => `${id}：${title}${/[。？！]$/.test(title) ? "" : "。"}`,
    sentence: (passed, steps, solutions, time) =>
      passed === 0 && time === ""
        ? `尚未开始，共 ${steps} 步。`
        : `共 ${steps} 步，已通过 ${passed} 步${solutions === 0 ? "" : `，看过 ${solutions} 次解法`}${time === "" ? "" : `，用时 ${time}`}。`,
    current: "你在这里。",
    step: (by, passed, solution) => [...(passed ? [BY[by] ?? "已通过"] : []), ...(solution ? ["看过解法"] : [])].join("，"),
    stepRow: (title, facts, time) => `${title}：${facts}${time === "" ? "" : `，用时 ${time}`}。`,
    notPassed: "还没有通过",
    questions: "课末的问题",
    answered: (tries) => (tries === 1 ? "一次答对" : `第 ${tries} 次答对`),
    notAnswered: "还没有回答",
    standing: (number, id, step, count, title) => `你在第 ${number} 课（${id}）第 ${step} 步，共 ${count} 步：${title}。`,
    total: (totals, time) =>
      `共 ${totals.steps} 步，已通过 ${totals.passed} 步，其中 ${totals.typed} 步是自己输入的；看过 ${totals.solutions} 次解法；用时 ${time}。`,
    howToOpen: "nslab start 从你所在的位置继续；nslab lesson 3 打开第 3 课，nslab list 3 列出它的步骤。",
    howToGoOn: (number) => `nslab start 从你所在的位置继续；nslab lesson ${number} 从头打开这一课。`,
  },
};

const BY: Readonly<Record<string, string>> = { typed: "自己输入", enter: "按 Enter" };
