import { containerCommands, containerNames, NAME_SERVER_LINE, ROOT_TREE_LINES } from "../../../src/course/container-script.ts";
import { exitLines } from "../../../src/course/exit-lines.ts";
import type { Line, Situation } from "../../../src/course/command.ts";
import type { TypedLesson } from "../../support/learner-data.ts";

const SERVER = `require("http").createServer((request, answer) => answer.end("hello\\n")).listen(3000, "0.0.0.0")`;

/** A group of that name with half a CPU and 64 MiB, written in other units, and a process in it. */
function limits(group: string, terminal: "container" | "container2", { cgroup, front }: Situation): readonly string[] {
  const pid = front(terminal);
  if (cgroup === "v2") {
    const directory = `/sys/fs/cgroup/${group}`;
    return [
      `mkdir ${directory}`,
      `cd ${directory}`,
      "echo 25000 50000 > cpu.max",
      "echo 67108864 > memory.max",
      `echo ${pid} > cgroup.procs`,
      "cd -",
    ];
  }
  const [cpu, memory] = ["cpu", "memory"].map((controller) => `/sys/fs/cgroup/${controller}/${group}`);
  return [
    `mkdir -p ${cpu} ${memory}`,
    `echo 50000 > ${cpu}/cpu.cfs_period_us; echo 25000 > ${cpu}/cpu.cfs_quota_us`,
    `echo 65536k > ${memory}/memory.limit_in_bytes`,
    `for group in ${cpu} ${memory}; do echo ${pid} > $group/cgroup.procs; done`,
  ];
}

const leave = (situation: Situation): readonly Line[] => [
  ...exitLines(situation, "container"),
  ...exitLines(situation, "container2").map((line) => ({ in: "container2", line }) as const),
  // the server was put into the network namespace alone, so it does not end with the container
  "pkill -f createServer",
];

const groups = ({ cgroup }: Situation) =>
  cgroup === "v2"
    ? "/sys/fs/cgroup/container1 /sys/fs/cgroup/container2"
    : "/sys/fs/cgroup/{cpu,memory}/container1 /sys/fs/cgroup/{cpu,memory}/container2";

export default {
  lesson: "container",
  steps: {
    netns: ["ip netns add ns1", ["touch /dev/null", "ip netns add ns1; ip netns"]],
    veth: [
      "ip link add veth0 type veth peer name veth1 netns ns1",
      ["ip -n ns1 link add veth1 type veth peer name veth0", "ip -n ns1 link set veth0 netns 1"],
    ],
    bridge: [
      [
        "ip link add name docker0 type bridge",
        "ip link set dev veth0 master docker0 up",
        "ip address add 172.17.0.1/16 dev docker0",
        "ip link set docker0 up",
      ],
      [
        "ip link add docker0 up type bridge",
        "ip addr replace 172.17.0.1/16 broadcast 172.17.255.255 dev docker0",
        "ip link set veth0 up",
        "ip link set veth0 master docker0",
      ],
    ],
    "root-tree": [ROOT_TREE_LINES],
    start: [
      ["nsenter --net=/run/netns/ns1", "unshare --fork --pid --mount --uts --ipc --mount-proc bash"],
      ["ip netns exec ns1 unshare -m -u -i -p -f --mount-proc"],
    ],
    limits: [(situation) => limits("container1", "container", situation)],
    address: [
      ["ip link set lo up", "ip addr add 172.17.0.2/16 dev veth1", "ip link set veth1 up", "ip route add default via 172.17.0.1"],
      [
        "ifconfig lo up || ip link set lo up",
        "ip link set veth1 up",
        "ip addr add 172.17.0.2/16 dev veth1",
        "ip route add 0.0.0.0/0 via 172.17.0.1 dev veth1",
      ],
    ],
    "way-out": [
      ["sysctl -w net.ipv4.ip_forward=1", "iptables -t nat -I POSTROUTING 1 --source 172.17.0.0/16 ! -o docker0 -j MASQUERADE"],
      [
        "echo 1 | tee /proc/sys/net/ipv4/ip_forward",
        "iptables --table nat --append POSTROUTING --source 172.17.0.0/16 ! --out-interface docker0 --jump MASQUERADE",
      ],
      ["echo 1 > /proc/sys/net/ipv4/ip_forward", "iptables -t nat -A POSTROUTING -s 172.17.0.0/16 -o enp0s3 -j MASQUERADE"],
      ["sysctl -q net.ipv4.ip_forward=1", "iptables -t nat -A POSTROUTING -o enp0s3 -j SNAT --to-source 192.168.102.253"],
      {
        lines: [
          "sysctl -q net.ipv4.ip_forward=1",
          `nft 'table ip docker { chain out { type nat hook postrouting priority 100; ip saddr 172.17.0.0/16 oifname != "docker0" masquerade; }; }'`,
        ],
        needs: ["nft"],
      },
    ],
    port: [
      (situation) => [
        // With no terminal of its own: killed, node gives one back as it found it, at bash's prompt without its echo.
        `nsenter -t ${situation.front("container")} -n node -e '${SERVER}' < /dev/null &> /dev/null &`,
        "iptables -t nat -A PREROUTING -i enp0s3 -p tcp --dport 3033 -j DNAT --to 172.17.0.2:3000",
      ],
      [
        `ip netns exec ns1 node -e '${SERVER}' &`,
        "iptables -t nat -I PREROUTING -p tcp -d 192.168.102.253 --dport 3033 -j DNAT --to-destination 172.17.0.2:3000",
      ],
    ],
    proc: ["mount -t proc proc proc", "mount -o bind /proc /root/docker/proc"],
    chroot: [
      ["chroot /root/docker /usr/bin/bash"],
      ["exec chroot . usr/bin/bash"],
      ["mount --rbind . . && cd /root/docker && mkdir -p old && pivot_root . old && exec usr/bin/bash"],
      ["unshare --root=/root/docker /usr/bin/bash"],
    ],
    names: [
      [
        { in: "host", line: NAME_SERVER_LINE },
        { in: "container", line: "ping -c 1 -W 1 example.com" },
      ],
      [{ in: "container", line: "echo nameserver 203.0.113.53 > /etc/resolv.conf" }],
    ],
    "second-network": [["ip netns add ns2", "ip link add veth2 master docker0 up type veth peer name veth3 netns ns2"]],
    "second-start": [
      [
        "nsenter --net=/run/netns/ns2 unshare -fpmui --mount-proc bash",
        "ip link set lo up",
        "ip addr add 172.17.0.3/16 dev veth3",
        "ip link set veth3 up",
        "ip route add default via 172.17.0.1",
        "mount -t proc proc proc",
        "exec chroot . usr/bin/bash",
      ],
    ],
    "second-limits": [(situation) => limits("container2", "container2", situation)],
    "each-other": ["ping -c 2 -i 0.2 172.17.0.3", "ping -c 1 -n 172.17.0.3"],
    leave: [leave],
    "remove-networks": [
      ["ip netns delete ns1; ip netns delete ns2", "ip link delete docker0 type bridge"],
      ["ip -all netns delete", "ip link del dev docker0"],
    ],
    "remove-rules": [["iptables -t nat -F", "sysctl -w net.ipv4.ip_forward=0"]],
    "remove-groups": [
      (situation) => `rmdir ${groups(situation)}`,
      (situation) => `for group in ${groups(situation)}; do rmdir $group; done`,
    ],
    "remove-files": ["rm -rf /root/docker/*", "find . -mindepth 1 -delete"],
    challenge: [containerCommands(containerNames(3)).map(({ line }) => line.replaceAll("172.17.0.4", "172.17.0.2"))],
  },
} satisfies TypedLesson as TypedLesson;
