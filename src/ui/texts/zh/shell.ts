import type { Texts } from "../english.ts";

/** `nslab shell` 在实验环境的 shell 之外说的话。 */
export const shell: Texts["shell"] = {
  noLab: "你没有正在运行的实验环境。请在另一个窗口启动：nslab start",
  beingMade: "你的实验环境正在新建。请稍后再试：nslab shell",
  noTerminal: (name, guess, open) =>
    `实验环境里没有打开名为 ${name} 的终端。${guess === null ? "" : `你是不是想输入 ${guess}？`}现在打开的有：${open.join("、")}。`,
  tooMany: "这个实验环境里，来自其他窗口的 shell 已经达到上限。请先离开其中一个，再试一次。在课程里按 t 可以使用它自己的终端。",
  silent: "拥有实验环境的 nslab 没有回应：它可能被暂停了。请在它的窗口里让它继续（fg 或按任意键），再试一次。",
  noSocket:
    "没能连上拥有实验环境的 nslab，所以打不开 shell：它没有建成用于连接的套接字。XDG_RUNTIME_DIR 的路径可能太长；换一个短的，再重新启动 nslab。",
  gone: "实验环境刚刚结束。请在另一个窗口启动：nslab start",

  entered: (place) => `你在实验环境里，${where(place)}。输入 exit 或按 Ctrl-] 回到你自己的机器。`,
  status: {
    place: (place) => `nslab shell：${place}`,
    keys: { long: "exit 或 Ctrl-] 离开实验环境", short: "^] 离开" },
  },
  left: "你回到了自己的机器上。",

  ended: "实验环境已经结束：这里又是你自己的机器了。这期间输入的内容已丢弃。",
  next: "按 Enter 进入这一课的下一个实验环境，按 q 离开。",
  waiting: "下一个实验环境还没有：正在等待。按 q 离开。",
  notOpen: (name) => `这个实验环境里还没有打开终端 ${name}。按 Enter 再试，按 q 离开。`,
  silentYet: "实验环境没有回应。按 Enter 再试，按 q 离开。",
  ownerGone: "拥有它的 nslab 也已经结束。在另一个窗口运行 nslab start，从你所在的地方继续。",
};

function where(place: string): string {
  if (place === "host") return "在它的宿主机上";
  return place === "neighbor" ? "在局域网里的另一台机器 neighbor 上" : `在终端 ${place} 现在所在的地方`;
}
