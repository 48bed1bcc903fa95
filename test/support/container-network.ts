/** Commands for the host that build the network of the course's lessons 6 to 8 around ns1, a stage each. */
export const NETWORK = {
  /** ns1 with lo up, joined to docker0 by a veth pair; both have their addresses. */
  bridge:
    "ip netns add ns1; ip -n ns1 link set lo up; ip link add docker0 type bridge; ip addr add 172.17.0.1/16 brd + dev docker0; ip link set docker0 up;" +
    " ip link add veth0 type veth peer name veth1 netns ns1; ip link set veth0 master docker0 up; ip -n ns1 addr add 172.17.0.2/16 brd + dev veth1; ip -n ns1 link set veth1 up",
  gateway: "ip -n ns1 route add default via 172.17.0.1",
  forward: "echo 1 > /proc/sys/net/ipv4/ip_forward",
  masquerade: "iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE",
  firewall:
    "iptables -P FORWARD DROP; iptables -A FORWARD -i docker0 ! -o docker0 -j ACCEPT; iptables -A FORWARD -i docker0 -o docker0 -j ACCEPT;" +
    " iptables -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
} as const;
