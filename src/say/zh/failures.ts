import type { Phrases } from "../words.ts";

/** Why nslab could not begin, go on, read or write. */
export const FAILURES: Phrases = {
  "This machine could not start a lab: {why}.\nTo allow it: {fix}\nThen start nslab again. nslab doctor tells all that is missing here.":
    "这台机器没能启动实验环境：{why}。\n解决办法：{fix}\n然后重新启动 nslab。nslab doctor 会列出这里缺少的一切。",
  'The part "{part}" of the lab could not be made.': "实验环境的 {part} 部分没能建成。",
  "This machine could not start a lab. {what}": "这台机器没能启动实验环境。{what}",
  "Nothing was left behind. nslab doctor finds out what is missing and says how to get it.":
    "没有留下任何东西。nslab doctor 会查出缺少什么，并说明怎样补上。",
  "The lab has ended: a command in it has switched it off, as reboot does, or something outside has killed it, or the machine has run out of memory.":
    "实验环境已经结束：可能是里面的一条命令把它关掉了（reboot 就会这样），可能是外面的程序杀死了它，也可能是这台机器内存不足。",
  "Nothing is left of it and nothing you passed is lost. nslab start goes on in a fresh one.":
    "它没有留下任何东西，通过了的步骤都还记着。nslab start 会新建一个，接着往下学。",
  "Its last words: {complaint}": "它最后的输出：{complaint}",
  "Programs of the system that every lab needs are missing.": "缺少每个实验环境都需要的系统程序。",
  "Its script ended before the lab was up: a program it needs may be missing, or this system refuses user namespaces.":
    "建立它的脚本中途结束了：可能缺少所需的程序，也可能是这个系统不允许使用用户命名空间。",
  "This system refuses user namespaces.": "这个系统不允许使用用户命名空间。",
  "Its cgroup directories could not be made.": "没能建立它的 cgroup 目录。",
  "The limit of processes could not be set for it.": "没能为它设置进程数的限额。",
  "Nothing may be mounted, not even in a mount namespace of its own: this system refuses it to ordinary users, or to containers.":
    "什么也不能挂载，即使在它自己的挂载命名空间里也不行：这个系统不允许普通用户或容器这样做。",
  "A tmpfs could not be mounted in it.": "没能在里面挂载 tmpfs。",
  "The machine's /usr could not be shown in it.": "没能让这台机器的 /usr 出现在里面。",
  "Its file tree could not be mounted. Inside many containers a fresh /proc or /sys is refused, to ordinary users more often than to root (sudo nslab).":
    "没能挂载它的文件树。在许多容器里不允许挂载新的 /proc 或 /sys，对普通用户比对 root 更严（可以试试 sudo nslab）。",
  "Its host could not be started: a fresh /proc or /sys is refused, as inside many containers.":
    "没能启动它的宿主机：不允许挂载新的 /proc 或 /sys，许多容器里都是这样。",
  "Its network could not be made: ip, veth devices or bridges are missing.":
    "没能建立它的网络：缺少 ip 命令，或者内核不支持 veth 对或网桥。",
  "Its file tree could not become the root.": "没能把它的文件树变成根目录。",
  "Its copy of /etc could not be made.": "没能为它复制 /etc。",

  "The system said: {complaint}": "系统报告：{complaint}",
  "\nnslab has a defect, and had to end:\n{lines}\nThe lab is gone, nothing of it is left, and what you passed is kept: nslab start goes on from there. Please report this with the lines above, with nslab --version, and with what you did.":
    "\nnslab 出现了缺陷，只能结束：\n{lines}\n实验环境已经消失，没有留下任何东西，通过了的步骤都还记着：nslab start 会接着往下学。请报告这个缺陷，附上面的几行、nslab --version 的输出，以及你做了什么。",
  "nslab could not go on: {what}\n{complaint}\nNothing was left behind, and what you passed is kept.":
    "nslab 没法继续：{what}\n{complaint}\n没有留下任何东西，通过了的步骤都还记着。",
  "it may not open as many files as it needs. ulimit -n shows the limit; type ulimit -n 1024, and start nslab again.":
    "允许打开的文件数不够。ulimit -n 显示这个上限；请输入 ulimit -n 1024，再重新启动 nslab。",
  "the whole machine has no more room for open files. Close other programs, and start nslab again.":
    "整台机器打开的文件数已达上限。请关闭别的程序，再重新启动 nslab。",
  "the machine has no memory left. Close other programs, and start nslab again.":
    "这台机器内存不足。请关闭别的程序，再重新启动 nslab。",
  "the machine lets you start no more processes. ulimit -u shows the limit; close other programs, and start nslab again.":
    "你能启动的进程数已达上限。ulimit -u 显示这个上限；请关闭别的程序，再重新启动 nslab。",
  "The folder that you are in has been removed. Go to another one (cd), and type that again.":
    "你所在的目录已被删除。请换到另一个目录（cd），再输入一次。",
  "\nnslab has been upgraded or removed while it ran, so it had to end: a part that it needs now is no longer there. The lab is gone, nothing of it is left, and what you passed is kept. Start nslab again, or install it again, and it goes on there.":
    "\nnslab 在运行时被升级或卸载了，现在需要的部分已经不在，只能结束。实验环境已经消失，没有留下任何东西，通过了的步骤都还记着。请重新启动或重新安装 nslab，它会接着往下学。",

  "{code}: {reason}": "{reason}（{code}）",
  "{code}: {reason}, {call}": "{reason}（{code}，{call}）",
  "permission denied": "没有权限",
  "resource busy or locked": "资源忙或已锁定",
  "file already exists": "文件已存在",
  "file too large": "文件太大",
  "i/o error": "输入输出错误",
  "illegal operation on a directory": "不能对目录这样做",
  "too many symbolic links encountered": "符号链接层数太多",
  "too many open files": "打开的文件太多",
  "name too long": "名字太长",
  "file table overflow": "整台机器打开的文件太多",
  "no such file or directory": "没有这个文件或目录",
  "no space left on device": "磁盘已满",
  "not a directory": "不是目录",
  "no such device or address": "没有这个设备文件或地址",
  "operation not permitted": "不允许这样操作",
  "read-only file system": "文件系统只读",
  "text file is busy": "程序文件正在运行",

  "nslab could not write all of its output: {why}\n{complaint}": "nslab 的输出没能全部写出：{why}\n{complaint}",
  "it was refused. Send it to another file or program, and ask again.": "写入遭到拒绝。请换一个文件或程序接收输出，再试一次。",
  "the disk is full. Make room, and ask again.": "磁盘已满。请腾出空间，再试一次。",
  "your part of the disk is full. Make room, and ask again.": "你的磁盘配额已用完。请腾出空间，再试一次。",
  "the file may not be as large as that. ulimit -f shows the limit; raise it, and ask again.":
    "文件不允许这么大。ulimit -f 显示这个上限；请调大它，再试一次。",
  "{file} is there already and was left as it is. Choose another name, or add --force to write over it.":
    "{file} 已经存在，没有改动它。请换一个名字，或者加上 --force 覆盖它。",
  "{file} is a link, which is not followed. Name the file that you mean.":
    "{file} 是链接，不会跟随它写入。请写出文件本身的路径。",
  "{file} is none that can be written over. Choose another name.": "{file} 不是可以覆盖的文件。请换一个名字。",
  "{file} cannot be written: {detail}. Choose a file in a folder that you may write to.":
    "{file} 无法写入：{detail}。请选一个你有权写入的目录。",
  "{file} could not be written: {detail}. Make room, or choose another file; your journal is as it was.":
    "{file} 没能写完：{detail}。请腾出空间，或者换一个文件；你的学习记录没有改动。",
  "{file} could not be removed: {detail}. Remove it yourself, or make its folder writable.":
    "{file} 没能删除：{detail}。请自己删除它，或者让它所在的目录可写。",
  "\nThe recording {file} ends here: {detail}. What it holds up to now can be played; the course goes on.":
    "\n录制文件 {file} 到此为止：{detail}。已经录下的部分可以播放；课程照常进行。",
};
