import type { TypedLesson } from "../../support/learner-data.ts";

const HOST = "192.168.102.253";
const PUBLISHED = `${HOST}:3033/news/all`;
const SERVER = "172.17.0.2:3000";
const LOCAL_SWITCH = "net.ipv4.conf.docker0.route_localnet";

/** HTTP by hand: bash treats the file as a connection. */
const byHand = (address: string, port: number) =>
  `exec 7<>/dev/tcp/${address}/${port} && printf 'GET /news/all HTTP/1.0\\r\\n\\r\\n' >&7 && cat <&7`;

const nft = (...lines: readonly string[]) => ({ lines, needs: ["nft"] });

export default {
  lesson: "dnat",
  steps: {
    server: [
      { lines: ["node app.js &"], leaves: "prompt" },
      ["node ./app.js"],
      { lines: ["nohup node app.js > server.log 2>&1 &"], leaves: "prompt" },
    ],
    "by-address": [[`curl -s ${SERVER}/news/all`], [`wget -q -O - ${SERVER}/news/all`], [byHand("172.17.0.2", 3000)]],
    refused: [[`wget -t 1 -T 1 -O - ${PUBLISHED}`], [`echo > /dev/tcp/${HOST}/3033`], [`curl -v -m 1 ${PUBLISHED}`]],
    dnat: [
      [`iptables -t nat -A PREROUTING -p tcp --dport 3033 -j DNAT --to ${SERVER}`],
      [
        `iptables --wait -t nat --insert PREROUTING --destination ${HOST} --protocol tcp --dport 3033 --jump DNAT --to-destination ${SERVER}`,
      ],
      [
        "iptables -t nat -N PUBLISHED",
        `iptables -t nat -A PUBLISHED -p tcp --dport 3033 -j DNAT --to-destination ${SERVER}`,
        "iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j PUBLISHED",
      ],
      [
        "iptables -t nat -N DOCKER",
        "iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER",
        `iptables -t nat -A DOCKER ! -i docker0 -p tcp -m tcp --dport 3033 -j DNAT --to-destination ${SERVER}`,
      ],
      nft(
        "nft add table inet way",
        "nft add chain inet way in '{ type nat hook prerouting priority dstnat; }'",
        `nft add rule inet way in tcp dport 3033 dnat ip to ${SERVER}`,
      ),
    ],
    dropped: [[`wget -t 1 -T 1 -O - ${PUBLISHED}`], [`timeout 1 curl -m 0.4 ${PUBLISHED}`]],
    "forward-port": [
      ["iptables -A FORWARD -p tcp --dport 3000 -j ACCEPT"],
      [
        "iptables --wait -I FORWARD -d 172.17.0.2 -o docker0 -p tcp --dport 3000 -m conntrack --ctstate NEW,ESTABLISHED -j ACCEPT",
      ],
    ],
    published: [[`wget -q -O - ${PUBLISHED}`], [byHand(HOST, 3033)]],
    "who-asks": [[`wget -q -O - ${PUBLISHED}`], [`curl -i ${PUBLISHED}`]],
    conntrack: [
      [{ in: "neighbor", line: `wget -q -O - ${PUBLISHED}` }, "cat /proc/net/nf_conntrack"],
      { lines: [{ in: "neighbor", line: `curl -s ${PUBLISHED}` }, "conntrack -L --dst-nat"], needs: ["conntrack"] },
      { lines: [{ in: "neighbor", line: `curl -s ${PUBLISHED}` }, "conntrack -L | grep 3033"], needs: ["conntrack"] },
    ],
    "from-host": [["wget -t 1 -T 1 -O - http://localhost:3033/news/all"], [`curl -m 1 ${PUBLISHED}`]],
    output: [
      [`iptables -t nat -A OUTPUT -p tcp --dport 3033 -m addrtype --dst-type LOCAL -j DNAT --to ${SERVER}`],
      [`iptables -t nat -I OUTPUT -o lo -p tcp --dport 3033 -j DNAT --to-destination ${SERVER}`],
      nft(
        "nft add table ip own",
        "nft add chain ip own out '{ type nat hook output priority -100; }'",
        `nft add rule ip own out fib daddr type local tcp dport 3033 dnat to ${SERVER}`,
      ),
    ],
    localhost: [["wget -t 1 -T 1 -O - http://127.0.0.1:3033/news/all"], ["curl -m 0.4 -s -S http://localhost:3033/news/all"]],
    "route-localnet": [
      [`sysctl -w ${LOCAL_SWITCH}=1`, "iptables -t nat -A POSTROUTING -s 127.0.0.1 -o docker0 -j MASQUERADE"],
      [
        "sysctl -w net.ipv4.conf.all.route_localnet=1",
        "iptables -t nat -A POSTROUTING -o docker0 -m addrtype --src-type LOCAL -j SNAT --to-source 172.17.0.1",
      ],
      ["iptables -t nat -I POSTROUTING -s 127.0.0.0/8 ! -o lo -j MASQUERADE", `sysctl -w ${LOCAL_SWITCH}=1`],
    ],
    "hairpin-fails": [
      [`ip netns exec ns1 wget -t 1 -T 1 -O - ${PUBLISHED}`],
      [`nsenter --net=/run/netns/ns1 curl -m 0.4 ${PUBLISHED}`],
    ],
    hairpin: [
      ["iptables -t nat -A POSTROUTING -s 172.17.0.0/16 -d 172.17.0.2 -p tcp --dport 3000 -j MASQUERADE"],
      ["iptables -t nat -A POSTROUTING -s 172.17.0.2 -d 172.17.0.2 -j SNAT --to-source 192.168.102.253"],
      ["iptables -t nat -A POSTROUTING -s 172.17.0.0/16 -d 172.17.0.0/16 -j MASQUERADE"],
      [
        `iptables -t nat -A PREROUTING -i docker0 -p tcp -m tcp --dport 3033 -j DNAT --to-destination ${SERVER}`,
        "iptables -t nat -A POSTROUTING -s 172.17.0.2 -d 172.17.0.2 -p tcp --dport 3000 -j MASQUERADE",
      ],
      nft(
        "nft add table ip hairpin",
        "nft add chain ip hairpin out '{ type nat hook postrouting priority srcnat; }'",
        "nft add rule ip hairpin out ip saddr 172.17.0.0/16 ip daddr 172.17.0.2 oifname docker0 tcp dport 3000 masquerade",
      ),
    ],
    challenge: [
      [`iptables -t nat -I PREROUTING -s 192.168.102.10 -p tcp --dport 8080 -j DNAT --to ${SERVER}`],
      [
        `iptables -t nat -A PREROUTING -p tcp --dport 8080 --source 192.168.102.10/32 -d ${HOST} -j DNAT --to-destination ${SERVER}`,
      ],
      [
        "iptables -t mangle -A PREROUTING -p tcp --dport 8080 ! -s 192.168.102.10 -j DROP",
        `iptables -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination ${SERVER}`,
      ],
      nft(
        "nft add table ip guest",
        "nft add chain ip guest in '{ type nat hook prerouting priority dstnat; }'",
        `nft add rule ip guest in ip saddr 192.168.102.10 tcp dport 8080 dnat to ${SERVER}`,
      ),
    ],
  },
} satisfies TypedLesson as TypedLesson;
