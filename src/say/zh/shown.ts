import type { Phrases } from "../words.ts";

/** What was printed in a terminal, or was not, and why. */
export const SHOWN: Phrases = {
  "the terminal {terminal} showed {fact}": "终端 {terminal} 里显示了 {fact}",
  "read the output in the terminal {terminal}": "看终端 {terminal} 里的输出",
  "what was printed there is not known here": "那里输出过什么，这里无从知道",
  "Output is seen only while the step is played.": "只有在进行这一步时才看得到输出。",
  "Play the step again.": "请把这一步再做一次。",
  "an empty line": "一个空行",
  "nothing was printed": "没有任何输出",
  "so much was printed that it could not be looked through": "输出太多，无法看完",
  "Something else has filled the terminal since the step began.": "这一步开始以来，别的输出占满了终端。",
  "Type the command of this step in the terminal {terminal}.": "请在终端 {terminal} 里输入这一步的命令。",

  "no command has ended yet": "还没有命令结束",
  "the last command's exit code was {code}": "最后一条命令的退出码是 {code}",
  "a command's exit code was {code}": "有一条命令的退出码是 {code}",
  "the exit codes of the commands were {codes}": "各条命令的退出码是 {codes}",
  "Another command ran last, or it ended in another way.": "最后执行的是别的命令，或者它以别的方式结束。",
  "Something is still in front there, a program or another shell, of whose commands no exit code is known.":
    "那里还有一个程序或另一个 shell 在前台运行，无从知道其中各条命令的退出码。",
  "Leave it (a shell with exit), and type the command of this step in the terminal {terminal} once more.":
    "请先退出它（shell 用 exit 退出），再在终端 {terminal} 里输入一次这一步的命令。",
  "the shell there tells no exit codes": "那里的 shell 不报告退出码",
  "the last command in the terminal {terminal} failed": "终端 {terminal} 里的最后一条命令失败",
  "the last command in the terminal {terminal} failed with the exit code {code}":
    "终端 {terminal} 里的最后一条命令失败，退出码是 {code}",
  "a command in the terminal {terminal} failed": "终端 {terminal} 里有一条命令失败",
  "a command in the terminal {terminal} failed with the exit code {code}": "终端 {terminal} 里有一条命令失败，退出码是 {code}",

  "a search for {what} in the terminal {terminal} found nothing": "在终端 {terminal} 里查找 {what}，没有找到",
  "a search for {what} in the terminal {terminal} finds nothing": "在终端 {terminal} 里查找 {what}，应当找不到",
  "what was printed names {what}": "输出里有 {what}",
  "a list without {what} was printed": "输出的列表里没有 {what}",
  "It was there when the command looked.": "命令查看时它还在。",
  "Nothing was searched for it there yet.": "还没有在那里查找过。",

  "The directory that the shell in the terminal {terminal} stands in was removed: {directory}.":
    "终端 {terminal} 里 shell 的当前目录已被删除：{directory}。",
  "In the terminal {terminal}, go to one that is there: cd /root/docker (made anew, on the host, where it is gone: mkdir -p /root/docker). Then type the command of this step again.":
    "请在终端 {terminal} 里进入一个存在的目录：cd /root/docker（如果它也没了，先在宿主机上重新创建：mkdir -p /root/docker），然后再输入一次这一步的命令。",
  "Nothing was printed in the terminal {terminal}: the command was typed in the terminal {other}.":
    "终端 {terminal} 里没有任何输出：命令输入到了终端 {other} 里。",
  "Go to the terminal {terminal} and type the command of this step there.": "请到终端 {terminal} 里输入这一步的命令。",
  "The shell in the terminal host is not on the host: it has entered a namespace or a chroot.":
    "终端 host 里的 shell 不在宿主机上：它进入了别的命名空间或 chroot。",
  "Type exit in the terminal host, then the command again.": "请在终端 host 里输入 exit，再输入一次那条命令。",
  "the terminal {terminal} is not open": "终端 {terminal} 没有打开",
  "Nothing has been typed in the terminal {terminal} yet, or its shell has ended.":
    "还没有在终端 {terminal} 里输入过命令，或者其中的 shell 已经结束。",
  "Type a line in the terminal {terminal}; if that is not possible, restart the lesson: nslab lesson brings a fresh lab to its starting point.":
    "请在终端 {terminal} 里输入一行；如果做不到，就重新开始这一课：nslab lesson 会新建实验环境，并恢复到这一课的起点。",

  "that the connection was refused": "连接被拒绝",
  "that the connection timed out": "连接超时",
  "that the name could not be resolved": "域名无法解析",
};
