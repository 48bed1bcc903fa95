import type { Phrases } from "../../src/say/words.ts";

/** What the benchmark, the pictures and the trials on other machines say to whoever starts them. */
export const TOOLS_IN_CHINESE: Phrases = {
  // npm run bench
  "a lab is up, with the first prompt in its host terminal": "实验环境建成，宿主机的终端有了第一个提示符",
  "a bare script": "只做这些事的脚本",
  "opening lesson 13 at its beginning": "打开第 13 课，从头开始",
  "opening a lesson at its last step": "打开一课，到它的最后一步",
  "a step, beyond its command and its probes": "一步，除去它的命令和探测",
  "one `ip -j -d addr` there": "在那里一次 `ip -j -d addr`",
  "one look at a lab with two containers": "对有两个容器的实验环境查看一次",
  "telling what has changed in it": "说出其中的变化",
  "drawing its map": "画出它的地图",
  "one `ip -j -d addr` in a lab": "在实验环境里一次 `ip -j -d addr`",
  "the checks of a typed command, from Enter on": "输入一条命令，从按 Enter 到检查完",
  "the same in lesson 13": "在第 13 课同样如此",
  "the key that leaves a terminal while {command} floods it": "{command} 输出不停时，离开终端的按键",
  "Ctrl-C there, until the prompt is there": "这时按 Ctrl-C，到提示符出现",
  "memory that it takes": "占用的内存",
  "a gigabyte poured out": "输出 1 GB",
  "memory of nslab's meanwhile, all of it": "其间 nslab 占用的全部内存",
  "completing a lesson, at Tab": "按 Tab 补全课名",
  "its commands, packets and waits alone": "只有其中的命令、包和等待",
  "a replay of all lessons: {passed} steps proved": "回放全部各课：证明了 {passed} 步",
  "a replay of all lessons: {passed} steps proved, {failed} NOT": "回放全部各课：证明了 {passed} 步，{failed} 步没有",
  "There is no part {unknown}. Parts: {parts}.": "没有 {unknown} 这个部分。可以写：{parts}。",
  "{name} ({unit})": "{name}（{unit}）",
  "(over {limit} {unit})": "（超过 {limit} {unit}）",
  "(within {limit} {unit})": "（不超过 {limit} {unit}）",
  "{ratio} times: {yardstick}": "{ratio} 倍：{yardstick}",
  "limit {limit} times": "最多 {limit} 倍",
  BROKEN: "超出",
  what: "项目",
  median: "中位数",
  worst: "最差",
  "there at most": "在那里最多",
  "held against": "比较对象",
  "at most": "最多",

  // npm run pictures
  "The pictures are in {folder}.": "图在 {folder} 里。",

  // npm run test:vm, test:ruin, test:wall, test:settings
  "Only root can make the machines' file trees. Run: {command}": "只有 root 能建立虚拟机的文件树。请运行：{command}",
  "The tools for machines are missing.": "缺少建立虚拟机的工具。",
  "There is no part called {unknown}.": "没有叫 {unknown} 的部分。",
  "left out {attack}: this machine has no {program}": "跳过 {attack}：这台机器上没有 {program}",
  "{results}\n{passed} passed, {failed} failed": "{results}\n通过 {passed} 项，失败 {failed} 项",
  "{output}\nThis did not work: {command}": "{output}\n这条命令没有成功：{command}",
  "Only root can set them. Run: {command}": "只有 root 能改这些设置。请运行：{command}",
  "This is not the machine's first network namespace, from which fresh ones take their settings.":
    "这里不是这台机器最初的网络命名空间，而新建的都照它来设置。",
  "What sets this machine back, if this run cannot:\n  {command}":
    "如果这次运行没能恢复这台机器的设置，用这条命令：\n  {command}",
  "Now: {settings}": "现在：{settings}",
  "{setting} could not be set to {value}: {why}": "{setting} 没能设成 {value}：{why}",
};
