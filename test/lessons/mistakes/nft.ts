import type { Mistake } from "../../support/learner-data.ts";

// Mistakes of lessons 8, 9 and 13 made with nft.

const WEB = "203.0.113.80";
const VAIN = { in: "container", line: `ping -c 1 -W 0.5 ${WEB}` } as const;
const MASQUERADE = "iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE";
const PUBLISH = "iptables -t nat -A PREROUTING -p tcp -m tcp --dport 3033 -j DNAT --to-destination 172.17.0.2:3000";
const typed = (...lines: readonly string[]) => ({ lines, needs: ["nft"] });

const WALL = ["nft add table inet wall", "nft add chain inet wall through '{ type filter hook forward priority filter; }'"];
const OUT = ["nft add table ip docker", "nft add chain ip docker out '{ type nat hook postrouting priority srcnat; }'"];
const IN = ["nft add table ip way", "nft add chain ip way in '{ type nat hook prerouting priority dstnat; }'"];

export const SNAT_BY_NFT: readonly Mistake[] = [
  {
    step: "masquerade",
    who: "makes the rule with nft, and rewrites what containers send each other",
    types: typed(...OUT, "nft add rule ip docker out ip saddr 172.17.0.0/16 masquerade"),
    told: /MASQUERADE, by the rule ip docker out: ip saddr 172\.17\.0\.0\/16 masquerade/,
    cure: ["nft delete rule ip docker out handle 2", MASQUERADE],
  },
  {
    step: "masquerade",
    who: "makes the rule with nft, for the wrong way out",
    types: typed(...OUT, "nft add rule ip docker out ip saddr 172.17.0.0/16 oifname docker0 masquerade"),
    told: /`oifname docker0` without `!=`[^]*oifname "docker0" masquerade does not fit it/,
    cure: ["nft delete rule ip docker out handle 2", MASQUERADE],
  },
  {
    step: "masquerade",
    who: "makes a chain of nft without a hook",
    types: typed(OUT[0] ?? "", "nft add chain ip docker out", "nft add rule ip docker out oifname != docker0 masquerade"),
    told: /is never asked: its chain has no hook, and no rule jumps to it/,
    cure: ["nft delete rule ip docker out handle 2", MASQUERADE],
  },
  {
    step: "masquerade",
    who: "makes the rule with nft in the container",
    types: {
      lines: [{ in: "container", line: [...OUT, "nft add rule ip docker out oifname != docker0 masquerade"].join("; ") }],
      needs: ["nft"],
    },
    told: /the rule is in the container's network, `ns1`/,
    cure: ["ip netns exec ns1 nft delete rule ip docker out handle 2", MASQUERADE],
  },
];

export const FIREWALL_BY_NFT: readonly Mistake[] = [
  {
    step: "firewall",
    who: "has nft drop by a rule in place of the policy",
    types: { lines: [...WALL, "nft add rule inet wall through drop", VAIN], needs: ["nft"] },
    told: /a rule in `FORWARD` drops packets[^]*A rule that drops everything is not the policy/,
    cure: ["nft delete rule inet wall through handle 2; iptables -P FORWARD DROP", VAIN],
  },
  {
    step: "firewall",
    who: "drops with nft what is for the host itself",
    types: {
      lines: [
        "nft add table inet guard",
        "nft add chain inet guard in '{ type filter hook input priority filter; policy drop; }'",
        VAIN,
      ],
      needs: ["nft"],
    },
    told: /The policy of in in nft's table inet guard is DROP: that chain is for packets to the host itself/,
    cure: ["nft 'add chain inet guard in { policy accept; }'; iptables -P FORWARD DROP", VAIN],
  },
  {
    step: "accept-out",
    who: "accepts with nft what the policy of iptables drops",
    types: typed(...WALL, "nft add rule inet wall through iifname docker0 oifname != docker0 accept"),
    told: /the kernel asks iptables' chain FORWARD as well, and its policy DROP decides there, whatever nft accepts/,
    cure: ["iptables -t filter -A FORWARD -i docker0 ! -o docker0 -j ACCEPT"],
  },
];

export const DNAT_BY_NFT: readonly Mistake[] = [
  {
    step: "dnat",
    who: "leaves the inner port out, with nft",
    types: typed(...IN, "nft add rule ip way in tcp dport 3033 dnat to 172.17.0.2"),
    told: /your rule rewrites the address alone[^]*DNAT to 172\.17\.0\.2, by the rule ip way in: tcp dport 3033/,
    cure: ["nft delete rule ip way in handle 2", PUBLISH],
  },
  {
    step: "dnat",
    who: "takes the hook of the host's own packets, with nft",
    types: typed(
      "nft add table ip way",
      "nft add chain ip way own '{ type nat hook output priority -100; }'",
      "nft add rule ip way own tcp dport 3033 dnat to 172.17.0.2:3000",
    ),
    told: /a `DNAT` rule in another chain than `PREROUTING`[^]*its type nat, its hook output\. The packet passes the hook prerouting/,
    cure: ["nft delete rule ip way own handle 2", PUBLISH],
  },
  {
    step: "forward-port",
    who: "accepts with nft what the policy of iptables drops",
    types: typed(...WALL, "nft add rule inet wall through tcp dport 3000 accept"),
    told: /whatever nft accepts[^]*whatever nft accepts \(inet wall through: tcp dport 3000 accept\): the kernel asks both/,
    cure: ["iptables -t filter -A FORWARD -p tcp -m tcp --dport 3000 -j ACCEPT"],
  },
  {
    step: "published",
    who: "has a rule of nft in the way that is not judged",
    types: {
      lines: [
        ...[...WALL, "nft add rule inet wall through meta length 20-100 drop"].map((line) => ({ in: "host", line }) as const),
        "curl -I -m 0.5 192.168.102.253:3033/news/all",
      ],
      needs: ["nft"],
    },
    asks: true,
    told: /the host has a rule of nft that such a packet may meet, and that is not judged here: inet wall through: meta length/,
  },
];

export const CONTAINER_BY_NFT: readonly Mistake[] = [
  {
    step: "remove-rules",
    who: "forgets what nft has made",
    // Whoever did the chroot on the host is in there still.
    inFreshLab: true,
    types: typed("nft add table ip left", "iptables -t nat -F", "echo 0 > /proc/sys/net/ipv4/ip_forward"),
    told: /still there: nft's table ip left/,
    cure: ["nft delete table ip left"],
  },
];
