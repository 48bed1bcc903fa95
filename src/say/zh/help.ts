import type { Phrases } from "../words.ts";

/** Commands, arguments and options, as they are declared; the frame of a help page; what is wrong with a command line. */
export const HELP: Phrases = {
  "{command}: {description}": "{command}：{description}",
  Usage: "用法",
  Description: "说明",
  Commands: "命令",
  Arguments: "参数",
  Options: "选项",
  Examples: "例子",
  Environment: "环境变量",
  Files: "文件",
  "Exit codes": "退出码",
  "See also": "另见",
  "{program} [command] [options]": "{program} [命令] [选项]",
  "{command} [options]": "{command} [选项]",
  "{description} ({value} by default)": "{description}（默认为 {value}）",
  "{value} (by default)": "{value}（默认）",
  "{description}: {choices}": "{description}：{choices}",

  "A course you run: build a Linux container by hand, every step run on your own kernel and proved.":
    "亲手搭建 Linux 容器的课程；每一步都在你自己的内核上真正执行，并得到验证。",
  "print the version": "显示版本号",
  "print this help": "显示这份帮助",
  "the language of all that nslab says; otherwise that of NSLAB_LANGUAGE, of your choice or of the locale":
    "nslab 使用的语言（不写时依次看 NSLAB_LANGUAGE、选定的语言、系统的语言环境）",
  "lines of plain text only, for a log or a screen reader; in Chinese, words stay Chinese":
    "只输出纯文本行，供日志或屏幕阅读器使用；汉字照常输出",
  "with --course: you trust whoever wrote it; do not ask": "与 --course 合用：你信任课程的作者，不再询问",
  "record what is shown to a file that asciinema plays": "把显示的内容录制到文件，可用 asciinema 播放",
  "write over a recording of that name": "覆盖同名的录制文件",
  "of the recording; asciinema before 3.0 plays v2 alone": "录制文件的格式（3.0 以前的 asciinema 只能播放 v2）",
  "another course than nslab's own, as README.md says": "打开另一门课程，而不是 nslab 自带的；见 README.zh.md",
  "where you have several labs: that of the nslab with this process ID": "有几个实验环境时，用 nslab 的进程号指定其中一个",

  "go on where you stand; without a terminal, play the whole course unattended":
    "从上次停下的地方继续；不在终端上时，自动播放整个课程",
  "open a lesson in a fresh lab at its starting point": "在新的实验环境里打开一课，从它的起点开始",
  "its number or its id, as nslab list shows them": "课的编号或 id，nslab list 会列出",
  "play it unattended and print what happens": "自动播放，并输出经过",
  "the lessons, what each teaches, and how far you are": "列出各课、每课的内容和你的进度",
  "one lesson, whose steps are listed": "只看这一课，列出它的步骤",
  "what each lesson teaches, too": "同时列出每课的内容",
  "how it is written": "输出格式",
  "judge your running lab as it is now; with none running, replay lessons in throw-away labs":
    "检查正在运行的实验环境现在的状态；没有在运行的，就在用完即弃的实验环境里回放各课",
  "lessons by number or id; all of them by default": "课的编号或 id，可以写几个；默认为全部",
  "replay lessons even while a lab is running": "即使有实验环境在运行，也回放各课",
  "how the report is written": "报告的格式",
  "lessons replayed side by side": "同时回放几课",

  "a shell of your own in the running lab": "在正在运行的实验环境里打开一个你自己的 shell",
  "where: host (default), neighbor, or where one of the lesson's terminals is now":
    "打开的位置：host（默认）、neighbor，或某个课程终端现在所在的地方",
  "draw the running lab: namespaces, cables, addresses, rules, processes, limits":
    "画出正在运行的实验环境（命名空间、连线、地址、规则、进程、限额）",
  "draw it anew whenever the lab changes; q ends": "实验环境一有变化就重画；按 q 结束",
  "lines of ASCII characters": "只用 ASCII 字符画线",
  "what is printed": "输出格式",
  "write an SVG picture instead": "改为写一幅 SVG 图",
  "write over a picture of that name": "覆盖同名的图",
  "colours of the SVG; auto follows its reader": "SVG 的配色（auto 跟随看图的程序）",
  "print the commands that build container N": "输出搭建容器 N 的全部命令",
  "its number, from 1": "容器的编号，从 1 开始",
  "what this machine can and cannot do, found out by doing it, with the exact fix":
    "实际试出这台机器能做什么、不能做什么，并给出确切的解决办法",
  "install missing tools with the machine's package manager": "用这台机器的包管理器安装缺少的工具",

  "your own notes as Markdown: the commands you ran, what they printed, and what they changed":
    "你自己的笔记（Markdown），记着运行过的命令、命令的输出和带来的变化",
  "write them to this file, not to the standard output": "写到这个文件，而不是标准输出",
  "write over a file of that name": "覆盖同名的文件",
  "the language of all that nslab says, from now on; without one, it is asked for": "今后使用的语言；不写则询问",
  "en for English, zh for Chinese": "en 是英文，zh 是中文",
  "remove what labs left that were killed together with what cleans up after them; safe at any time":
    "清理被强行杀死的实验环境留下的东西；随时可以放心运行",
  "forget what you have passed": "清除学习进度",
  "do not ask": "不询问",
  "print what teaches your shell to complete nslab's commands, options and lessons":
    "输出补全脚本，让 shell 能补全 nslab 的命令、选项和各课",
  "bash, zsh or fish; without one it says how to install it": "bash、zsh 或 fish；不写则说明怎样安装",

  "nslab --help shows all commands.": "nslab --help 列出所有命令。",
  "error: unknown option '{option}'": "错误：没有 {option} 这个选项",
  "error: unknown command '{command}'": "错误：没有 {command} 这个命令",
  "error: missing required argument '{argument}'": "错误：缺少参数 {argument}",
  "error: option '{option}' argument missing": "错误：选项 {option} 后面缺少值",
  "error: option '{one}' cannot be used with option '{other}'": "错误：选项 {one} 与 {other} 不能同时使用",
  "error: option '{option}' argument '{value}' is invalid. {advice}": "错误：选项 {option} 的值不能是 {value}。{advice}",
  "error: the value '{value}' of the variable {variable} is invalid. {advice}":
    "错误：变量 {variable} 的值不能是 {value}。{advice}",
  "error: '{value}' is invalid for the argument '{argument}'. {advice}": "错误：参数 {argument} 不能是 {value}。{advice}",
  "error: too many arguments for '{command}'. Expected none but got {got}.": "错误：{command} 不带参数，却给了 {got} 个。",
  "error: too many arguments for '{command}'. Expected 1 argument but got {got}.":
    "错误：{command} 只带 1 个参数，却给了 {got} 个。",
  "error: too many arguments for '{command}'. Expected {expected} arguments but got {got}.":
    "错误：{command} 只带 {expected} 个参数，却给了 {got} 个。",
  "Allowed choices are {choices}.": "可以是：{choices}。",
  "It is a whole number from 1 up.": "它应当是正整数。",
  "(Did you mean {word}?)": "（是不是想输入 {word}？）",
  "(Did you mean one of {words}?)": "（是不是想输入其中一个：{words}？）",
};
