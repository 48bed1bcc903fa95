import type { Mistake } from "../../support/learner-data.ts";

const WEB = "203.0.113.80";
const NAT = "iptables -t nat -A POSTROUTING";
const RIGHT = `${NAT} -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE`;
const ACCEPT_OUT = "iptables -t filter -A FORWARD -i docker0 ! -o docker0 -j ACCEPT";
const ACCEPT_BACK = "iptables -t filter -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT";
const inHost = (line: string) => ({ in: "host", line }) as const;

/** Lesson 8 from its firewall on. */
export const FIREWALL: readonly Mistake[] = [
  {
    step: "firewall",
    who: "sets the policy of INPUT",
    types: ["iptables -P INPUT DROP", { in: "container", line: `ping -c 1 -W 0.5 ${WEB}` }],
    told: /the policy of `INPUT` is `DROP`: that chain is for packets to the host itself/,
    cure: ["iptables -P INPUT ACCEPT; iptables -P FORWARD DROP", { in: "container", line: `ping -c 1 -W 0.5 ${WEB}` }],
  },
  {
    step: "firewall",
    who: "appends a rule in place of the policy",
    types: ["iptables -A FORWARD -j DROP", { in: "container", line: `ping -c 1 -W 0.5 ${WEB}` }],
    told: /A rule that drops everything is not the policy/,
    cure: ["iptables -D FORWARD -j DROP; iptables -P FORWARD DROP", { in: "container", line: `ping -c 1 -W 0.5 ${WEB}` }],
  },
  {
    step: "accept-out",
    who: "gives up the firewall",
    types: ["iptables -P FORWARD ACCEPT"],
    told: /you have set the policy of `FORWARD` back to `ACCEPT`/,
    cure: [`iptables -P FORWARD DROP; ${ACCEPT_OUT}`],
  },
  {
    step: "accept-out",
    who: "accepts everything",
    types: ["iptables -A FORWARD -j ACCEPT"],
    told: /a rule accepts everything, also what strangers send/,
    cure: [`iptables -t filter -D FORWARD -j ACCEPT; ${ACCEPT_OUT}`],
  },
  {
    step: "accept-out",
    who: "takes INPUT for FORWARD",
    types: ["iptables -A INPUT -i docker0 -j ACCEPT"],
    told: /The new rule stands in the chain INPUT, and such a packet passes FORWARD/,
    cure: [`iptables -t filter -D INPUT -i docker0 -j ACCEPT; ${ACCEPT_OUT}`],
  },
  {
    step: "accept-out",
    who: "exchanges the two ways",
    types: ["iptables -A FORWARD ! -i docker0 -o docker0 -j ACCEPT"],
    told: /it asks for ! -i docker0/,
    cure: [`iptables -t filter -D FORWARD ! -i docker0 -o docker0 -j ACCEPT; ${ACCEPT_OUT}`],
  },
  {
    step: "accept-back",
    who: "lets everybody in",
    types: ["iptables -A FORWARD -o docker0 -j ACCEPT"],
    told: /a rule accepts everything, also what strangers send[^]*from the outside to port 22/,
    cure: [`iptables -t filter -D FORWARD -o docker0 -j ACCEPT; ${ACCEPT_BACK}`],
  },
  {
    step: "accept-back",
    who: "exchanges -i and -o",
    types: ["iptables -A FORWARD -i docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"],
    told: /it asks for -i docker0[^]*The host's firewall stops the answer/,
    cure: [`iptables -t filter -D FORWARD -i docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT; ${ACCEPT_BACK}`],
  },
  {
    step: "accept-back",
    who: "forgets RELATED",
    types: ["iptables -A FORWARD -o docker0 -m conntrack --ctstate ESTABLISHED -j ACCEPT"],
    told: /an ICMP error about a connection[^]*it asks for --ctstate ESTABLISHED/,
    cure: [`iptables -t filter -D FORWARD -o docker0 -m conntrack --ctstate ESTABLISHED -j ACCEPT; ${ACCEPT_BACK}`],
  },
  {
    step: "no-name",
    who: "forgets the chroot, where the name works",
    types: ["ping -c 1 example.com"],
    told: /that the name could not be resolved[^]*What was printed there is something else/,
    cure: ["chroot . usr/bin/bash", "ping -c 1 -W 1 example.com"],
  },
  {
    step: "resolv-conf",
    who: "forgets the directory, so that the copy is called etc",
    types: ["cp /etc/resolv.conf etc"],
    told: /`\/root\/docker\/etc` is a file/,
    cure: ["rm /root/docker/etc", "mkdir -p etc", "cp /etc/resolv.conf etc/"],
  },
  {
    step: "resolv-conf",
    who: "stands in another directory",
    types: ["cd", "mkdir -p etc", "cp /etc/resolv.conf etc/"],
    told: /there is no \/root\/docker\/etc\/resolv\.conf/,
    cure: ["mkdir -p /root/docker/etc; cp /etc/resolv.conf /root/docker/etc/"],
  },
  {
    step: "resolv-conf",
    who: "writes down a name server of 127.0.0.0/8",
    types: ["mkdir -p etc", "echo nameserver 127.0.0.53 > etc/resolv.conf"],
    told: /in the container that is the container itself, where none runs/,
    cure: ["cp /etc/resolv.conf etc/"],
  },
  {
    step: "name",
    who: "leaves the chroot",
    types: ["exit", "ping -c 1 -W 1 example.com"],
    told: /has the root directory \/[^]*chroot was not run, it failed, or its shell has been left/,
    cure: ["chroot /root/docker usr/bin/bash"],
  },
  {
    step: "traceroute",
    who: "traces from the host",
    types: [inHost(`for hops in 1 2; do ping -n -c 1 -W 1 -t $hops ${WEB}; done`)],
    told: /the command was typed in the terminal host/,
  },
  {
    step: "far-end",
    who: "has flushed the rules",
    types: [inHost("iptables -t nat -F"), `curl -s -m 0.5 http://${WEB}/`],
    asks: true,
    told: /no rule of POSTROUTING that fits puts the host's own in[^]*-s 172\.17\.0\.0\/16 ! -o docker0 -j MASQUERADE/,
    cure: [inHost(RIGHT), `curl -s http://${WEB}/`],
  },
  {
    step: "list",
    who: "misspells the program",
    types: ["iptabels -t nat -L"],
    told: /has found no program iptabels: it is misspelled, not installed/,
  },
  {
    step: "accept-between",
    who: "opens the firewall to everybody",
    types: ["iptables -A FORWARD -o docker0 -j ACCEPT"],
    told: /FORWARD lets containers talk to each other, and nobody from the outside to them/,
  },
  {
    step: "traceroute",
    who: "has lost the default route",
    types: ["exit", inHost("ip -n ns1 route del default"), `ping -n -c 1 -W 1 -t 1 ${WEB}`],
    asks: true,
    told: /No route leads from ns1 to 203\.0\.113\.80[^]*ip -n ns1 route add default via 172\.17\.0\.1/,
  },
  {
    step: "challenge",
    who: "does not give the host the address",
    types: ["iptables -t nat -R POSTROUTING 1 -s 172.17.0.0/16 -o enp0s3 -j SNAT --to-source 192.168.102.200"],
    told: /the host does not have that address, so answers to it reach nobody/,
    cure: ["ip addr add 192.168.102.200/24 dev enp0s3"],
  },
  {
    step: "challenge",
    who: "appends behind the older rule",
    types: [
      "ip addr add 192.168.102.200/24 dev enp0s3",
      "iptables -t nat -A POSTROUTING -s 172.17.0.0/16 -o enp0s3 -j SNAT --to-source 192.168.102.200",
    ],
    told: /your rule stands behind an older one that also fits/,
    cure: ["iptables -t nat -R POSTROUTING 1 -s 172.17.0.0/16 -o enp0s3 -j SNAT --to-source 192.168.102.200"],
  },
  {
    step: "challenge",
    who: "rewrites what the host itself sends, too",
    types: [
      "ip addr add 192.168.102.200/24 dev enp0s3",
      "iptables -t nat -R POSTROUTING 1 -o enp0s3 -j SNAT --to-source 192.168.102.200",
    ],
    told: /no condition on the source, so it rewrites what the host itself sends as well/,
    cure: ["iptables -t nat -R POSTROUTING 1 -s 172.17.0.0/16 -o enp0s3 -j SNAT --to-source 192.168.102.200"],
  },
];
