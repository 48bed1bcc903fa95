import type { Phrases } from "../words.ts";

const MACHINES: Readonly<Record<string, string>> = {
  neighbor: "邻居",
  router: "路由器",
  internet: "互联网",
  world: "外部网络",
};

/** What is said in more than one subject. */
export const COMMON: Phrases = {
  // places, as they stand in other sentences
  "the host": "宿主机",
  "the terminal {terminal}": "终端 {terminal}",
  "the neighbor": "邻居",
  "the router": "路由器",
  "the internet": "互联网",
  "the {machine}": ({ machine = "" }) => MACHINES[machine] ?? machine,
  "the namespace {inode}": "命名空间 {inode}",
  "{name} (PID {pid})": "{name}（PID {pid}）",
  "on the host": "宿主机上",
  "in {place}": "{place} 里",

  // what to type, and where
  "on the host: {lines}": "在宿主机上：{lines}",
  "On the host: {lines}": "在宿主机上：{lines}",
  "in the terminal {terminal}: {lines}": "在终端 {terminal} 里：{lines}",
  "In the terminal {terminal}: {lines}": "在终端 {terminal} 里：{lines}",
  "on {place}, which has no terminal here: {lines}": "在{place}上（这里没有它的终端）：{lines}",
  "Type in the terminal {terminal}: {lines}": "在终端 {terminal} 里输入：{lines}",
  "type in the terminal {terminal}: {lines}": "在终端 {terminal} 里输入：{lines}",
  "The {machine} has no terminal; restart the lesson for a fresh one.": ({ machine = "" }) =>
    `${MACHINES[machine] ?? machine}没有终端；重新开始这一课，就会得到一个新的。`,
  "Clear the terminal with the command clear. {next}": "先用 clear 命令清屏。{next}",

  // what was printed
  "Nothing was printed there since the step began.": "这一步开始以来，那里没有输出任何内容。",
  "What was printed there is something else: another command was typed, or the same in another place (namespace, root directory).":
    "那里输出的是别的内容：输入的是另一条命令，或者同一条命令是在别处（另一个命名空间、另一个根目录）输入的。",
  "The shell there has found no program {missing}: it is misspelled, not installed on this machine, or not in the root directory of that shell.":
    "那里的 shell 找不到程序 {missing}：可能拼错了，这台机器上没有安装，或者不在那个 shell 的根目录里。",

  "Check again.": "请再检查一次。",
  "The packet arrives; its answer does not come back. {cause}": "数据包到达了，应答却没有回来。{cause}",
  "Undo it on the host (umount {path}). {next}": "先在宿主机上撤销（umount {path}）。然后{next}",
  "See the rules, on the host: iptables -t nat -S POSTROUTING; of nft: nft list ruleset":
    "在宿主机上查看规则：iptables -t nat -S POSTROUTING；nft 的规则：nft list ruleset",

  // units
  "{percent} %": "{percent}%",
  "{count} byte": "{count} 字节",
  "{count} bytes": "{count} 字节",
  "{seconds} s": "{seconds} 秒",
  "{minutes} min": "{minutes} 分钟",
  "{minutes} min {seconds} s": "{minutes} 分 {seconds} 秒",
  "{hours} h": "{hours} 小时",
  "{hours} h {minutes} min": "{hours} 小时 {minutes} 分",
  "{day}, {time}": "{day} {time}",
};
