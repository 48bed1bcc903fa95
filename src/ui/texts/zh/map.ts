import type { MapWords } from "../../../map/sheet.ts";
import { inBytes, inPercent } from "../../../say/units.ts";
import { inWords } from "../../../say/words.ts";
import { CHINESE_WORDS } from "../../../say/zh/words.ts";
import type { Texts } from "../english.ts";
import { unbroken } from "../unbroken.ts";

/** 没能读全的东西。 */
const PARTS = {
  processes: "进程",
  commands: "命令行",
  mounts: "挂载",
  networks: "网络命名空间",
  names: "主机名和 System V 对象",
  cgroups: " cgroup",
} as const;

const OBJECTS = {
  segments: (id: number, count: number) => `共享内存段 ${id}，${count} 字节`,
  queues: (id: number, waiting: number) => `消息队列 ${id}${waiting === 0 ? "" : `，${waiting} 字节在等待`}`,
  semaphores: (id: number, count: number) => `信号量数组 ${id}，${count} 个`,
} as const;

/** 地图上的文字。 */
export const map: MapWords = {
  host: "宿主机",
  outside: (prefix) => (prefix === null ? "局域网和互联网" : `局域网 ${prefix} 和互联网`),
  network: (names) => (names.length === 0 ? "没有名字的网络" : names.join("、")),
  aside: (text, aside) => `${text}（${aside}）`,
  terminals: (names) => `终端 ${names.join("、")}`,
  processes: (name, pid) => `${name}，PID ${pid}`,
  bridge: "网桥",
  ports: (names) => `端口 ${names.join("、")}`,
  up: "启用",
  down: "停用",
  noCarrier: "无载波",
  place: (title) => `在 ${title} 中`,
  onHost: "在宿主机上",
  route: "路由",
  via: (destination, gateway, device) => `${destination} ${gateway === null ? `dev ${device}` : `via ${gateway}`}`,
  unreadable: (why) => `读不到它的接口${why === null ? "" : `：${inWords(why, CHINESE_WORDS)}`}`,
  rulesUnreadable: (why) => `读不到它的规则${why === null ? "" : `：${inWords(why, CHINESE_WORDS)}`}`,
  forwarding: (on) => (on ? "1，转发数据包" : "0，不转发数据包"),
  policy: (policy) => `默认策略 ${policy}`,
  nftChain: (type, hook, policy) => `${type}，钩子 ${hook}，默认策略 ${policy}`,
  everything: "全部",
  hostname: "主机名",
  namespaces: (kinds) => `命名空间：${kinds}`,
  noNamespaces: "命名空间：与宿主机相同",
  shared: (kinds, title) => `${kinds} 与 ${title} 共用`,
  root: "根目录",
  inRoot: (path) => `根目录\u00a0${path}`,
  facts: (facts) => facts.join("，"),
  pids: (pids) => {
    const [host, ...inside] = pids;
    return inside.length === 0 ? `PID\u00a0${host}` : `PID\u00a0${host}，里面是\u00a0${inside.join("、")}`;
  },
  zombie: "僵尸进程",
  nobody: "里面没有进程",
  objects: "System V 对象：",
  object: (kind, id, count) => OBJECTS[kind](id, count),
  mountsHere: "只在这里的挂载：",
  mountsOnHost: "新增的挂载：",
  more: (count) => `另外 ${count} 个`,
  processCount: (count) => `${count} 个进程`,
  mountCount: (count) => `${count} 个`,
  morePlaces: (count) => `另有 ${count} 个网络或容器`,
  moreCgroups: (count) => `另有 ${count} 个 cgroup`,
  notRead: (part, why) => `没能读全${PARTS[part]}：${inWords(why, CHINESE_WORDS)}`,
  cgroup: (path) => `cgroup ${path}`,
  cpu: (share) => `最多用一个 CPU 的 ${unbroken(inPercent(share), CHINESE_WORDS)}`,
  memory: (bytes) => `最多用 ${unbroken(inBytes(bytes), CHINESE_WORDS)} 内存`,
  noSwap: "不用交换空间",
  swap: (bytes) => `最多用 ${unbroken(inBytes(bytes), CHINESE_WORDS)} 交换空间`,
  processLimit: (count) => `最多 ${count} 个进程`,
  oomKills: (count) => `${count} 个进程因内存不足被杀死`,
  noLimit: "不限",
  emptyGroup: "里面没有进程",
  diesHere: (leg, reason, link) =>
    `${leg === "answer" ? "应答" : "数据包"}到此为止：${link === null ? "" : `${link}，`}${reason}`,
};

/** `nslab map` 在图之外说的话。 */
export const mapScreen: Texts["mapScreen"] = {
  title: "实验环境",
  noLab: "你没有正在运行的实验环境，所以没有可画的。请在另一个窗口启动：nslab start",
  beingMade: "你的实验环境正在新建，还没有可画的。请稍后再试：nslab map",
  ended: "拥有实验环境的 nslab 已经结束，这张图也随之结束。用 nslab start 再启动它，然后运行 nslab map --watch。",
  between: "这个实验环境已经结束。下一个一有就会画出来。",
  written: (file) => `地图在 ${file}。`,
  notWritten: (file, why) => `地图没能写入 ${file}：${why}。请腾出空间，或者换一个文件。`,
  watching: "实验环境有变化时重画：+ 新增，~ 改变，- 消失。",
  quit: "q 退出",
  which: (lesson, pid) => `${lesson}，进程号 ${pid}。`,
  part: (from, to, rows) => `第 ${from} 到 ${to} 行，共 ${rows} 行：上下键和空格键移动。`,
};
