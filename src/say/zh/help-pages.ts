import type { Phrases } from "../words.ts";

/** What help pages say of commands, beyond what is declared. */
export const HELP_PAGES: Phrases = {
  "no colours where NO_COLOR is set, colours also in a pipe with FORCE_COLOR=1":
    "设了 NO_COLOR 就不用颜色；FORCE_COLOR=1 时输出到管道也用颜色",
  "set by some terminals; where it says that the background is light, colours that are pale on it are not used":
    "有些终端会设置它；它表明背景是浅色时，不用在浅色背景上看不清的颜色",
  "TERM=dumb: nothing is redrawn, no colours. TERM=linux: nothing beyond ASCII is drawn":
    "TERM=dumb：不重画，不用颜色。TERM=linux：只画 ASCII 字符",
  "where they name a character set other than UTF-8, nothing beyond ASCII is drawn": "指定的字符集不是 UTF-8 时，只画 ASCII 字符",
  "en or zh: the language of all that nslab says, as with --language": "en 或 zh：nslab 使用的语言，与 --language 相同",
  "where they want Chinese and the terminal can show it, nslab speaks Chinese, unless another language was chosen":
    "它们要求中文、终端也能显示时，nslab 使用中文，除非另外选定了语言",
  "the folder for progress and notes; ~/.local/state by default": "保存进度和笔记的目录；默认为 ~/.local/state",
  "where that is, without XDG_STATE_HOME": "没有设 XDG_STATE_HOME 时，用来确定上面的目录",
  "who became root: progress, notes and recordings are that person's, in that person's own home":
    "是谁变成了 root：进度、笔记和录制文件都归这个用户，保存在其主目录里",
  "the folder of another course than nslab's own, as with --course": "另一门课程所在的目录，与 --course 相同",
  "the folder where running labs are noted; by default one below /run or /tmp":
    "登记正在运行的实验环境的目录；默认在 /run 或 /tmp 之下",

  "what you have passed, and where you stand": "通过了哪些步骤，学到了哪里",
  "what your notes are made from": "笔记由它生成",
  "progress and notes of a course that is not nslab's own; courses.json beside it: those you trust":
    "其他课程的进度和笔记；旁边的 courses.json 记着你信任的课程",
  "the language that you have chosen": "选定的语言",
  "a note of each running lab and the socket by which it is reached; as root /run/nslab, else /tmp/nslab-UID, where that is not set":
    "每个正在运行的实验环境的记录和通向它的套接字；没有设这个变量时，root 用 /run/nslab，其他用户用 /tmp/nslab-UID",

  "all well": "一切正常",
  "it was called wrongly; the message says how": "用法不对；输出会说明错在哪里",
  "this machine cannot; the message says why, and what to do": "这台机器做不到；输出会说明原因和解决办法",
  "this machine cannot, or all was skipped and nothing proved; the message says why, and what to do":
    "这台机器做不到，或者全部跳过、什么也没有验证；输出会说明原因和解决办法",
  "interrupted by Ctrl-C or a signal": "被 Ctrl-C 或信号中断",
  "unattended: a check failed; or the lab was ended from outside, or not all could be written":
    "自动播放时有检查没通过；或者实验环境被外界结束，或者输出没能全部写完",

  "nslab is a course that you run. Each step shows a command, runs it for real in a shell that you can take over, and asks the kernel whether it did what it says. All of it happens in a lab: a host of its own, made of namespaces, which cannot hurt this machine and leaves nothing behind.":
    "nslab 是一门可以运行的课程。每一步给出一条命令，在一个你随时可以接手的 shell 里真正执行它，再查看内核，确认它真的做到了该做的事。这一切都在实验环境里进行：那是一台由命名空间搭成的宿主机，伤不到这台机器，也不会留下任何东西。",
  "Without a command nslab goes on where you stand, as nslab start does, and takes the options of that. At any time in a lesson, ? explains the keys.":
    "不写命令时，nslab 与 nslab start 一样，从上次停下的地方继续，也接受它的选项。上课时随时可以按 ? 查看按键说明。",
  "begins the course, or goes on where you stand": "开始课程，或从上次停下的地方继续",
  "opens the lesson on bridges in a fresh lab": "在新的实验环境里打开讲网桥的那一课",
  "shows all lessons, and how far you are": "列出各课和你的进度",
  "in a second window: draws your lab as it changes": "在另一个窗口里：实验环境一有变化就重画",
  "tells what this machine can do, and how to get the rest": "查看这台机器能做什么，还缺的怎样补上",
  "a check failed, there is nothing to show, or it could not be written": "有检查没通过，没有内容可显示，或者没能写出",
  "nslab COMMAND --help or nslab help COMMAND says everything about one command":
    "nslab COMMAND --help 或 nslab help COMMAND 给出某个命令的全部说明",

  "Opens the lesson and the step where you left, in a fresh lab that is brought there in a moment; the first time, the beginning of the course. Leave whenever you like, by q or by closing the window: your place is kept after every step. A page that is longer than the window is gone through by Space and left by q; all that a command printed is shown by less, and PAGER and LESS are not read.":
    "打开上次停下的那一课、那一步：新建一个实验环境，片刻之间就恢复到那里。第一次运行时从课程开头开始。随时可以按 q 或关掉窗口离开：每通过一步，位置都会保存。一页比窗口长时，用空格键翻页，按 q 离开；命令的全部输出用 less 显示，不读取 PAGER 和 LESS。",
  "Without a terminal, as in a pipe, nobody can press keys: then the whole course is played and proved unattended, and no progress is recorded.":
    "不在终端上（例如在管道里）时没有人能按键：那就自动播放并验证整个课程，不记录进度。",
  "goes on where you stand": "从上次停下的地方继续",
  "the same for a screen reader: lines of text, nothing is ever redrawn": "同上，供屏幕阅读器使用：只有文本行，从不重画",
  "records all that is shown; asciinema play evening.cast plays it": "录下显示的全部内容；用 asciinema play evening.cast 播放",
  "plays the whole course into a log; exits 0 where something was proved and nothing failed":
    "播放整个课程，写成日志；有检查通过、没有失败时退出码为 0",

  "Opens that lesson at its first step, in a fresh lab where everything is made that the lesson starts from. From then on nslab start goes on from there. Lessons can be taken in any order and as often as you like; what you have passed stays passed.":
    "在新的实验环境里从第一步打开这一课，它的起点已经准备好。此后 nslab start 就从这里继续。各课可以按任意顺序学，学多少遍都行；通过了的步骤一直算通过。",
  "With --auto, or without a terminal, the lesson is played unattended and printed as it goes, and no progress is recorded.":
    "用 --auto，或者不在终端上时，自动播放这一课，边播放边输出，不记录进度。",
  "opens lesson 4": "打开第 4 课",
  "opens the lesson with the id bridge": "打开 id 为 bridge 的那一课",
  "plays it to its end: to see what it is about": "从头播放到尾：看看它讲什么",
  "records it; asciinema play bridge.cast plays that": "录下来；用 asciinema play bridge.cast 播放",

  "Shows the lessons, how many steps of each you have passed, how often the solution was shown, the time you spent, and where you stand. With a lesson, its steps: how each was passed, and the time it took.":
    "列出各课、每课通过的步数、看过几次解法、用了多少时间，以及你学到了哪里。写明一课时列出它的步骤：每一步是怎样通过的，用了多少时间。",
  "Time counts while you read, type or wait for a command; longer pauses are left out.":
    "阅读、输入和等待命令的时间都计入；较长的停顿不计。",
  "the course on one screen": "整个课程，一屏看完",
  "the steps of lesson 3": "第 3 课的步骤",
  "the lessons of a course that is not nslab's own; the first time you are asked whether you trust it":
    "另一门课程的各课；第一次会问你是否信任它",
  "for a program: the ids of all lessons": "供程序使用：所有课的 id",

  "While a lab of yours is running, in another window: judges that lab as it is now, and says of every step passed in it whether it is still true. Only the step reached last must be; later steps undo earlier ones on purpose. A lab that is just being replaced is waited for, for three seconds.":
    "另一个窗口里有你的实验环境在运行时：检查它现在的状态，逐一说明在其中通过的每一步是否仍然成立。必须成立的只有最后通过的那一步；后面的步骤有时会有意撤销前面的结果。实验环境正在更换时，最多等 3 秒。",
  "With --replay, or where no lab is running: plays lessons in labs of their own that are thrown away. Every check must fail before its command and pass after it, so that none proves nothing. As JSON, a step also has what a learner would be told there who did just this. The report is printed on the standard output, everything else on the standard error.":
    "用 --replay，或者没有实验环境在运行时：在各自的、用完即弃的实验环境里播放各课。每项检查在命令执行之前必须不通过，之后必须通过，这样才算真正证明了什么。JSON 格式里，每一步还带有照此去做的学习者会看到的提示。报告写到标准输出，其余一切写到标准错误。",
  "judges your running lab; without one, replays the course": "检查正在运行的实验环境；没有则回放整个课程",
  "where you have several labs: judges that of the nslab with that process ID":
    "有几个实验环境时：检查进程号为 4711 的 nslab 的那一个",
  "replays three lessons": "回放三课",
  "replays all, two at a time": "回放全部，每次同时两课",
  "your own course, while you write it": "编写自己的课程时用",
  "a report that CI systems read": "CI 系统能读的报告",
  "a check failed, your lab is only being made, or the report could not be written":
    "有检查没通过，实验环境还在新建，或者报告没能写出",
};
