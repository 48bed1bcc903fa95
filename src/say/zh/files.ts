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
};
