import type { Phrases } from "../words.ts";

/** What of a lab was not looked at, and why. */
export const UNREAD: Phrases = {
  "{what} could not be read: {why}": "无法读取 {what}：{why}",
  "the lab's processes": "实验环境的进程",
  "the command lines of the lab's processes": "实验环境中进程的命令行",
  "the mounts of that mount namespace": "那个挂载命名空间的挂载",
  "the lab's network namespaces": "实验环境的网络命名空间",
  "the names of that namespace": "那个命名空间的内容",
  "the lab's cgroups": "实验环境的控制组",
  "There is far more in the lab than the course needs, so not all of it is looked at, or what was looked at has just ended.":
    "实验环境里的内容远远超出课程所需，因此没有全部查看；也可能是要查看的进程刚刚结束。",
  "Check again. If that does not help, remove what is not needed, or restart the lesson for a fresh lab.":
    "请再检查一次。如果仍然不行，请删除不需要的内容，或者重新开始这一课，就会得到新的实验环境。",

  "its tools did not answer": "查看它的工具没有回应",
  "its place in the lab is gone ({code})": "它在实验环境里的位置已经不在了（{code}）",

  // why it has ended
  "its host was shut down": "宿主机已关机",

  // why a command was not run in it
  "the command is too long": "命令太长",
  "too many commands are running in the lab": "实验环境里正在运行的命令太多",
  "too many commands of others are running there": "其他窗口在那里运行的命令太多",
  "its answer could not be read": "无法理解它的回应",
  "the nslab that has the lab cannot be asked": "没能连上拥有实验环境的 nslab",
  "the nslab that has the lab has ended it": "拥有实验环境的 nslab 已经结束了它",
  "the nslab that has the lab does not answer": "拥有实验环境的 nslab 没有回应",
  "it takes too long": "耗时太长",
  "it says too much": "输出太多",
  "there are more than {most}": "超过 {most} 个",
  "only {most} network namespaces are looked into": "只查看 {most} 个网络命名空间",
  "only {most} mount namespaces are looked into": "只查看 {most} 个挂载命名空间",
  "only {most} such pairs are looked into": "只查看 {most} 对这样的命名空间",
  "it has more than {most} links": "接口超过 {most} 个",
  "it has more than {most} addresses": "地址超过 {most} 个",
  "it has more than {most} routes": "路由超过 {most} 条",
  "it has more than {most} neighbours": "邻居表超过 {most} 项",
  "it has more than {most} rules": "规则超过 {most} 条",
  "all of them together have more than {most} links, routes, neighbours and rules":
    "所有命名空间的接口、路由、邻居表项和规则加起来超过 {most} 个",
  "what ip prints cannot be understood": "无法理解 ip 的输出",
  "it has more than {most} System V objects of a kind": "有一类 System V 对象超过 {most} 个",
  "all of them together have more than {most} mounts": "所有命名空间的挂载加起来超过 {most} 个",
  "it has more than {most} mounts, or very long ones": "挂载超过 {most} 个，或者有的很长",
  "nobody is left in it": "里面已经没有进程",
  "a process does not let its command line be read": "有一个进程不让读取它的命令行",
  "the kernel refuses one ({code})": "内核不允许读取其中一个（{code}）",
  "the name of one is no text": "其中一个的名字不是文字",
  "some are more than {deepest} levels deep": "有的超过 {deepest} 层",
};
