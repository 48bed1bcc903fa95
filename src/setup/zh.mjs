// What the set-up says, in Chinese: by the English sentence with its holes, as in src/say/zh.

/** @type {Readonly<Record<string, string>>} */
export const CHINESE = {
  "nslab needs Node {oldest} or newer; this is {version}. Get a newer one from your distribution or from nodejs.org, then try again.":
    "nslab 需要 Node {oldest} 或更新的版本，现在是 {version}。请从你的发行版或 nodejs.org 安装新版本，再试一次。",

  // packages
  "Installing what nslab is built with: about {megabytes} MB in node_modules, most often within a minute; only now, and when it has changed …":
    "正在安装构建 nslab 所需的包：node_modules 里约 {megabytes} MB，通常不到一分钟；只在这一次和以后有变化时才安装……",
  "Installing what nslab is built, checked and tested with: about {megabytes} MB in node_modules, most often within a minute; only now, and when it has changed …":
    "正在安装构建、检查和测试 nslab 所需的包：node_modules 里约 {megabytes} MB，通常不到一分钟；只在这一次和以后有变化时才安装……",
  "  {seconds} s, {megabytes} MB": "  {seconds} 秒，{megabytes} MB",
  "Installed in {seconds} s: {megabytes} MB.": "安装完毕，用时 {seconds} 秒，共 {megabytes} MB。",
  "The packages could not be downloaded: no network, or the registry does not answer. nslab needs it this once; try again when you are connected.":
    "没能下载所需的包：没有网络，或者 npm 软件源没有应答。nslab 只有这一次需要网络；请联网后再试。",
  'The packages could not be written into node_modules. Make this folder yours (its owner can run: chown -R "$USER" .) and try again.':
    '没能把包写进 node_modules。请让这个目录归你所有（目录的所有者可以运行：chown -R "$USER" .），再试一次。',
  "The disk is full. Free about {megabytes} MB and try again.": "磁盘已满。请腾出约 {megabytes} MB，再试一次。",
  "The packages could not be installed. What npm said is above; when that is put right, try again.":
    "没能安装所需的包。npm 的输出在上面；解决之后，请再试一次。",

  // the build
  "Building nslab …": "正在构建 nslab ……",
  "{seconds} s.": "用时 {seconds} 秒。",
  "Built {program} in {milliseconds} ms.": "已构建 {program}，用时 {milliseconds} 毫秒。",
  "nslab is built in {root}, and you may not write {path} there. Make that folder yours (its owner can run: {command}), or clone the repository into a folder of your own, then try again.":
    "nslab 要在 {root} 里构建，而你无权写入那里的 {path}。请让那个目录归你所有（目录的所有者可以运行：{command}），或者把仓库克隆到你自己的目录里，再试一次。",
  "nslab is built in {root}, where nothing can be written: {path}. Clone the repository into a folder of your own, then try again.":
    "nslab 要在 {root} 里构建，而那里什么也不能写：{path}。请把仓库克隆到你自己的目录里，再试一次。",
  "nslab is built in {root}, and there is no room left for {path}. Free about 20 MB and try again.":
    "nslab 要在 {root} 里构建，而那里没有空间写 {path} 了。请腾出约 20 MB，再试一次。",
  'There is no "{mode}" here. Use: npm start, npm test, npm run test:all, npm run test:faults, npm run test:vm, npm run test:ruin, npm run test:wall, npm run test:settings, npm run bench or npm run pictures.':
    "这里没有 {mode}。可以用：npm start、npm test、npm run test:all、npm run test:faults、npm run test:vm、npm run test:ruin、npm run test:wall、npm run test:settings、npm run bench 或 npm run pictures。",

  // programs of the system
  "Missing on this system: {tools}. Install them by its own means; {without}.":
    "这个系统上没有：{tools}。请用它自己的方式安装；{without}。",
  "Missing on this system: {tools}. To get them: {line}": "这个系统上没有：{tools}。补上的办法：{line}",
  "Missing on this system: {tools}. The command that installs them:\n  {line}":
    "这个系统上没有：{tools}。安装它们的命令：\n  {line}",
  "Install them now? [Y/n]": "现在安装吗？[Y/n]",
  "Missing on this system: {tools}. Installing them: {line}": "这个系统上没有：{tools}。正在安装：{line}",
  "{output}\n\nThis did not work: {command}\nGoing on without; {without}.":
    "{output}\n\n这条命令没有成功：{command}\n没有它们也继续；{without}。",
  "Installed in {seconds} s.": "安装完毕，用时 {seconds} 秒。",
  "Still missing after {seconds} s: {tools}; {unavailable}.": "用了 {seconds} 秒，仍然没有：{tools}；{unavailable}。",
  "npm start -- doctor tells which lessons need them": "哪几课需要它们，npm start -- doctor 会说明",
  "npm start -- doctor tells what is used instead": "用什么代替，npm start -- doctor 会说明",
  "npm start -- doctor tells which lessons need them; the tests of a shell that is missing are left out, or fail in CI":
    "哪几课需要它们，npm start -- doctor 会说明；缺少某个 shell 时，它的测试会跳过，在 CI 里则算失败",
  "the tests that need them are left out, or fail in CI": "需要它们的测试会跳过，在 CI 里则算失败",
  "no machine can be made to try nslab on": "没有它们就建不了试用 nslab 的虚拟机",
  "no machine of another processor can be made": "没有它们就建不了其他处理器的虚拟机",
};
