import type { Phrases } from "../words.ts";

/** Playing a lesson: judging, and what is left out for want of something. */
export const ENGINE: Phrases = {
  "{check} (could not be looked at)": "{check}（无法查看）",
  "the answer was not waited for": "没有等到结果",
  "A key was pressed while nslab was looking.": "nslab 查看时有键按下，查看就此中断。",
  "Let nslab look to the end.": "请让 nslab 看完。",
  "This check could not look at the lab: a defect in nslab.": "这项检查没能查看实验环境：这是 nslab 的缺陷。",
  "Try the step again; if it happens again, please report it with the line above.":
    "请把这一步再做一次；如果又是这样，请报告这个缺陷，并附上上面那一行。",
  "How is for you to find out: the hints, one by one, lead there.": "做法留给你自己找出来：提示会一条一条引到那里。",

  "Not installed on this machine: {programs}.": "这台机器上没有安装：{programs}。",
  "To get what is missing: {how}": "补上缺少的程序：{how}",
  "install {programs} by this system's own means": "用这个系统自己的方式安装 {programs}",
  "Run nslab as root (sudo nslab), or see: nslab doctor": "请以 root 身份运行 nslab（sudo nslab），或者查看：nslab doctor",
  "This lab has no cgroups: an ordinary user may not make cgroup directories unless they are delegated to him.":
    "这个实验环境里没有 cgroup：普通用户只有得到委派，才能创建 cgroup 目录。",
  "This lab's cgroups cannot limit CPU: the machine has no controller for it, or does not delegate it to an ordinary user.":
    "这个实验环境的 cgroup 不能限制 CPU：这台机器没有相应的控制器，或者没有把它委派给普通用户。",
  "This lab's cgroups cannot limit memory: the machine has no controller for it, or does not delegate it to an ordinary user.":
    "这个实验环境的 cgroup 不能限制内存：这台机器没有相应的控制器，或者没有把它委派给普通用户。",
};
