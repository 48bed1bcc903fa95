import type { TypedLesson } from "../../support/learner-data.ts";

const IN_NS1 = "nsenter --net=/run/netns/ns1";

export default {
  lesson: "veth",
  steps: {
    netns: [["ip net add ns1"], ["cd /", "ip netns add ns1", "ip netns list", "cd -"]],
    file: [
      ["stat -L -c %i /run/netns/ns1 /proc/self/ns/net"],
      ["ls -iL /run/netns /proc/1/ns/net"],
      ["lsns -t net", "ls -i /run/netns"],
    ],
    inside: [
      ["ip -n ns1 -br link"],
      ["nsenter --net=/run/netns/ns1 ip addr"],
      { lines: ["ip netns exec ns1 ifconfig -a"], needs: ["ifconfig"] },
      ["ip netns exec ns1 bash", "ip addr", "exit"],
    ],
    "dead-lo": [
      [`${IN_NS1} ping -c 1 127.0.0.1`],
      ["ip netns exec ns1 ping -n -c1 -w1 localhost"],
      ["ip netns exec ns1 ping 127.0.0.1"],
    ],
    "lo-up": [
      ["ip -n ns1 link set lo up"],
      [`${IN_NS1} ip link set up dev lo`],
      ["ip netns exec ns1 bash", "ip link set lo up", "exit"],
      { lines: ["ip netns exec ns1 ifconfig lo 127.0.0.1 up"], needs: ["ifconfig"] },
    ],
    pair: [["ip link add name veth0 type veth peer veth1"], ["ip link add veth1 type veth peer name veth0", "ip -br link"]],
    move: [["ip link set dev veth1 netns ns1"], ["ip link set veth1 netns /run/netns/ns1"]],
    delete: [["ip -n ns1 link delete veth1"], ["ip link delete dev veth0"], [`${IN_NS1} ip link del veth1`]],
    again: [
      ["ip link add veth0 type veth peer name veth1 netns ns1"],
      ["ip -n ns1 link add veth1 type veth peer name veth0 netns 1"],
      ["ip link add veth1 type veth peer name veth0", "ip link set dev veth1 netns ns1", "ip link"],
    ],
    up: [["ip link set up veth0"], { lines: ["ifconfig veth0 up"], needs: ["ifconfig"] }],
    "up-inside": [["ip -n ns1 link set veth1 up"], [`${IN_NS1} ip link set dev veth1 up`]],
    address: [
      ["ip a add 10.0.0.1/24 broadcast + dev veth0"],
      { lines: ["ifconfig veth0 10.0.0.1 netmask 255.255.255.0"], needs: ["ifconfig"] },
      ["ip address replace 10.0.0.1/255.255.255.0 dev veth0"],
    ],
    "address-inside": [["ip -n ns1 addr add 10.0.0.2/24 dev veth1"], [`${IN_NS1} ip a add 10.0.0.2/24 dev veth1`]],
    ping: [
      ["ping -c 1 -I veth0 10.0.0.2"],
      ["ping -q -c 2 -i 0.2 10.0.0.2"],
      ["ping -n -c 2 -i 0.2 10.0.0.2"],
      ["ping -q -c1 10.0.0.1", "ping -c1 10.0.0.2"],
    ],
    challenge: [
      [
        "ip link add left type veth peer name right",
        "ip netns add ns2",
        "ip link set left netns ns1",
        "ip link set right netns ns2",
        "ip -n ns1 link set left up",
        "ip -n ns2 link set right up",
        "ip -n ns1 addr add 10.0.1.1/24 dev left",
        "ip -n ns2 addr add 10.0.1.2/24 dev right",
      ],
      [
        "ip netns add ns2",
        "ip -n ns2 link add eth0 type veth peer name eth1 netns ns1",
        "for n in 1 2; do ip -n ns$n addr add 10.0.1.$n/24 dev eth$((2 - n)); ip -n ns$n link set eth$((2 - n)) up; done",
      ],
      [
        "ip netns add ns2",
        "ip netns exec ns2 bash",
        "ip link add c2 type veth peer name c1",
        "ip addr add 10.0.1.2/24 dev c2",
        "ip link set c1 netns ns1",
        "ip link set c2 up",
        "ip -n ns1 link set c1 up",
        "ip -n ns1 addr add 10.0.1.1/24 dev c1",
        "exit",
      ],
    ],
  },
} satisfies TypedLesson as TypedLesson;
