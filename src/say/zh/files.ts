import type { Phrases } from "../words.ts";

/** Mounts, files, roots, and what a command showed. */
export const FILES: Phrases = {
  // what stands at a path
  "a file": "文件",
  "a directory": "目录",
  "a FIFO": "FIFO",
  "a socket": "套接字",
  "a device": "设备文件",
  "it is {what}": "它是 {what}",
  "it is the kernel's own, as what is in /proc": "它是内核自己的，和 /proc 里的一样",
  "its links lead in a circle": "符号链接绕成了圈",
  "its path is too long": "路径太长",
  "not even root of the lab may do so": "实验环境里的 root 也没有权限",
  "the kernel refuses it ({code})": "内核拒绝（{code}）",
  "there is no {path}": "没有 {path}",
  "there is no {path} there": "那里没有 {path}",
  "{path} is {what}": "{path} 是 {what}",
  "{path} could not be looked at: {why}": "无法查看 {path}：{why}",
  "{path} could not be read: {why}": "无法读取 {path}：{why}",

  // files and directories
  "{path} is a directory {where}": "{where}的 {path} 是目录",
  "there is a file {path} {where}": "{where}有文件 {path}",
  "there is an executable file {path} {where}": "{where}有可执行文件 {path}",
  '{file} that holds "{text}"': "{file}，其中有 {text}",
  "{file}, and not on the host": "{file}，宿主机上则没有",
  '{file} that holds "{text}", and not on the host': "{file}，其中有 {text}，宿主机的那个路径下则没有",
  "{file}, not executable": "{file}，但不可执行",
  "{file}, and holds something else": "{file}，但内容不符",
  "{file}, and could not be read: {why}": "{file}，但无法读取：{why}",
  "the host sees the same file": "宿主机看到的是同一个文件",
  "the host has it there as well": "宿主机在那里也有",
  "It was not made yet, or under another path.": "还没有创建，或者建在了别的路径下。",
  "It was not made yet, or under another path, or in another mount namespace.":
    "还没有创建，或者建在了别的路径下，或者建在了另一个挂载命名空间里。",
  "It was made on the host as well, under the same path.": "宿主机上的同一路径下也建了一个。",
  "It stands on a part of the file tree that both see.": "它所在的那部分文件树，双方都看得见。",
  "Something else was written into it, or nothing yet.": "还没有写入内容，或者写的是别的内容。",
  "Something else stands under that name.": "占用这个名字的是别的东西。",
  "Put the host right, on the host itself: {lines}": "在宿主机上恢复原状：{lines}",
  "{next}; then put the host right, on the host itself: {lines}": "{next}；然后在宿主机上恢复原状：{lines}",
  "Remove it first: {remove}. Then: {next}": "先删除它，{remove}。然后{next}",
  "Remove it first, since the host sees it: {remove}. Then, where the host does not see it: {next}":
    "宿主机也看得见它，先删除，{remove}。然后在宿主机看不见的地方：{next}",

  // what a file holds, as it was shown
  "what the file {name} holds": "文件 {name} 的内容",
  "The file was not printed, or another one, or in another terminal.":
    "没有输出这个文件，或者输出的是别的文件，或者是在另一个终端里输出的。",
  "{path} holds more than anybody can look through": "{path} 的内容太多，看不完",
  "{path} is empty": "{path} 是空的",
  "{path} holds: {text}": "{path} 的内容：{text}",

  // mounts
  "the directory {directory}": "目录 {directory}",
  "a file system of the type {type}": "类型为 {type} 的文件系统",
  "{where}, something is mounted on {path}": "{where}的 {path} 挂载了东西",
  "{where}, nothing is mounted on {path}": "{where}的 {path} 没有挂载任何东西",
  "{where}, {what} is mounted on {path}": "{where}的 {path} 挂载的是 {what}",
  "{where}, {what} is mounted on {path}, and the host has no mount there":
    "{where}的 {path} 挂载的是 {what}，宿主机在那里没有挂载",
  "a file system of the type {type} is mounted on {path}, for whoever has {tree} for a root directory":
    "对以 {tree} 为根目录的进程来说，{path} 上挂载的是类型为 {type} 的文件系统",
  "nothing is mounted on {path} there": "那里的 {path} 上没有挂载任何东西",
  "Make its mounts private first, in the terminal {terminal}: {lines}. {next}":
    "先在终端 {terminal} 里把它的挂载设为私有：{lines}。然后{next}",
  "Give the shell a mount namespace of its own first, in the terminal {terminal}: {enter}. {next}":
    "在终端 {terminal} 里启动一个有自己挂载命名空间的 shell：{enter}。接着{next}",
  "{source} is mounted on {path} ({type})": "{path} 上挂载了 {source}（{type}）",
  "{mount}, and the host sees the same": "{mount}，宿主机看到的也是它",
  "{mount}; the host has another mount there": "{mount}；宿主机在那里另有一个挂载",
  "{mount}; on the host there is a mount": "{mount}；宿主机上则有挂载",
  "The mount was made in another mount namespace, or on another directory, or not yet.":
    "还没有挂载，或者挂载在了别的目录上，或者是在另一个挂载命名空间里挂载的。",
  "It was not mounted yet, or on another directory, or in another terminal.":
    "还没有挂载，或者挂载在了别的目录上，或者是在另一个终端里挂载的。",
  "Something else was mounted there.": "那里挂载的是别的东西。",
  "Something was mounted on the host as well, in the same place.": "宿主机的同一个地方也挂载了东西。",
  "The mount was made on the host, after this terminal's mount namespace was copied from it.":
    "这个挂载是在宿主机上做的，而那时这个终端的挂载命名空间已经从宿主机复制出来了。",
  "The mount was made in the mount namespace of {place}, or has spread to it.":
    "挂载是在 {place} 的挂载命名空间里做的，或者传播到了那里。",
  "Nothing was mounted over what the host has there, or the mounts of the two are shared.":
    "没有在宿主机原有的挂载上再盖一层，或者双方的挂载是共享的。",
  "The shell there is in the host's mount namespace.": "那里的 shell 在宿主机的挂载命名空间里。",
  "The shell in there has a mount namespace of its own, or its root is the tree in another place: the host's mount is not seen from there.":
    "里面的 shell 有自己的挂载命名空间，或者它的根目录是出现在别处的这棵树：从那里看不见宿主机的挂载。",
  "Type the mount command in the terminal {terminal}, in the directory /root/docker.":
    "在终端 {terminal} 里输入挂载命令，当前目录为 /root/docker。",
  "Undo it on the host: {lines}": "在宿主机上撤销：{lines}",
  "Undo it in the terminal {terminal}: {lines}": "在终端 {terminal} 里撤销：{lines}",

  // propagation
  "{place} has a mount namespace of its own, and mounts pass between it and the host":
    "{place} 有自己的挂载命名空间，它与宿主机之间的挂载互相传播",
  "{place} has a mount namespace of its own, whose mounts are private": "{place} 有自己的挂载命名空间，其中的挂载是私有的",
  "the propagation of / is {own} there": "那里 / 的传播属性是 {own}",
  "the propagation of / is {own} there, {hosts} on the host": "那里 / 的传播属性是 {own}，宿主机上是 {hosts}",
  "the shell is in the host's mount namespace": "shell 在宿主机的挂载命名空间里",
  "The shell was started inside one whose mounts were private: it shares them with nobody else.":
    "这个 shell 是在挂载为私有的命名空间里启动的，它的挂载不与别处共享。",
  "unshare makes all mounts of the new namespace private, unless told otherwise.":
    "除非另行指定，unshare 会把新命名空间里的挂载都设为私有。",
  "Its mounts still belong to a peer group of the host's.": "它的挂载仍与宿主机的在同一个对等组里。",
  "that its mounts are shared": "挂载是共享的",
  "that its mounts are private": "挂载是私有的",
  "the kernel says that / is {propagation} there": "内核说那里的 / 是 {propagation}",
  "Another column was asked for, or the shell in that terminal is not in the mount namespace it should be in.":
    "查的是别的列，或者那个终端里的 shell 不在应在的挂载命名空间里。",

  // root directories
  "the process in front in the terminal {terminal} has {root} for its root directory":
    "终端 {terminal} 的前台进程以 {root} 为根目录",
  "the process in front in the terminal {terminal} stands outside its own root directory":
    "终端 {terminal} 的前台进程，当前目录在自己的根目录之外",
  "the process in front in the terminal {terminal} was started in a chroot, and has the host's / for its root directory":
    "终端 {terminal} 的前台进程是在 chroot 里启动的，却以宿主机的 / 为根目录",
  "{process} has the root directory {root}": "{process} 的根目录是 {root}",
  "of a process that has ended": "未知的（进程已经结束）",
  "/ of its own mount namespace, which is not the host's /": "它自己的挂载命名空间的 /，而不是宿主机的 /",
  "{root}, where the host's own / is mounted": "{root}，那里挂载的就是宿主机的 /",
  "{root}, and stands in {directory}": "{root}，当前目录是 {directory}",
  "{root}; no shell above it is in a chroot": "{root}；它上面没有 shell 在 chroot 里",
  "{root}, and was started below {jail}, whose root is {jailRoot}": "{root}，它是在 {jail} 之下启动的，后者的根目录是 {jailRoot}",
  "It failed, and said: {said}.": "命令失败了，报错是：{said}。",
  "It failed, and said: {said}. The program, its loader or one of its libraries is not in the tree.":
    "命令失败了，报错是：{said}。程序、它的加载器或某个库不在这棵文件树里。",
  "chroot was not run, it failed, or its shell has been left again with exit.":
    "没有执行 chroot，或者它失败了，或者又用 exit 退出了它的 shell。",
  "The host's own / is mounted on the directory that chroot was given.": "交给 chroot 的那个目录上，挂载的就是宿主机的 /。",
  "chroot was given another directory.": "交给 chroot 的是别的目录。",
  "See what it needs, and copy to the same place in the tree what is missing there: {look}":
    "看看它需要什么，把缺少的复制到文件树里的相同位置。{look}",
  "The root was changed together with the working directory, as chroot(1) does, or not at all.":
    "根目录和当前目录是一起换的（chroot 命令就是这样），或者根本没有换。",
  "The chroot was left by exit, not by a way out of it.": "是用 exit 退出 chroot 的，而不是从里面走出来的。",
  "The tree is the root of that mount namespace itself, as pivot_root makes it: nothing lies above it, so no way leads over the top. Runtimes use pivot_root for that.":
    "这棵文件树就是那个挂载命名空间的根，pivot_root 就是这样做的：它上面什么也没有，也就没有路可以从顶上出去。容器运行时正是为此使用 pivot_root。",
  "The shell is still inside the chroot.": "shell 仍在 chroot 里。",
  "Go in again: {enter}": "再进去一次。{enter}",
  "The way over the top leads out of a mere chroot. To take it, be in one: {leave}, until the shell is on the host, then {enter}":
    "从顶上出去，只能是从单纯的 chroot 里。所以先进入一个：{leave}，直到 shell 回到宿主机上，再输入 {enter}",
  "Type the lines of this step in the terminal {terminal}, one after the other.": "在终端 {terminal} 里逐行输入这一步的命令。",

  // trees of files
  "{path} is a link that leads out of {tree}": "{path} 是一个链接，通向 {tree} 之外",
  "{path} is an executable file": "{path} 是可执行文件",
  "{path} is no executable file": "{path} 是文件，但不可执行",
  "A link is only a path, and inside the tree that path leads nowhere: the file itself must be there.":
    "链接只是一个路径，在文件树里面，这个路径哪儿也通不到：必须有文件本身。",
  "It was not copied yet, or to another directory: paths in the tree begin in /root/docker, without a slash in front.":
    "还没有复制，或者复制到了别的目录：文件树里的路径从 /root/docker 开始，前面没有斜杠。",
  "{tree} holds {program}, and not the loader that it needs": "{tree} 里有 {program}，却没有它需要的加载器",
  "{path} needs no loader": "{path} 不需要加载器",
  "the loader is {loader}; it is in the tree": "加载器是 {loader}；文件树里有它",
  "the loader is {loader}; it is not in the tree": "加载器是 {loader}；文件树里没有它",
  "The loader was copied already.": "加载器已经复制过来了。",
  "The program was not copied yet, or to another place.": "程序还没有复制，或者复制到了别处。",
  "the libraries that {program} needs, and its loader": "{program} 需要的库和它的加载器",
  "ldd was asked about another program, or something else was typed.": "用 ldd 查的是别的程序，或者输入的是别的命令。",
  "{program} has no loader": "{program} 没有加载器",
  "the loader of {program} is {loader}": "{program} 的加载器是 {loader}",
  "it did not end": "它没有结束",
  "chroot is missing on this machine, or a program in the tree waits for something.":
    "这台机器上没有 chroot，或者文件树里的程序在等待什么。",
  "See what this machine lacks: {command}": "看看这台机器缺什么：{command}",
  "it ended with the exit code {code}": "它结束了，退出码是 {code}",
  "it ended with the exit code {code}: {line}": "它结束了，退出码是 {code}：{line}",
  "chroot itself failed: there is no {tree} any more.": "chroot 本身就失败了：{tree} 已经没有了。",
  "chroot itself failed: {tree} cannot be entered.": "chroot 本身就失败了：{tree} 进不去。",
  "A program, its loader or one of its libraries is not in the tree, or not under the path where it is looked for.":
    "程序、它的加载器或某个库不在文件树里，或者不在查找它的路径下。",
  "The program runs, and failed.": "程序能够运行，但失败了。",
  "all that its root directory holds": "根目录里的全部内容",
  "Another directory was listed, or the shell is not in the chroot.": "列出的是别的目录，或者 shell 不在 chroot 里。",
  "{root} holds {names}": "{root} 里有 {names}",
  "{root} holds more than {count} names": "{root} 里的名字超过 {count} 个",
  "the shell in the terminal {terminal} has the host's root directory": "终端 {terminal} 里的 shell 以宿主机的根目录为根目录",
};
