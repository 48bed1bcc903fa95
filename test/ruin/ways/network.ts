import { hog, way, type Way } from "./way.ts";

/** Links, addresses, routes and rules. */
export const NETWORK: readonly Way[] = [
  way(
    "every link deleted",
    "for link in $(ip -br link | cut -d' ' -f1 | cut -d@ -f1); do ip link set $link down; ip link del $link; done",
  ),
  way(
    "every address flushed",
    "ip addr flush scope global; ip addr del 127.0.0.1/8 dev lo; ip -6 addr flush dev lo; ifconfig lo down",
  ),
  way(
    "every route flushed",
    "ip route flush table all; ip rule flush; ip route add blackhole default; ip -6 route add unreachable default",
  ),
  way(
    "iptables -F",
    "iptables -F; iptables -X; iptables -t nat -F; iptables -P INPUT DROP; iptables -P OUTPUT DROP; iptables -P FORWARD DROP; ip6tables -P INPUT DROP",
  ),
  way(
    "nft flush ruleset",
    "nft flush ruleset; nft add table inet ruin; nft add chain inet ruin in '{ type filter hook input priority 0; policy drop; }'",
  ),
  way(
    "links moved to where the machine is",
    "ip link set enp0s3 netns 1; ip link set lo netns OUTSIDE_PID; ip link add v1 type veth peer name ruin netns OUTSIDE_PID; ip netns attach x OUTSIDE_PID; ip netns attach y 1",
  ),
  way(
    "an address of the machine's taken",
    "ip addr add 127.0.0.1/8 dev enp0s3; ip addr add 10.0.2.2/8 dev enp0s3; ip route add local 0.0.0.0/0 dev lo; arping -c 1 -U 192.168.102.1",
  ),
  way(
    "the router's side",
    "ip neigh add 192.168.102.1 lladdr 00:00:00:00:00:01 dev enp0s3; ip neigh flush all; ip link set enp0s3 address 00:00:00:00:00:01; ping -c 1 -W 1 192.168.102.1",
  ),
  hog(
    45,
    "a thousand links",
    "for i in $(seq 1000); do echo link add v$i type veth peer name w$i; done | ip -batch - ; ip -br link | wc -l",
  ),
  hog(45, "a hundred networks", "for i in $(seq 100); do ip netns add n$i || break; done; ip netns | wc -l"),
  hog(
    45,
    "a hundred thousand routes and neighbors",
    "for i in $(seq 0 255); do for j in $(seq 0 100); do echo route add 10.$i.$j.0/24 via 192.168.102.1; done; done | ip -batch -; for i in $(seq 2 250); do for j in $(seq 1 20); do echo neigh add 192.168.$j.$i lladdr 00:00:00:00:$((i % 90 + 10)):$((j + 10)) dev enp0s3 nud reachable; done; done | ip -force -batch - 2>/dev/null",
  ),
  hog(
    45,
    "a loop of bridges",
    "ip link add b0 type bridge stp_state 0; ip link add b1 type bridge; ip link add l0 type veth peer name l1; ip link add m0 type veth peer name m1; for x in l0 m0; do ip link set $x master b0 up; done; for x in l1 m1; do ip link set $x master b1 up; done; ip link set b0 up; ip link set b1 up; ip addr add 10.9.9.1/24 dev b0; timeout 5 ping -b -f 10.9.9.255",
  ),
  hog(45, "packets without end", "ping -f -c 20000 -W 1 192.168.102.1 | tail -2; ping -f -s 60000 -c 2000 127.0.0.1 | tail -2"),
  hog(
    45,
    "connections without end",
    `perl -e 'use Socket; socket(my $l, AF_INET, SOCK_STREAM, 0); bind($l, sockaddr_in(9, INADDR_LOOPBACK)); listen($l, 4096); while (socket(my $s, AF_INET, SOCK_STREAM, 0)) { connect($s, sockaddr_in(9, INADDR_LOOPBACK)) or last; accept(my $a, $l); push @s, $s, $a; last if @s > 60_000 } print scalar(@s), " $!\\n"'`,
  ),
  way(
    "tunnels and taps",
    "mkdir -p /dev/net; mknod /dev/net/tun c 10 200; ip tuntap add t0 mode tap; ip link add g0 type gre remote 1.2.3.4; ip link add w0 type wireguard; ip link add m0 link enp0s3 type macvlan; ip link add x0 type vxlan id 1 dev enp0s3 dstport 4789; ip link add d0 type dummy",
  ),
  way(
    "traffic control and connection tracking",
    "tc qdisc add dev enp0s3 root netem loss 100%; tc qdisc add dev lo root tbf rate 1kbit burst 1k latency 1ms; conntrack -F; conntrack -D; ip xfrm policy flush; ip xfrm state flush",
  ),
  way(
    "logging by rules",
    "iptables -I OUTPUT -j LOG --log-prefix nslab-was-here; iptables -I OUTPUT -j NFLOG; iptables -A OUTPUT -m owner --uid-owner 0 -j REJECT; ping -c 2 -W 1 127.0.0.1; iptables -L -n",
  ),
];
