import type { TypedLesson } from "../../support/learner-data.ts";

const WEB = "203.0.113.80";
const OUT = "-s 172.17.0.0/16 -o enp0s3";

export default {
  lesson: "snat",
  steps: {
    gateway: [
      ["ip route add default via 172.17.0.1"],
      ["ip r add 0.0.0.0/0 via 172.17.0.1 dev veth1"],
      [{ in: "host", line: "ip -n ns1 route add default via 172.17.0.1" }],
    ],
    silence: [[`ping -n -c 1 -W 0.3 ${WEB}`], [`ping -q -w 1 ${WEB}`]],
    forward: [
      ["sysctl -w net.ipv4.ip_forward=1"],
      ["tee /proc/sys/net/ipv4/ip_forward <<< 1"],
      ["sysctl net.ipv4.conf.all.forwarding=1"],
    ],
    "no-way-back": [[`ping -n -c 1 -W 0.3 ${WEB}`], [`ping -q -w 1 ${WEB}`]],
    "private-source": [
      [`printf x > /dev/udp/${WEB}/7`, { in: "host", line: `wget -q -O - http://${WEB}/seen` }],
      [`exec 9<>/dev/udp/${WEB}/7`, "echo hello >&9", { in: "host", line: `curl ${WEB}/seen` }],
    ],
    masquerade: [
      ["iptables --wait -t nat --append POSTROUTING --source 172.17.0.0/16 ! --out-interface docker0 --jump MASQUERADE"],
      [
        "iptables -t nat -N OUT",
        "iptables -t nat -A OUT -s 172.17.0.0/255.255.0.0 -j MASQUERADE",
        "iptables -t nat -I POSTROUTING 1 ! -d 172.17.0.0/16 -j OUT",
      ],
      ["iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j SNAT --to-source 192.168.102.253"],
      {
        lines: [
          "nft add table ip docker",
          "nft add chain ip docker out '{ type nat hook postrouting priority srcnat; }'",
          "nft add rule ip docker out ip saddr 172.17.0.0/16 oifname != docker0 counter masquerade",
        ],
        needs: ["nft"],
      },
      {
        lines: [
          `nft 'table inet docker { chain out { type nat hook postrouting priority 100; ip saddr 172.17.0.0/16 oifname != "docker0" masquerade; }; }'`,
        ],
        needs: ["nft"],
      },
    ],
    "ping-out": [[`ping -n -c 2 -i 0.2 ${WEB}`], [`ping -c 1 -I veth1 ${WEB}`]],
    "far-end": [
      [`wget -q -O - http://${WEB}/`],
      [`curl ${WEB}`],
      [`exec 8<>/dev/tcp/${WEB}/80; printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&8; cat <&8`],
    ],
    list: [
      ["iptables -t nat -S"],
      ["iptables-save -t nat"],
      ["iptables -t nat -vnL"],
      { lines: ["nft list ruleset"], needs: ["nft"] },
    ],
    delete: [
      ["iptables --table nat --delete POSTROUTING 1"],
      ["iptables -t nat -F POSTROUTING"],
      ["iptables-save -t nat | sed '/SNAT/d' | iptables-restore"],
      { lines: ["nft flush chain ip docker out"], needs: ["nft"] },
      { lines: ["nft delete table inet docker"], needs: ["nft"] },
    ],
    "out-interface": [
      ["iptables --wait -t nat -I POSTROUTING -s 172.17.0.0/16 -o enp0s3 -j MASQUERADE"],
      [`iptables -t nat -A POSTROUTING ${OUT} -m comment --comment 'way out' -j MASQUERADE`, "iptables -t nat -S"],
    ],
    "to-source": [
      ["iptables -t nat -D POSTROUTING 1", `iptables -t nat -A POSTROUTING ${OUT} -j SNAT --to 192.168.102.253`],
      [
        `iptables -t nat -F POSTROUTING; iptables -t nat -A POSTROUTING ${OUT} -j SNAT --to-source 192.168.102.253-192.168.102.253`,
      ],
      [`iptables -t nat -I POSTROUTING ${OUT} -j SNAT --to-source 192.168.102.253`],
    ],
    firewall: [["iptables --policy FORWARD DROP", { in: "container", line: `ping -n -w 1 ${WEB}` }]],
    "accept-out": [
      ["iptables -A FORWARD -i docker0 -o enp0s3 -j ACCEPT"],
      ["iptables --wait -I FORWARD --in-interface docker0 ! --out-interface docker0 --jump ACCEPT"],
      ["iptables -A FORWARD -s 172.17.0.0/16 ! -d 172.17.0.0/16 -j ACCEPT"],
    ],
    "accept-between": [
      ["iptables -I FORWARD -i docker0 -o docker0 -j ACCEPT"],
      ["iptables -A FORWARD -s 172.17.0.0/16 -d 172.17.0.0/16 -j ACCEPT"],
    ],
    "accept-back": [
      ["iptables -I FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT"],
      ["iptables -A FORWARD -o docker0 -m state --state RELATED,ESTABLISHED -j ACCEPT"],
      ["iptables -A FORWARD -d 172.17.0.0/16 -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT"],
    ],
    "no-name": [
      ["chroot .", "ping -c1 example.com"],
      ["chroot /root/docker bash", "curl -m 1 example.com"],
    ],
    "resolv-conf": [
      ["install -D /etc/resolv.conf etc/resolv.conf"],
      [
        { in: "container", line: "mkdir /etc" },
        { in: "container", line: "echo nameserver 203.0.113.53 > /etc/resolv.conf" },
      ],
      ["mkdir /root/docker/etc", "cat /etc/resolv.conf > /root/docker/etc/resolv.conf"],
    ],
    name: [["getent hosts example.com"], ["curl -s http://example.com/"], ["ping -n -c 1 example.com"]],
    traceroute: [
      { lines: ["exit", `traceroute ${WEB}`], needs: ["traceroute"] },
      { lines: ["exit", `traceroute -I -n -q 1 ${WEB}`], needs: ["traceroute"] },
      ["exit", `for hops in 1 2 3; do ping -c 1 -W 1 -t $hops ${WEB}; done`],
    ],
    challenge: [
      [
        "ip addr add 192.168.102.200/24 dev enp0s3",
        "iptables -t nat -R POSTROUTING 1 -s 172.17.0.0/16 -j SNAT --to-source 192.168.102.200",
      ],
      ["ip addr add 192.168.102.200/24 dev enp0s3", `iptables -t nat -I POSTROUTING ${OUT} -j SNAT --to-source 192.168.102.200`],
      [
        "ip addr add 192.168.102.200 dev enp0s3",
        "iptables -t nat -F POSTROUTING",
        "iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j SNAT --to 192.168.102.200",
      ],
    ],
  },
} satisfies TypedLesson as TypedLesson;
