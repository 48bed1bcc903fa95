import type { MistakesOfLesson } from "../../support/learner-data.ts";
import { DNAT_BY_NFT } from "./nft.ts";

const PUBLISHED = "192.168.102.253:3033/news/all";
const SERVER = "172.17.0.2:3000";
const PORT = "-p tcp -m tcp --dport 3033";
const RIGHT = `iptables -t nat -A PREROUTING ${PORT} -j DNAT --to-destination ${SERVER}`;
const OPEN = "iptables -t filter -A FORWARD -p tcp -m tcp --dport 3000 -j ACCEPT";
const OWN = `iptables -t nat -A OUTPUT ${PORT} -m addrtype --dst-type LOCAL -j DNAT --to-destination ${SERVER}`;
const HAIRPIN =
  "iptables -t nat -A POSTROUTING -s 172.17.0.0/16 -d 172.17.0.2 -o docker0 -p tcp -m tcp --dport 3000 -j MASQUERADE";
const inHost = (line: string) => ({ in: "host", line }) as const;

export default {
  lesson: "dnat",
  mistakes: [
    {
      step: "server",
      who: "starts it on the host",
      types: [inHost("node app.js")],
      told: /the server runs on the host/,
      cure: ["node app.js"],
    },
    {
      step: "server",
      who: "lets it listen on 127.0.0.1",
      types: ["sed -i s/0.0.0.0/127.0.0.1/ app.js", "node app.js"],
      told: /the server listens on `127\.0\.0\.1` alone/,
    },
    {
      step: "server",
      who: "misspells the file",
      types: { lines: ["node ap.js"], leaves: "prompt" },
      told: /was not started, has ended, or listens on another port: read what it printed/,
      cure: ["node app.js"],
    },
    {
      step: "by-address",
      who: "asks the host's own port 3000",
      inFreshLab: true,
      types: ["curl -I localhost:3000/news/all"],
      told: /Failed to connect|Connection refused/,
      cure: [`curl -I ${SERVER}/news/all`],
    },
    {
      step: "refused",
      who: "asks from the host",
      types: [inHost(`curl -I -m 1 ${PUBLISHED}`)],
      told: /the command was typed in the terminal host[^]*Go to the terminal neighbor/,
      cure: [`curl -I -m 1 ${PUBLISHED}`],
    },
    {
      step: "dnat",
      who: "takes the chain of the host's own packets",
      types: [RIGHT.replace("PREROUTING", "OUTPUT")],
      told: /there is a `DNAT` rule in another chain than `PREROUTING`/,
      cure: [`${RIGHT.replace("-A PREROUTING", "-D OUTPUT")}; ${RIGHT}`],
    },
    {
      step: "dnat",
      who: "takes a chain in which DNAT is not possible",
      types: [RIGHT.replace("PREROUTING", "POSTROUTING")],
      told: /no rule of PREROUTING rewrites it/,
      cure: [RIGHT],
    },
    {
      step: "dnat",
      who: "exchanges the ports",
      types: ["iptables -t nat -A PREROUTING -p tcp --dport 3000 -j DNAT --to-destination 172.17.0.2:3033"],
      told: /your rule is for port 3000\. That is where the server listens/,
      cure: ["iptables -t nat -D PREROUTING 1", RIGHT],
    },
    {
      step: "dnat",
      who: "leaves the inner port out",
      types: [`iptables -t nat -A PREROUTING ${PORT} -j DNAT --to-destination 172.17.0.2`],
      told: /your rule rewrites the address alone/,
      cure: ["iptables -t nat -D PREROUTING 1", RIGHT],
    },
    {
      step: "dnat",
      who: "asks for the source port",
      types: [`iptables -t nat -A PREROUTING -p tcp --sport 3033 -j DNAT --to-destination ${SERVER}`],
      told: /it asks for --sport 3033/,
      cure: [`iptables -t nat -D PREROUTING -p tcp -m tcp --sport 3033 -j DNAT --to-destination ${SERVER}; ${RIGHT}`],
    },
    {
      step: "dnat",
      who: "publishes UDP",
      types: [`iptables -t nat -A PREROUTING -p udp --dport 3033 -j DNAT --to-destination ${SERVER}`],
      told: /it asks for -p udp/,
      cure: [`iptables -t nat -D PREROUTING -p udp -m udp --dport 3033 -j DNAT --to-destination ${SERVER}; ${RIGHT}`],
    },
    {
      step: "dropped",
      who: "asks from the host",
      types: [inHost(`curl -I -m 0.5 ${PUBLISHED}`)],
      told: /the command was typed in the terminal host/,
      cure: [`curl -I -m 0.5 ${PUBLISHED}`],
    },
    {
      step: "forward-port",
      who: "accepts the outer port",
      types: ["iptables -A FORWARD -p tcp --dport 3033 -j ACCEPT"],
      told: /no packet in `FORWARD` has that: it was rewritten before/,
      cure: [`iptables -t filter -D FORWARD -p tcp -m tcp --dport 3033 -j ACCEPT; ${OPEN}`],
    },
    {
      step: "forward-port",
      who: "takes INPUT for FORWARD",
      types: ["iptables -A INPUT -p tcp --dport 3000 -j ACCEPT"],
      told: /your rule is in `INPUT`, which packets for the host itself pass/,
      cure: [`iptables -t filter -D INPUT -p tcp -m tcp --dport 3000 -j ACCEPT; ${OPEN}`],
    },
    {
      step: "forward-port",
      who: "opens every port",
      types: ["iptables -A FORWARD -d 172.17.0.2 -j ACCEPT"],
      told: /port 22 of a container: ACCEPT, by the rule -A FORWARD -d 172\.17\.0\.2\/32/,
      cure: [`iptables -t filter -D FORWARD -d 172.17.0.2/32 -j ACCEPT; ${OPEN}`],
    },
    {
      step: "output",
      who: "catches port 3033 of the whole world",
      types: [`iptables -t nat -A OUTPUT ${PORT} -j DNAT --to-destination ${SERVER}`],
      told: /the host's connections to port 3033 of any machine would end in the container/,
      cure: ["iptables -t nat -D OUTPUT 1", OWN],
    },
    {
      step: "output",
      who: "names one address of the host",
      types: [`iptables -t nat -A OUTPUT -d 127.0.0.1 ${PORT} -j DNAT --to-destination ${SERVER}`],
      told: /your rule is for one address of the host; it has several/,
      cure: ["iptables -t nat -D OUTPUT 1", OWN],
    },
    {
      step: "output",
      who: "repeats it in PREROUTING",
      types: [OWN.replace("OUTPUT", "PREROUTING")],
      told: /stands in the chain PREROUTING, and such a packet passes OUTPUT/,
      cure: [OWN],
    },
    {
      step: "route-localnet",
      who: "forgets the switch",
      types: ["iptables -t nat -A POSTROUTING -s 127.0.0.0/8 -o docker0 -j MASQUERADE"],
      told: /route_localnet of docker0 is 0/,
      cure: ["echo 1 > /proc/sys/net/ipv4/conf/docker0/route_localnet"],
    },
    {
      step: "route-localnet",
      who: "forgets the rule",
      types: ["echo 1 > /proc/sys/net/ipv4/conf/docker0/route_localnet"],
      told: /with the source 127\.0\.0\.1/,
      cure: ["iptables -t nat -A POSTROUTING -s 127.0.0.0/8 -o docker0 -j MASQUERADE"],
    },
    {
      step: "hairpin-fails",
      who: "asks from the host",
      types: [`curl -I -m 0.5 ${PUBLISHED}`],
      told: /that the container got no answer[^]*another command was typed, or the same in another place/,
      cure: [`ip netns exec ns1 curl -I -m 0.5 ${PUBLISHED}`],
    },
    {
      step: "published",
      who: "has ended the server",
      types: [{ in: "host", line: "pkill -x node" }, `curl -I -m 0.5 ${PUBLISHED}`],
      asks: true,
      told: /no program listens on port 3000 of ns1/,
    },
    {
      step: "forward-port",
      who: "has taken the bridge's address away",
      types: ["ip addr flush dev docker0", OPEN],
      asks: true,
      told: /docker0 of the host has no address in the network of 172\.17\.0\.2[^]*ip addr add 172\.17\.0\.1\/16 dev docker0/,
    },
    {
      step: "route-localnet",
      who: "rewrites what everybody sends to the containers",
      types: [
        "echo 1 > /proc/sys/net/ipv4/conf/docker0/route_localnet",
        "iptables -t nat -A POSTROUTING -o docker0 -j MASQUERADE",
      ],
      told: /tcp from the neighbor to 172\.17\.0\.2:3000, leaving by docker0: MASQUERADE/,
    },
    {
      step: "route-localnet",
      who: "forgets the rule, and asks why",
      types: ["echo 1 > /proc/sys/net/ipv4/conf/docker0/route_localnet"],
      asks: true,
      told: /with the source 127\.0\.0\.1, which means ns1 itself there[^]*-s 127\.0\.0\.0\/8 -o docker0 -j MASQUERADE/,
      cure: ["iptables -t nat -A POSTROUTING -s 127.0.0.0/8 -o docker0 -j MASQUERADE"],
    },
    {
      step: "hairpin",
      who: "rewrites what everybody sends to the containers",
      types: ["iptables -t nat -A POSTROUTING -o docker0 -j MASQUERADE"],
      told: /rewrites whatever leaves by `docker0`, whoever sent it[^]*leaving by docker0: MASQUERADE/,
      cure: ["iptables -t nat -D POSTROUTING -o docker0 -j MASQUERADE", HAIRPIN],
    },
    {
      step: "hairpin",
      who: "names the outer port",
      types: [HAIRPIN.replace("3000", "3033")],
      told: /in `POSTROUTING` no packet has that any more/,
      cure: [HAIRPIN],
    },
    {
      step: "challenge",
      who: "serves everybody",
      types: [`iptables -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination ${SERVER}`],
      told: /no condition on the source, so it serves everybody/,
    },
    {
      step: "challenge",
      who: "takes the guest for the destination",
      types: [`iptables -t nat -A PREROUTING -d 192.168.102.10 -p tcp --dport 8080 -j DNAT --to-destination ${SERVER}`],
      told: /`-d` says whom a packet is for/,
    },
    {
      step: "challenge",
      who: "sends to a port where nobody listens",
      types: ["iptables -t nat -A PREROUTING -s 192.168.102.10 -p tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:8080"],
      told: /sends to another place than `172\.17\.0\.2:3000`/,
    },
    {
      step: "challenge",
      who: "lets the whole LAN in",
      types: [`iptables -t nat -A PREROUTING -s 192.168.102.0/24 -p tcp --dport 8080 -j DNAT --to-destination ${SERVER}`],
      told: /The rules let this caller in as well[^]*tells callers apart: -s ADDRESS/,
    },
    ...DNAT_BY_NFT,
  ],
} satisfies MistakesOfLesson as MistakesOfLesson;
