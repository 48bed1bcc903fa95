import type { TypedLesson } from "../../support/learner-data.ts";

export default {
  lesson: "bridge",
  steps: {
    bridge: [["ip link add docker0 type bridge"], ["ip link add name docker0 type bridge stp_state 0"]],
    port: [["ip link set veth0 master docker0"], ["ip link set dev veth0 up master docker0"]],
    "bridge-address": [
      ["ip addr add 172.17.0.1/16 brd + dev docker0", "ip link set docker0 up"],
      ["ip link set docker0 up", "ip addr add 172.17.0.1/16 dev docker0"],
      { lines: ["ifconfig docker0 172.17.0.1 netmask 255.255.0.0 up"], needs: ["ifconfig"] },
    ],
    look: [["bridge link"], ["ip link show master docker0"], { lines: ["brctl show"], needs: ["brctl"] }, ["ip -d link"]],
    "enter-netns": [["nsenter --net=/run/netns/ns1 bash"], ["nsenter --net=/run/netns/ns1"], ["ip netns exec ns1 /bin/bash"]],
    unshare: [
      ["unshare --fork --pid --mount --uts --ipc --mount-proc bash"],
      ["unshare -f -p --mount-proc -u -i"],
      ["unshare -fpmuiC --mount-proc /bin/bash"],
    ],
    "unshare-net": [
      ["unshare --net ip -br link"],
      ["unshare -n ip link show"],
      { lines: ["unshare -n ifconfig -a"], needs: ["ifconfig"] },
    ],
    "container-address": [
      ["ip addr add 172.17.0.2/16 brd + dev veth1", "ip link set veth1 up"],
      ["ip link set veth1 up", "ip address add 172.17.0.2/16 dev veth1"],
      [
        { in: "host", line: "ip -n ns1 addr add 172.17.0.2/16 dev veth1" },
        { in: "host", line: "ip -n ns1 link set dev veth1 up" },
      ],
    ],
    ping: [["ping -n -c 2 -i 0.2 172.17.0.1"], ["ping -c 1 -I veth1 172.17.0.1"]],
    outside: [["ping -c1 203.0.113.80"], ["ping -w 1 203.0.113.80"]],
    challenge: [
      [
        "ip link add veth2 type veth peer name veth3",
        "ip netns add ns2",
        "ip link set veth3 netns ns2",
        "ip link set veth2 up",
        "ip -n ns2 link set veth3 up",
        "ip -n ns2 addr add 172.17.0.3/16 dev veth3",
        "ip link set veth2 master docker0",
      ],
      {
        lines: [
          "ip netns add ns2",
          "ip -n ns2 link add veth3 type veth peer name veth2 netns 1",
          "ip netns exec ns2 ifconfig veth3 172.17.0.3",
          "brctl addif docker0 veth2",
          "ifconfig veth2 up",
        ],
        needs: ["ifconfig", "brctl"],
      },
    ],
  },
} satisfies TypedLesson as TypedLesson;
