import type { Phrases } from "../words.ts";

/** What a machine has and lacks: doctor, needs, set-up. */
export const MACHINE: Phrases = {
  // the report of doctor
  "{system}, kernel {kernel}, {who}.": "{system}，内核 {kernel}，{who}。",
  "{system}, kernel {kernel}, in a container ({container}), {who}.":
    "{system}，内核 {kernel}，运行在容器（{container}）里，{who}。",
  "as root": "身份是 root",
  "as an ordinary user": "身份是普通用户",
  "{machine} {labs}": "{machine}{labs}",
  "Labs here are made by root, with ids that nobody uses.": "实验环境由 root 建立，用的是别处都没有用到的 ID。",
  "Labs here are rootless.": "实验环境不需要 root。",
  "Every lesson needs:": "每一课都需要：",
  "{what}: {why}": "{what}：{why}",
  "{skipped} of {steps} steps skipped": "{steps} 步中要跳过 {skipped} 步",
  "{needs}, {skipped} of {steps} steps skipped": "{needs}；{steps} 步中要跳过 {skipped} 步",
  "What to do:": "解决办法：",
  "{tools}: not installed": "没有安装：{tools}",
  "nslab doctor --fix installs what is missing.": "nslab doctor --fix 会安装缺少的程序。",
  "All {all} lessons can run here.": "全部 {all} 课都能在这里运行。",
  "{whole} of {all} lessons can run here.": "共 {all} 课，能在这里运行的有 {whole} 课。",
  "{whole} of {all} lessons can run here, {more} more without some of its steps.":
    "共 {all} 课，能在这里运行的有 {whole} 课，另有 {more} 课要跳过一些步骤。",
  "{whole} of {all} lessons can run here, {more} more without some of their steps.":
    "共 {all} 课，能在这里运行的有 {whole} 课，另有 {more} 课要跳过一些步骤。",

  // doctor --fix
  "Nothing to install: no tool is missing.": "不用安装：工具都齐了。",
  "No package manager that nslab knows is here (apt, dnf, apk, pacman, zypper). Install the tools named above by this system's own means.":
    "这里没有 nslab 认识的包管理器（apt、dnf、apk、pacman、zypper）。请用这个系统自己的方式安装上面列出的工具。",
  "Only root can install them, and there is no terminal to ask for the password. Run on one: {line}":
    "只有 root 能安装，而这里不是终端，没法询问密码。请在终端上运行：{line}",
  "Run this now?": "现在运行吗？",
  "Nothing was installed. Run nslab doctor --fix again when you want it.":
    "什么也没有安装。需要时再运行 nslab doctor --fix 即可。",
  "{output}\n\nThis did not work: {command}\nWhat it said is above. When that is put right, run nslab doctor --fix again.":
    "{output}\n\n这条命令没有成功：{command}\n它的输出在上面。解决之后，请再运行 nslab doctor --fix。",

  // what a lab and the course need
  "user namespaces": "用户命名空间",
  "mapping of ids": "ID 映射",
  "mount namespaces": "挂载命名空间",
  "network namespaces": "网络命名空间",
  "PID namespaces": "PID 命名空间",
  "UTS namespaces": "UTS 命名空间",
  "IPC namespaces": "IPC 命名空间",
  "cgroup namespaces": "cgroup 命名空间",
  "mounting in them": "在命名空间里挂载",
  "a /proc of their own": "单独的 /proc",
  "a /sys of their own": "单独的 /sys",
  "overlay file systems": "overlay 文件系统",
  "veth pairs": "veth 对",
  bridges: "网桥",
  "a whole lab starts": "启动完整的实验环境",
  "POSIX message queues": "POSIX 消息队列",
  "the filter table": "filter 表",
  "the nat table": "nat 表",
  "matching by connection state": "按连接状态匹配",
  "rules made with nft": "用 nft 创建规则",
  "listing of connections": "列出跟踪的连接",
  "cgroups: cpu": "用 cgroup 限制 CPU",
  "cgroups: memory": "用 cgroup 限制内存",

  // what is done without it
  "{why}; the course uses instead: {instead}": "{why}；代替的办法：{instead}",
  "/usr is read-only in the lab": "实验环境里的 /usr 只读",
  "System V queues show the same": "用 System V 消息队列说明同样的道理",
  "iptables alone": "只用 iptables",
  "ping with a small -t": "用 ping，-t 取小值",
  "the counters of the rules show it": "看规则的计数",

  // why it does not work
  "AppArmor takes the rights away from user namespaces of ordinary users here (as Ubuntu does since 23.10)":
    "这里的 AppArmor 不给普通用户的用户命名空间任何权限（Ubuntu 从 23.10 起就是这样）",
  "this system refuses user namespaces: {setting} is {value}": "这个系统不允许使用用户命名空间：{setting} 的值是 {value}",
  "this system runs in a container ({container}) that does not let it: {complaint}":
    "这个系统运行在容器（{container}）里，容器不允许这样做：{complaint}",
  "the kernel's modules for it are not loaded, and a lab may not load them: {complaint}":
    "需要的内核模块没有加载，而实验环境无权加载：{complaint}",
  "this kernel does not have it: {complaint}": "这个内核没有这项功能：{complaint}",
  "needs what is missing above ({what})": "要先解决上面缺少的一项（{what}）",
  "no cgroup file system is mounted": "没有挂载 cgroup 文件系统",
  "the cgroup file system is read-only": "cgroup 文件系统是只读的",
  "the kernel offers no controller for {controllers}": "内核没有 {controllers} 控制器",
  "only root may make cgroups here": "这里只有 root 能创建 cgroup",
  "systemd makes the cgroups here, and none runs for this user, who has not logged in by a way that starts one":
    "这里的 cgroup 由 systemd 创建，而这个用户的登录方式没有启动他自己的 systemd",
  "systemd does not hand the cgroup controller {controller} on to ordinary users here":
    "这里的 systemd 没有把 cgroup 控制器 {controller} 委派给普通用户",
  "{tool} is not installed": "没有安装 {tool}",
  "it was refused without a word": "遭到拒绝，没有说明原因",
  "it could not be tried": "没法试",
  'its part "{part}" failed': "其中的 {part} 部分没能建成",
  "none of {folders} can be mounted over": "{folders} 都不能作为挂载点",
  "directories below /sys/fs/cgroup cannot be made": "无法在 /sys/fs/cgroup 下创建目录",
  "the systemd of this user does not make a scope": "这个用户的 systemd 没有创建 scope",

  // what to do about it
  "{now}; to keep it: {keep}": "{now}；要永久生效：{keep}",
  "{now}; to keep it: {keep}; or run nslab as root: sudo nslab":
    "{now}；要永久生效：{keep}；或者以 root 身份运行 nslab：sudo nslab",
  "start the container with: {command}": "这样启动容器：{command}",
  "start the container with: {command} (or --privileged)": "这样启动容器：{command}（或者用 --privileged）",
  "start the container with --privileged": "启动容器时加上 --privileged",
  "use a kernel that has it: the stock kernels of Debian, Ubuntu, Fedora, Arch and openSUSE do":
    "换用有这项功能的内核：Debian、Ubuntu、Fedora、Arch 和 openSUSE 自带的内核都有",
  "on Windows, in {file}: [wsl2] kernelCommandLine=cgroup_no_v1=all; then: wsl --shutdown":
    "在 Windows 上，往 {file} 里写入：[wsl2] kernelCommandLine=cgroup_no_v1=all；然后运行：wsl --shutdown",
  "add cgroup_enable=memory to the kernel's command line (Raspberry Pi: /boot/firmware/cmdline.txt; else GRUB_CMDLINE_LINUX in /etc/default/grub, then update-grub) and restart":
    "在内核命令行里加上 cgroup_enable=memory（树莓派改 /boot/firmware/cmdline.txt；其他机器改 /etc/default/grub 里的 GRUB_CMDLINE_LINUX，再运行 update-grub），然后重启",
  "use a kernel with CONFIG_CFS_BANDWIDTH, and start it without cgroup_disable on its command line":
    "换用启用了 CONFIG_CFS_BANDWIDTH 的内核，并去掉内核命令行里的 cgroup_disable",
  "run these lessons as root: {lesson}": "以 root 身份运行这几课：{lesson}",
  "{command}; or run these lessons as root: {lesson}": "{command}；或者以 root 身份运行这几课：{lesson}",
  "{command}; then restart the machine; or run these lessons as root: {lesson}":
    "{command}；然后重启这台机器；或者以 root 身份运行这几课：{lesson}",
  "see what the kernel says about it: dmesg | tail": "看内核怎么说：dmesg | tail",
  "try as root, which needs fewer permissions: sudo nslab doctor": "以 root 身份再试，需要的许可更少：sudo nslab doctor",
};
