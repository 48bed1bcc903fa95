import type { Phrases } from "../words.ts";

/** What is kept of a person, and courses that are not nslab's own. */
export const PERSON: Phrases = {
  "You came by {program} as {who}, whose home this system does not know (getent passwd {key}): your progress is kept with root's, in {directory}. Without {program}, nslab keeps it in your own home.":
    "你用 {program} 变成了 root（原来是：{who}），但系统不知道这个用户的主目录（getent passwd {key}）：学习进度会和 root 的存在一起，在 {directory}。不用 {program} 时，它存在你自己的主目录里。",
  "Your progress was written by a later nslab ({detail}). It is kept as {copy}; this nslab begins anew beside it. With the later nslab, move it back to {file}.":
    "学习进度是更新版本的 nslab 写的（{detail}）。它已另存为 {copy}；这个 nslab 另外重新记录。换回更新的版本时，请把它移回 {file}。",
  "Your progress file could not be read ({detail}). It is kept as {copy}, and a new one is begun. nslab lesson N opens any lesson.":
    "进度文件读不出来（{detail}）。它已另存为 {copy}，并另外新建了一个。nslab lesson N 可以打开任何一课。",
  "Your progress file {file} cannot be read: {detail}. Nothing will be recorded until that is put right; the course runs all the same.":
    "进度文件 {file} 无法读取：{detail}。解决之前不会记录进度；课程照常进行。",
  "No file can be kept for your running lab: {directory} is not a folder of yours, and nobody else may write there. The course goes on, but nslab map, nslab shell and nslab verify in another window will not find the lab. Remove {directory}, or set XDG_RUNTIME_DIR to a folder of your own, and start nslab again.":
    "没有地方登记正在运行的实验环境：{directory} 不是你的、只有你能写入的目录。课程照常进行，但是别的窗口里的 nslab map、nslab shell 和 nslab verify 会找不到它。请删除 {directory}，或者把 XDG_RUNTIME_DIR 设为你自己的目录，再重新启动 nslab。",
  "Your progress could not be saved to {file}: {detail}. The course goes on; put that right before you leave, and all that you pass is recorded.":
    "学习进度没能保存到 {file}：{detail}。课程照常进行；只要在离开之前解决，通过的步骤都会记下来。",
  "The lab is gone, and nothing of it is left on your machine. What you passed since then could not be saved to `{file}` ({detail}), and your place is not kept. Put that right; then `nslab lesson {lesson}` opens this lesson again.":
    "实验环境已经消失，这台机器上没有留下任何东西。此后通过的步骤没能保存到 `{file}`（{detail}），学到哪里也没有记下。请先解决这个问题，再用 `nslab lesson {lesson}` 重新打开这一课。",
  "The choice of a language could not be saved to {file}: {detail}. Until that is put right, name it each time: nslab --language {language}":
    "选定的语言没能保存到 {file}：{detail}。解决之前，请每次写明：nslab --language {language}",
  "What you do cannot be added to your notes in {file}: {detail}. The course goes on; put that right, and what you do next is noted.":
    "你做的事没能写进笔记 {file}：{detail}。课程照常进行；解决之后做的事会记下来。",

  "it has format {format}": "它的格式是 {format}",
  "it was written by a later nslab (it has format {format}), and is left as it is":
    "它是更新版本的 nslab 写的（格式是 {format}），没有改动它",
  "it has no format number": "里面没有格式编号",
  "its format number is none that was ever written": "里面的格式编号从未有过",
  "`current` is not a lesson and a step": "`current` 不是一课和一步",
  "`lessons` is not a list of passed steps": "`lessons` 不是通过的步骤的列表",
  "`attempts` is not a list of steps and the time they took": "`attempts` 不是步骤和用时的列表",
  "`questions` is not a list of questions and how they were answered": "`questions` 不是问题和答题情况的列表",
  "another nslab keeps {path} open": "另一个 nslab 正打开着 {path}",
  "{path} is no directory": "{path} 不是目录",
  "{path} is no file": "{path} 不是普通文件",
  "{path} belongs to somebody else": "{path} 属于别的用户",
  "{path} leads to {target}, which belongs to somebody else": "{path} 通向 {target}，而那里属于别的用户",
  "it is no file of nslab's own": "它不是 nslab 自己的文件",

  "A course of your own needs Node 20.6 or later; this is {version}. Get a newer one, then try again.":
    "打开自己的课程需要 Node 20.6 或更高版本；现在是 {version}。请换一个更新的版本，再试一次。",
  "Others than its owner may change this course: {path}.": "除了所有者，别人也能改动这门课程：{path}。",
  "Others than its owner may change this course: {path}, and {more} more in it.":
    "除了所有者，别人也能改动这门课程：{path}，以及其中另外 {more} 处。",
  "{what} Take that right away, then try again:\n  {command}\nIf it is not yours, copy it to a folder of your own first.":
    "{what}请去掉这个权限，再试一次：\n  {command}\n它若不是你的，请先复制到你自己的目录里。",
  "Others may put another course in the place of this one, since {folder} may be written to by others than its owner. Move the course to a folder of your own, or take that right away:\n  {command}":
    "别人可以把这门课程换成另一门，因为除了所有者，别人也能写入 {folder}。请把课程移到你自己的目录里，或者去掉这个权限：\n  {command}",
  "{path} is a link, or another thing that is no file. A course holds all its files itself: put the file there in its place.":
    "{path} 是链接，或者是别的不是文件的东西。课程的文件必须都在课程里：请把它换成文件本身。",
  "The folder is too large for a course at {path}: a course has at most 2000 files and 64 MiB. Name the folder that holds course.ts and the lessons alone.":
    "作为课程，这个目录太大了，到 {path} 就超出了上限：一门课程最多 2000 个文件、64 MiB。请写只放着 course.ts 和各课的目录。",
  "The course cannot be read at {path}: {detail}. Make it readable for you, then try again.":
    "课程里的 {path} 无法读取：{detail}。请让它对你可读，再试一次。",
  "There is no folder {folder}. Name the folder that holds the course's course.ts: nslab list --course FOLDER":
    "没有 {folder} 这个目录。请写 course.ts 所在的目录：nslab list --course FOLDER",
  "Your answer could not be kept in {file}: {detail}. You will be asked again next time.":
    "你的回答没能保存到 {file}：{detail}。下次还会再问。",
  "There is no terminal to ask on. If you trust it, say so: add --trust": "没有终端可以询问。如果你信任它，请加上 --trust",
  "Do you trust this course, and open it?": "信任并打开这门课程吗？",
  "It was not opened, and nothing of it was run. Without --course and NSLAB_COURSE, nslab plays its own course.":
    "没有打开它，也没有运行其中的任何东西。不用 --course 和 NSLAB_COURSE 时，nslab 打开自带的课程。",

  "{user} (you)": "{user}（你）",
  folder: "目录",
  owner: "所有者",
  from: "来源",
  changed: "最近改动",
  files: "文件数",
  "{when} ({path})": "{when}（{path}）",
  "a folder that is in no git repository": "不在 git 仓库里的目录",
  "a git repository without an origin": "没有 origin 的 git 仓库",
  "{from}, at commit {commit}": "{from}，提交 {commit}",
  "Careful: this course belongs to {owners}, not to you. Whoever that is can\nchange it at any time.":
    "注意：这门课程属于 {owners}，不属于你；其所有者随时可以改动它。",
  "This course is not nslab's own: somebody else wrote it, and nslab knows nothing\nof it.":
    "这不是 nslab 自带的课程：它是别人写的，nslab 对它一无所知。",
  "This course has changed since you trusted it on {when}.": "{when} 你信任它之后，这门课程有了改动。",
  "A course is a program. It runs with your rights, on your machine and outside of\nthe lab: it can read, change and send away whatever you can.":
    "课程是程序。它以你的权限在你的机器上、在实验环境之外运行：\n凡是你能读取、改动、外传的，它都能。",
  "You are root now: it can do anything to this machine and to everybody's files.":
    "你现在是 root：对这台机器和所有人的文件，它什么都能做。",
  "Open it only if you trust whoever wrote it, or have read its code.": "只有信任它的作者，或者读过它的代码，才可以打开。",

  "**{title}**, a course from `{folder}`. Every command in it runs for real, and after each one the kernel is asked whether it did what the course says.":
    "**{title}**，来自 `{folder}` 的课程。其中每条命令都真正执行；每次执行之后再查看内核，确认它真的做到了课程所说的事。",
  "The commands run in a *lab*: a small host made for you, with a network of its own, which ends when you quit.":
    "命令在*实验环境*里执行：一台专为你准备的小主机，有自己的网络，你退出时它就消失。",
  "- **Enter** runs the command that is shown. Better: **t** gives you the lab's own shell, and you type it.\n- **h** gives a hint, **?** explains all keys.":
    "- **Enter** 运行显示的命令。更好的办法：按 **t** 进入实验环境自己的 shell，由你来输入。\n- **h** 给出提示，**?** 说明所有按键。",
  "- **q** quits at any time. Your place is kept; `nslab --course {folder}` goes on from there.":
    "- **q** 随时退出。学到哪里会记住；`nslab --course {folder}` 就从那里继续。",
  "The lab is gone, and nothing of it is left on your machine. Your place in this course is kept: `nslab --course {folder}` goes on from there.":
    "实验环境已经消失，这台机器上没有留下任何东西。这门课程学到哪里已经记住：`nslab --course {folder}` 就从那里继续。",
  "That was the last lesson of **{title}**. `nslab lesson 1 --course {folder}`, or any other number, opens a lesson again.":
    "这是 **{title}** 的最后一课。`nslab lesson 1 --course {folder}`（或者别的编号）可以重新打开一课。",
  "{title} ({folder})": "{title}（{folder}）",
  "This is not nslab's own course: say --course {folder} with every command, or set NSLAB_COURSE to it.":
    "这不是 nslab 自带的课程：请在每个命令里写上 --course {folder}，或者把 NSLAB_COURSE 设为它。",
};
