import type { Phrases } from "../words.ts";

/** What commands say when they run. */
export const COMMANDS: Phrases = {
  "{own} {others}": "{own}{others}",
  "{question} {advice}": "{question}{advice}",
  "user {key}": "UID {key}",

  "Lessons are numbered 1 to {last}; nslab list shows them all.": "课的编号是 1 到 {last}；nslab list 会全部列出。",
  'There is no lesson "{name}". {there}': "没有 {name} 这一课。{there}",
  'There is no lesson "{name}". Did you mean "{near}"? {there}': "没有 {name} 这一课。是不是想输入 {near}？{there}",

  "Nothing to remove: no lab of yours has left anything.": "没有要清理的：你的实验环境没有留下任何东西。",
  "Removed, left by labs that were ended together with what cleans up after them:\n{paths}":
    "已经清理（留下它们的实验环境是和负责善后的进程一起被杀死的）：\n{paths}",
  "Not touched: one lab of yours that is running.": "没有动的：你有一个正在运行的实验环境。",
  "Not touched: {running} labs of yours that are running.": "没有动的：你有 {running} 个正在运行的实验环境。",
  "Still there, since processes are in it that you may not end, or you may not remove it:\n{paths}\nLook who is in there with: {command}\nThen run nslab clean again, as the person who started the lab (with sudo, if it was started so).":
    "这些还在，因为里面有你无权结束的进程，或者你无权删除它们：\n{paths}\n看里面是哪些进程：{command}\n然后以启动实验环境的用户再运行一次 nslab clean（当初用了 sudo，现在也用 sudo）。",

  "what you have passed ({progress}) and your notes ({journal})": "学习进度（{progress}）和笔记（{journal}）",
  'what you have passed in the course "{course}" ({progress}) and your notes ({journal})':
    "课程“{course}”的学习进度（{progress}）和笔记（{journal}）",
  "This forgets {what}. Without a terminal to ask on, say so: {command}":
    "这会清除{what}。没有终端可以询问，请明确写出：{command}",
  "Nothing was changed.": "什么也没有改动。",
  "Your progress and your notes are forgotten. nslab start begins with lesson 1.":
    "学习进度和笔记已经清除。nslab start 从第 1 课开始。",
  'Your progress and your notes in the course "{course}" are forgotten. That you trust it is forgotten too. Other courses are as they were.':
    "课程“{course}”的学习进度和笔记已经清除，对它的信任也一并清除。其他课程没有改动。",
  "Other courses are as they were; nslab reset --course FOLDER forgets one of them.":
    "其他课程没有改动；nslab reset --course FOLDER 清除其中一门。",
  "Forget everything you have passed ({progress}), and your notes ({journal})?":
    "要清除学习进度（{progress}）和笔记（{journal}）吗？",
  'Forget everything you have passed in the course "{course}" ({progress}), and your notes ({journal})?':
    "要清除课程“{course}”的学习进度（{progress}）和笔记（{journal}）吗？",
  "To keep the notes, answer no and use: nslab notes --output FILE": "想保留笔记，请回答 n，再运行：nslab notes --output FILE",

  '"{number}" is no container\'s number. They are numbered from 1 to {last}: nslab script 1':
    "{number} 不是容器的编号。编号从 1 到 {last}：nslab script 1",
  "# Container {n}: network namespace {namespace}, address {address}.": "# 容器 {n}：网络命名空间 {namespace}，地址 {address}。",
  "# For a lab (nslab shell host), in an empty directory or in that of another container: one line after the\n# other, in one terminal. Behind each line stands which shell reads it: the host's, or one of the container.":
    "# 在实验环境里使用（nslab shell host），当前目录应是空目录或另一个容器的目录。\n# 在同一个终端里逐行输入；每行后面注明由哪个 shell 读取：宿主机的，还是容器的。",
  "# Leave with exit, three times. Limits for CPU and memory are set from outside: lessons 11 and 12.":
    "# 离开时输入三次 exit。CPU 和内存的限额从外面设置，见第 11、12 课。",
  host: "宿主机",
  container: "容器",

  "Your lab is just being made, or brought to its step, so there is nothing to judge yet. Try again in a moment; nslab verify --replay plays lessons in labs of their own.":
    "你的实验环境正在新建，或者正在恢复到当前的步骤，还没有什么可检查。请稍后再试；nslab verify --replay 在各自的实验环境里回放各课。",
  "Your lab has ended while it was judged, and the next one is not there yet. Go on in its window, then try again; nslab verify --replay plays lessons in labs of their own.":
    "检查时你的实验环境结束了，下一个还没有。请在它的窗口里继续，然后再试；nslab verify --replay 在各自的实验环境里回放各课。",
  "Nothing was proved: every step was skipped. The report tells why; nslab doctor tells what this machine lacks, and how to get it.":
    "什么也没有验证：所有步骤都跳过了。原因见报告；nslab doctor 会说明这台机器缺少什么、怎样补上。",
  "Nothing was proved: no step that was passed in your lab has left anything that could be judged now. nslab verify --replay plays lessons in labs of their own.":
    "什么也没有验证：在你的实验环境里通过的步骤，都没有留下现在还能检查的东西。nslab verify --replay 在各自的实验环境里回放各课。",

  "You have {count} labs running. This is {taken}. {others}": "你有 {count} 个实验环境在运行。这里用的是{taken}。{others}",
  "No lab of yours is running. Start one in another window: nslab start":
    "你没有正在运行的实验环境。请在另一个窗口启动：nslab start",
  "Yours: {labs}. --lab takes the ID of one of these.": "你的有：{labs}。--lab 后面写其中一个的进程号。",
  "No nslab with the process ID {pid} has a lab of yours. {which}": "没有找到进程号为 {pid} 的 nslab 的实验环境。{which}",
  "You have another lab running: {labs}.": "你还有一个实验环境在运行：{labs}。",
  "You have {count} other labs running: {labs}.": "你还有 {count} 个实验环境在运行：{labs}。",
  "{which} They do not disturb each other. In another window nslab map, nslab shell and nslab verify take the newest one, or that of --lab PID.":
    "{which}它们互不影响。在另一个窗口里，nslab map、nslab shell 和 nslab verify 用的是最新的一个，或者 --lab PID 指定的那一个。",
  "The other is {lab}: --lab {pid} takes it.": "另一个是{lab}：用 --lab {pid} 选它。",
  "The others: {labs}. --lab PID takes one of them.": "其余的是：{labs}。用 --lab PID 选其中一个。",
  "one that is just being made, process ID {pid}": "正在新建的实验环境（进程号 {pid}）",
  "that of the lesson {lesson}, process ID {pid}": "课 {lesson} 的实验环境（进程号 {pid}）",

  "container {n}": "容器 {n}",
  "the lab's host": "实验环境的宿主机",
  "another machine of its LAN": "同一局域网里的另一台机器",
  "where the terminal {terminal} is now": "终端 {terminal} 现在所在的地方",
  "Which shell is it for? SHELL does not say. Name it: {commands}": "给哪种 shell 用？SHELL 没有说明。请写明：{commands}",
  "{shell}, which is your shell": "{shell}（你用的 shell）",
  "Your shell completes nslab's commands, options and lessons with Tab once you have typed:":
    "输入下面的命令之后，按 Tab 就能补全 nslab 的命令、选项和各课：",
  "It works in every shell that you open from then on. nslab must be a command there.":
    "此后打开的每个 shell 都有效；nslab 在那里必须是可用的命令。",
};
