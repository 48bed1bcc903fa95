import type { Phrases } from "../words.ts";

/** What help pages say of commands for the running lab, the machine, and what is the learner's own. */
export const HELP_PAGES_LAB: Phrases = {
  "Opens a shell in your lab that is running in another window: on its host, on its neighbor (another machine of its LAN), or in the namespaces where one of the lesson's terminals is now, such as inside the container that you have just built. exit, Ctrl-D or Ctrl-] leaves it; every other key is for the shell.":
    "在另一个窗口正在运行的实验环境里打开一个 shell：在它的宿主机上，在 neighbor（同一局域网里的另一台机器）上，或者在某个课程终端现在所处的命名空间里，例如刚刚搭好的容器之内。用 exit、Ctrl-D 或 Ctrl-] 离开；其他按键都交给 shell。",
  "nslab draws the shell itself: nothing in the lab gets your own terminal. When the lab ends, or the lesson goes on in another one, it rings and says that this is your own machine again, and throws away what you had typed ahead; Enter then goes into the next lab, q leaves. In a lesson, t gives you the lesson's own terminal; this one is beside it, for looking at the same thing from two sides.":
    "这个 shell 由 nslab 来画：实验环境里的任何东西都碰不到你自己的终端。实验环境结束，或者课程换到另一个实验环境时，会响铃并说明你回到了自己的机器上，还没执行的输入会丢弃；这时按 Enter 进入下一个实验环境，按 q 离开。上课时按 t 用的是课程自己的终端；这里的 shell 与它并列，可以从两边看同一样东西。",
  "a shell on the lab's host": "实验环境的宿主机上的 shell",
  "where you have several labs: in that of the nslab with that process ID":
    "有几个实验环境时：在进程号为 4711 的 nslab 的那一个里",
  "a shell where the terminal container is now": "在终端 container 现在所在的地方打开 shell",
  "a shell on the machine next door": "在邻居那台机器上打开 shell",
  "types that line, prints what comes of it, and ends": "输入这一行，显示结果，然后结束",
  "the shell has ended, whatever it ended with, or you left it": "shell 已经结束（不论它的退出码是什么），或者你离开了它",
  "no lab of yours is running, it has ended and you left, or it has no room for another shell":
    "没有正在运行的实验环境，或者它已经结束、你也离开了，或者它容不下更多的 shell",
  "the nslab that has the lab could make no socket for others": "拥有实验环境的 nslab 没能建立供其他窗口使用的套接字",

  "Draws your lab that is running in another window, from the kernel's own state: its host and network namespaces, the cables between them, bridges, addresses, routes, firewall rules, processes, mounts and limits. In a lesson, m draws the same.":
    "按内核现在的状态，画出另一个窗口里正在运行的实验环境：宿主机和各网络命名空间、它们之间的连线、网桥、地址、路由、防火墙规则、进程、挂载和限额。上课时按 m 画的是同样的图。",
  "--watch draws it anew whenever something changes, with the change marked (in a low window processes and mounts are counted, and Up, Down and Space move), and goes on with the next lab of the same nslab; q ends it. Where nothing can be redrawn, as in a pipe, one drawing follows the other.":
    "--watch 一有变化就重画，并标出变化（窗口较矮时，进程和挂载只给出数目，用上下键和空格键移动）；同一个 nslab 换了实验环境，就接着画下一个；按 q 结束。不能重画时（例如在管道里），一幅接一幅地输出。",
  "draws the lab as it is now": "画出实验环境现在的样子",
  "where you have several labs: that of the nslab with that process ID": "有几个实验环境时：画进程号为 4711 的 nslab 的那一个",
  "in a second window, while you work in the first": "在第二个窗口里看，在第一个窗口里操作",
  "a picture for slides": "放进幻灯片的图",
  "writes over that picture": "覆盖那幅图",
  "a diagram that Markdown can hold": "可以放进 Markdown 的图",
  "for a program": "供程序使用",
  "no lab of yours is running, one is only being made, or the picture could not be written":
    "没有正在运行的实验环境，或者它还在新建，或者图没能写出",

  "Prints the commands that build container N as lesson 13 does, without running them: for you to read, or to type in a shell of your own in the lab. The bridge and the way out that all containers share are made where they are not there yet.":
    "输出第 13 课那样搭建容器 N 的全部命令，但不执行：可以用来读，也可以在实验环境里你自己的 shell 中输入。所有容器共用的网桥和出口，还没有时也会建立。",
  "the commands for the first container": "第一个容器的命令",
  "those for the second one, page by page": "第二个容器的命令，一页一页地看",

  "Tries on this machine everything that the lessons need, and says for each lesson whether it can run, with the reason where it cannot and the exact command that helps. It changes nothing.":
    "在这台机器上把各课需要的东西都实际试一遍，说明每一课能否运行；不能的，说明原因，并给出能解决问题的确切命令。它不改动任何东西。",
  "--fix installs the programs that are missing by the machine's own package manager, and looks again. An ordinary user is asked first, since it takes sudo.":
    "--fix 用这台机器自己的包管理器安装缺少的程序，然后再检查一遍。普通用户需要 sudo，所以会先询问。",
  "what this machine can do": "这台机器能做什么",
  "the same as root, who can more": "同上，但以 root 运行，能做的更多",
  "installs what is missing": "安装缺少的程序",
  "every lesson can run here": "每一课都能在这里运行",
  "some lessons cannot run here, or nothing could be installed": "有的课不能在这里运行，或者什么也没能装上",

  "Writes your own notes as Markdown: the commands that you ran, by Enter and in the terminal alike, what they printed, what they changed in the kernel, and the map at each lesson's end. A step that you do again replaces its notes.":
    "把你自己的笔记写成 Markdown：运行过的命令（按 Enter 运行的和在终端里输入的都算）、命令的输出、内核里的变化，以及每课结束时的地图。重做一步，它的笔记就换成新的。",
  "reads them page by page": "一页一页地看",
  "writes them to a file": "写到文件里",
  "writes over that file": "覆盖那个文件",
  "there is nothing to write yet, or it could not be read or written": "还没有内容可写，或者没能读出或写出",

  "Chooses the language of all that nslab says, from now on. Without one it is asked for; in a pipe the language that is spoken now is printed.":
    "选定今后使用的语言。不写则询问；在管道里则输出现在使用的语言。",
  "Until you choose, it is Chinese where the locale says so and the terminal can show it, else English. In a lesson the key g changes it as well. Every command takes --language, before or behind its name, for this once; NSLAB_LANGUAGE does the same for a whole shell.":
    "选定之前，系统的语言环境是中文、终端也能显示时用中文，否则用英文。上课时按 g 也能更换。每个命令都接受 --language，写在命令名之前或之后都可以，只对这一次有效；NSLAB_LANGUAGE 则对整个 shell 有效。",
  "Chinese from now on": "今后用中文",
  "this once": "只这一次",
  "your choice could not be kept": "选定的语言没能保存",

  "Removes what labs left whose processes were all killed at once, together with what cleans up after them: their directories for limits (cgroups), and the notes of them. Only what such a note names is removed, and it is said. Running labs are not touched. Every start does the same by itself.":
    "实验环境的进程连同负责善后的进程一下子全被杀死时，会留下一些东西：用于限额的目录（cgroup）和登记实验环境的记录。这里把它们清理掉。只清理记录里写明的，并逐一列出。正在运行的实验环境不受影响。每次启动也会自动清理。",
  "removes what dead labs of yours left": "清理已经结束的实验环境留下的东西",
  "the same for labs that were started with sudo": "同上，针对用 sudo 启动的实验环境",
  "something could not be removed; the message says what, and why": "有的没能清理掉；输出会说明是哪些、为什么",

  "Forgets what you have passed and your notes, after asking. A lab that is running is not touched. To repeat one lesson nothing need be forgotten: nslab lesson opens it again.":
    "询问之后，清除学习进度和笔记。正在运行的实验环境不受影响。只想重学一课时不必清除：nslab lesson 可以再打开它。",
  "first, if you want to keep your notes": "想保留笔记，就先运行这个",
  "asks, and begins anew": "询问之后，重新开始",
  "in that course alone, and that you trust it": "只清除那门课程的，连同对它的信任",
  "does not ask: for a script": "不询问：供脚本使用",
  "a file could not be removed; the message says which, and why": "有文件没能删除；输出会说明是哪个、为什么",

  "Prints a script that teaches your shell to complete nslab's commands, options, lessons and terminals when you press Tab. Without a shell's name it says how to install it; in a pipe it prints the script for the shell that SHELL names.":
    "输出一段脚本，让 shell 在按 Tab 时补全 nslab 的命令、选项、各课和终端。不写 shell 的名字则说明怎样安装；在管道里则输出 SHELL 所指的那种 shell 的脚本。",
  "says what to type, for each shell": "说明在各种 shell 里要输入什么",
  "for bash; it works in every shell opened from then on": "用于 bash；此后打开的每个 shell 都有效",
  "for zsh": "用于 zsh",
  "for fish": "用于 fish",
  "your shell, where none is named": "没有写明时，用它所指的 shell",
};
