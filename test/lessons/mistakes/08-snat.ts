import type { MistakesOfLesson } from "../../support/learner-data.ts";
import { FIREWALL } from "./08-snat-firewall.ts";
import { FIREWALL_BY_NFT, SNAT_BY_NFT } from "./nft.ts";

const WEB = "203.0.113.80";
const NAT = "iptables -t nat -A POSTROUTING";
const RIGHT = `${NAT} -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE`;
const inHost = (line: string) => ({ in: "host", line }) as const;

export default {
  lesson: "snat",
  mistakes: [
    {
      step: "gateway",
      who: "types it on the host, which has one",
      types: [inHost("ip route add default via 172.17.0.1")],
      told: /The route was not added, or not in the network namespace of ns1/,
      cure: [inHost("ip netns exec ns1 ip route replace default via 172.17.0.1")],
    },
    {
      step: "gateway",
      who: "takes the container itself for the gateway",
      types: ["ip route add default via 172.17.0.2"],
      told: /the gateway is the container's own address/,
      cure: ["ip route replace default via 172.17.0.1"],
    },
    {
      step: "gateway",
      who: "names the cable and no gateway",
      types: ["ip route add default dev veth1"],
      told: /the default route names no gateway/,
      cure: ["ip route replace default via 172.17.0.1"],
    },
    {
      step: "gateway",
      who: "adds a route to one network",
      types: ["ip route add 203.0.113.0/24 via 172.17.0.1"],
      told: /is for 203\.0\.113\.0\/24 alone; a default route is for every other address/,
      cure: [inHost("ip netns exec ns1 ip route replace default via 172.17.0.1")],
    },
    {
      step: "forward",
      who: "switches it on in the container",
      types: [{ in: "container", line: "echo 1 > /proc/sys/net/ipv4/ip_forward" }],
      told: /you have switched it on in the container's network[^]*was set in another one: ns1/,
      cure: ["sysctl -w net.ipv4.ip_forward=1"],
    },
    {
      step: "forward",
      who: "switches on one device",
      types: ["sysctl -w net.ipv4.conf.enp0s3.forwarding=1"],
      told: /conf\/DEVICE\/forwarding and the one for IPv6 are others/,
      cure: ["sysctl -w net.ipv4.ip_forward=1"],
    },
    {
      step: "private-source",
      who: "sends from the host",
      types: [`echo hello > /dev/udp/${WEB}/7`, `curl -s http://${WEB}/seen`].map(inHost),
      told: /the last it saw: udp 192\.168\.102\.253[^]*No UDP packet was sent from the container/,
      cure: [`echo hello > /dev/udp/${WEB}/7`, inHost(`curl -s http://${WEB}/seen`)],
    },
    {
      step: "masquerade",
      who: "forgets the table",
      types: [RIGHT.replace(" -t nat", "")],
      told: /no rule of POSTROUTING rewrites it/,
      cure: [RIGHT],
    },
    {
      step: "masquerade",
      who: "forgets the exclamation mark",
      types: [`${NAT} -s 172.17.0.0/16 -o docker0 -j MASQUERADE`],
      told: /a rule with `-o docker0` and without the `!`/,
      cure: ["iptables -t nat -D POSTROUTING 1", RIGHT],
    },
    {
      step: "masquerade",
      who: "names the destination for the source",
      types: [`${NAT} -d 172.17.0.0/16 ! -o docker0 -j MASQUERADE`],
      told: /does not fit it: it asks for -d 172\.17\.0\.0\/16/,
      cure: [`iptables -t nat -D POSTROUTING -d 172.17.0.0/16 ! -o docker0 -j MASQUERADE; ${RIGHT}`],
    },
    {
      step: "masquerade",
      who: "thinks of one container alone",
      types: [`${NAT} -s 172.17.0.2 ! -o docker0 -j MASQUERADE`],
      told: /172\.17\.255\.254[^]*it asks for -s 172\.17\.0\.2\/32/,
      cure: [`iptables -t nat -D POSTROUTING -s 172.17.0.2/32 ! -o docker0 -j MASQUERADE; ${RIGHT}`],
    },
    {
      step: "masquerade",
      who: "rewrites everything",
      types: [`${NAT} -j MASQUERADE`],
      told: /from 172\.17\.0\.2 to 172\.17\.0\.3[^]*The first rule that fits decides/,
      cure: [`iptables -t nat -D POSTROUTING -j MASQUERADE; ${RIGHT}`],
    },
    {
      step: "masquerade",
      who: "types it in the container",
      types: [{ in: "container", line: RIGHT }],
      told: /the rule is in the container's network, `ns1`/,
      cure: ["ip netns exec ns1 iptables -t nat -F", RIGHT],
    },
    ...SNAT_BY_NFT,
    {
      step: "delete",
      who: "forgets the table",
      types: ["iptables -F"],
      told: /MASQUERADE, by the rule[^]*The first rule that fits decides/,
      cure: ["iptables -t nat -D POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE"],
    },
    {
      step: "out-interface",
      who: "names an interface that is not there",
      types: [`${NAT} -s 172.17.0.0/16 -o eth0 -j MASQUERADE`],
      told: /it asks for -o eth0/,
      cure: [
        "iptables -t nat -D POSTROUTING -s 172.17.0.0/16 -o eth0 -j MASQUERADE; iptables -t nat -A POSTROUTING -s 172.17.0.0/16 -o enp0s3 -j MASQUERADE",
      ],
    },
    {
      step: "to-source",
      who: "appends in place of replacing",
      types: [`${NAT} -s 172.17.0.0/16 -o enp0s3 -j SNAT --to-source 192.168.102.253`],
      told: /the new rule stands behind the old one, and the first rule that fits decides/,
      cure: ["iptables -t nat -D POSTROUTING 1"],
    },
    {
      step: "to-source",
      who: "puts in an address of nobody",
      types: ["iptables -t nat -R POSTROUTING 1 -s 172.17.0.0/16 -o enp0s3 -j SNAT --to-source 192.168.102.254"],
      told: /an address that the host does not have/,
      cure: ["iptables -t nat -R POSTROUTING 1 -s 172.17.0.0/16 -o enp0s3 -j SNAT --to-source 192.168.102.253"],
    },
    ...FIREWALL,
    ...FIREWALL_BY_NFT,
  ],
} satisfies MistakesOfLesson as MistakesOfLesson;
