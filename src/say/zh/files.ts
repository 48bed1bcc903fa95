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
  "Remove it first: {remove}. Then: {next}": "先删除它，{remove}。然后：{next}",
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
};
