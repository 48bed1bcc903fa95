import type { Phrases } from "../words.ts";

/** Links, cables, bridges, addresses and network namespaces. */
export const NETWORK: Phrases = {
  // network namespaces
  "there is a network namespace named {name}": "有一个名为 {name} 的网络命名空间",
  "{name} is another name for the host's own network namespace": "{name} 是宿主机自己的网络命名空间的另一个名字",
  "{file} holds the network namespace {inode}": "{file} 对应网络命名空间 {inode}",
  "The name {name} was given to a namespace that existed already (ip netns attach).":
    "名字 {name} 给了一个已有的命名空间（ip netns attach）。",
  "there is no named network namespace": "没有带名字的网络命名空间",
  "the named network namespaces are {names}": "带名字的网络命名空间有 {names}",
  "There is a network namespace {alike}; the steps of this lesson say {name}, and a name counts letter by letter.":
    "有一个网络命名空间叫 {alike}；这一课的步骤里用的是 {name}，名字必须逐字相同。",
  "No network namespace has the name {name}: it was not made, was made under another name or without one (unshare -n), or was deleted.":
    "没有名为 {name} 的网络命名空间：可能还没有创建，可能创建时用了别的名字或没有名字（unshare -n），也可能已被删除。",
  "the shell in {place} is in the network namespace {name}": ({ place = "", name = "" }) =>
    `${place === "宿主机" ? "宿主机上" : `${place} 里`}的 shell 在网络命名空间 ${name} 里`,
  "its network namespace is {inode}, which is {name}": "它的网络命名空间是 {inode}，也就是 {name}",
  "its network namespace is {inode}, which has no name": "它的网络命名空间是 {inode}，没有名字",
  "its network namespace is {network}": "它的网络命名空间是 {network}",
  "its network namespace is the host's": "它的网络命名空间是宿主机的",
  "its network namespace is unknown": "它的网络命名空间无从知道",
  "It is a new one without a name, as unshare makes it with -n.": "它是新建的，没有名字：unshare 带 -n 时就会这样。",
  "Type in the terminal {terminal}: exit, until ip netns identify $$ prints {name}. Then unshare again, without -n.":
    "在终端 {terminal} 里输入 exit，直到 ip netns identify $$ 输出 {name}。然后再次 unshare，不带 -n。",
  "The shell was not started by ip netns exec, or has been left again with exit.":
    "这个 shell 不是用 ip netns exec 启动的，或者已经用 exit 退出了。",
  "the shell in {place} has PID, mount, UTS and IPC namespaces of its own, and the network of {name}":
    "{place} 里的 shell 有自己的 PID、挂载、UTS 和 IPC 命名空间，使用 {name} 的网络",

  // what could not be read
  "the network namespace of {place} could not be read: no reason was given": "无法读取 {place} 的网络命名空间：没有给出原因",
  "the network namespace of {place} could not be read: {complaint}": "无法读取 {place} 的网络命名空间：{complaint}",
  "There is far more in it than the course needs, so not all of it is looked at.":
    "里面的内容远远超出课程所需，因此没有全部查看。",
  "Remove what is not needed, or restart the lesson for a fresh lab.":
    "请删除不需要的内容，或者重新开始这一课，就会得到新的实验环境。",
  "ip or iptables is missing on this machine, or the kernel refuses it inside a user namespace.":
    "这台机器上没有 ip 或 iptables，或者内核不允许在用户命名空间里使用它。",
  "See what this machine lacks: nslab doctor": "查看这台机器缺少什么：nslab doctor",
  "the process in front in {place} has just ended": "{place} 里的前台进程刚刚结束",
  "A command was ending while the check looked.": "检查时正好有一条命令在结束。",

  // links
  "{place} has the link lo and no other, and lo is down": "{place} 只有接口 lo，而且 lo 没有启用",
  "The namespace has been worked on already.": "这个命名空间已经被改动过。",
  "{link} is up": "{link} 已启用",
  "{link} is down": "{link} 没有启用",
  "{link} is up {place}": "{place} 的 {link} 已启用",
  "A new link is down until somebody switches it on.": "新的接口要有人启用才会启用。",
  "{link} {place} is up and has a carrier": "{place} 的 {link} 已启用，并且有载波（carrier）",
  "{upOrDown}, with a carrier (its state is {state})": "{upOrDown}，有载波（carrier），状态是 {state}",
  "{upOrDown}, without a carrier (its state is {state})": "{upOrDown}，没有载波（carrier），状态是 {state}",
  "The link itself is down.": "这个接口自己没有启用。",
  "Its other end (of a bridge: every port of it) is down.": "它的对端没有启用（如果是网桥，就是所有端口都没有启用）。",
  "Switch the other end on as well: ip link set dev NAME up, in the namespace where it is.":
    "把对端也启用：在它所在的命名空间里输入 ip link set dev NAME up。",
  "Nothing alive is plugged into it: {link} {place} is down.": "插在它上面的接口都没有载波：{place} 的 {link} 没有启用。",
  "Its other end is down: {link} {place} is down.": "它的对端没有启用，也就是 {place} 的 {link}。",
  "Type in the shell that is in its namespace: {command}": "在位于那个命名空间里的 shell 中输入：{command}",
  "Make {link}, or move it there; this step or one before it shows how.":
    "请创建 {link}，或者把它移到那里；这一步或前面的某一步讲过做法。",
  "Make it, or move it there, first; this step or one before it shows how.":
    "请先创建它，或者把它移到那里；这一步或前面的某一步讲过做法。",
  "there is no link {link} {place}: the links there are none": "{place} 没有网络接口 {link}：那里一个接口也没有",
  "there is no link {link} {place}: the links there are {links}": "{place} 没有网络接口 {link}：那里的接口有 {links}",
  "There is no {link} in any network namespace: it was not made, or has been deleted with its other end.":
    "哪个网络命名空间里都没有 {link}：它没有创建，或者已经随对端一起删除。",
  "{link} is still on the host.": "{link} 还在宿主机上。",
  "{link} is in the network namespace {network}.": "{link} 在网络命名空间 {network} 里。",
  "The link {link} is not there.": "没有网络接口 {link}。",

  // bridges
  "{link} {place} is a bridge": "{place} 的 {link} 是网桥",
  "{link} is a link of the kind {kind}": "{link} 的类型是 {kind}",
  "Something else was given the name {name}.": "名字 {name} 给了别的接口。",
  "{link} is a port of the bridge {bridge} {place}": "{place} 的 {link} 是网桥 {bridge} 的端口",
  "{link} is a port of {bridge}": "{link} 是 {bridge} 的端口",
  "{link} is a port of no bridge": "{link} 不是任何网桥的端口",
  "{link} {place} is a port of no bridge": "{place} 的 {link} 不是任何网桥的端口",
  "The link has not been handed to the bridge.": "还没有把这个接口插到网桥上。",
  "No link is plugged into the bridge.": "网桥上还没有插任何接口。",
  "Plug one in: {command}": "插上一个：{command}",
  "What comes in by {link} goes to the bridge {bridge}, and not to {place}: its addresses do not work any more.":
    "从 {link} 进来的包都交给网桥 {bridge}，不再交给 {place}：它的地址不起作用了。",

  // veth pairs
  "{first} and {second} {place} are the two ends of one veth pair": "{place} 的 {first} 和 {second} 是同一个 veth 对的两端",
  "{first} {firstPlace} and {second} {secondPlace} are the two ends of one veth pair":
    "{firstPlace} 的 {first} 和 {secondPlace} 的 {second} 是同一个 veth 对的两端",
  "{link} is a {kind}": "{link} 的类型是 {kind}",
  "{link} has index {index}, its other end index {peerIndex}": "{link} 的编号是 {index}，对端的编号是 {peerIndex}",
  "Each of the two belongs to another pair, or is no veth at all.": "两者各属于不同的 veth 对，或者根本不是 veth。",
  "Start over. {next}": "重新来过。{next}",
  "one veth pair joins {places}, with {addresses} on its ends": "一个 veth 对连接 {places}，两端的地址分别是 {addresses}",
  "no link {place} has the address {address}": "{place} 没有接口带有地址 {address}",
  "The two links are not the ends of one pair: something else lies between them.":
    "这两个接口不是同一个 veth 对的两端，中间还隔着别的。",
  "Make one pair, put one end in each namespace, and give each end its address there.":
    "请创建一个 veth 对，两端各放进一个命名空间，再在那里给它们各自的地址。",
  "No cable leads into {place}: there is no link besides lo.": "没有网线通到 {place}：那里除了 lo 没有别的接口。",
  "Make a pair and put one of its ends there.": "请创建一个 veth 对，把其中一端放进去。",
  "{links} are gone, {places}": "{places} 都没有 {links} 了",
  "neither is there": "都不在了",
  "still there: {links}": "还在的有 {links}",
  "The pair was not deleted.": "这个 veth 对没有删除。",

  // addresses
  "{link} {place} has the address {address}": "{place} 的 {link} 有地址 {address}",
  "{link} has {addresses}": "{link} 的地址是 {addresses}",
  "{link} has no IPv4 address": "{link} 没有 IPv4 地址",
  "The address is there with another prefix length: ip addr add without one means /32, a network of one.":
    "地址有了，前缀长度却不对：ip addr add 不写前缀长度就是 /32，网络里只有它自己。",
  "The address is there with another prefix length, so in a network of another size.":
    "地址有了，前缀长度却不对，所在网络的大小也就不同。",
  "The address is there with another prefix length: the other end is then in no network that is known there.":
    "地址有了，前缀长度却不对：这样一来，对端就不在那里认得的任何网络里。",
  "Another link, {link}, has this address.": "这个地址在另一个接口 {link} 上。",
  "{link} was given another address: {address}.": "{link} 得到的是另一个地址：{address}。",
  "The address was not given, or not to {link}.": "还没有给出这个地址，或者没有给 {link}。",
  "The address was not given to any link there.": "那里没有哪个接口得到了这个地址。",
  "The address was given to {link}, {place}.": "地址给了 {place} 的 {link}。",
  "Take it away {place} ({undo}). {give}": "先在 {place} 把它去掉（{undo}）。{give}",
  "The address was given to {link}, {place}: it belongs {here}.": "地址给了 {place} 的 {link}，而它应当在 {here}。",
  "Take it away there ({undo}), and give it to the end that is {here}. {give}":
    "先在那里把它去掉（{undo}），再给 {here} 的那一端。{give}",

  // forwarding
  "{place} passes packets on that are for others": "{place} 转发发往别处的包",
  "{place} does not pass packets on that are for others": "{place} 不转发发往别处的包",
  "net.ipv4.ip_forward is {value} {place}": "{place} 的 net.ipv4.ip_forward 是 {value}",
  "The file for IPv4 is to hold {value}: conf/DEVICE/forwarding and the one for IPv6 are others.":
    "IPv4 的那个文件里应当是 {value}：conf/DEVICE/forwarding 和 IPv6 的是另外的文件。",
  "The switch belongs to a network namespace, and was set in another one: {network}.":
    "每个网络命名空间都有自己的开关，而打开的是另一个命名空间的：{network}。",
};
