import { exitLines } from "../../../src/course/exit-lines.ts";
import type { MistakesOfLesson } from "../../support/learner-data.ts";
import { CONTAINER_BY_NFT } from "./nft.ts";

const MASQUERADE = "iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE";
const DNAT = "iptables -t nat -A PREROUTING -p tcp -m tcp --dport 3033 -j DNAT --to-destination 172.17.0.2:3000";

export default {
  lesson: "container",
  mistakes: [
    {
      step: "netns",
      who: "gives it another name",
      types: "ip netns add ns-1",
      told: /ip netns add ns1/,
      cure: "ip netns add ns1",
    },
    {
      step: "veth",
      who: "forgets to move an end",
      types: "ip link add veth0 type veth peer name veth1",
      told: /ip link set veth1 netns ns1/,
      cure: "ip link set veth1 netns ns1",
    },
    {
      step: "bridge",
      who: "leaves the bridge down",
      types: [
        "ip link add docker0 type bridge",
        "ip link set veth0 master docker0",
        "ip link set veth0 up",
        "ip addr add 172.17.0.1/16 dev docker0",
      ],
      told: /docker0 .*down|is down/,
    },
    {
      step: "bridge",
      who: "gives the address to the port",
      types: [
        "ip link add docker0 type bridge",
        "ip link set veth0 master docker0",
        "ip link set veth0 up",
        "ip link set docker0 up",
        "ip addr add 172.17.0.1/16 dev veth0",
      ],
      told: /veth0/,
    },
    {
      step: "chroot",
      who: "makes the host's own files the container's",
      types: ["mount --rbind / /mnt", "chroot /mnt bash"],
      told: /the root directory of bash .* is \/mnt, where the host's own \/ is mounted[^]*these are the host's files/,
    },
    {
      step: "root-tree",
      who: "copies the programs without their libraries",
      types: ["mkdir -p usr/bin proc etc", "cp /bin/bash /bin/ls /bin/sleep usr/bin"],
      told: /Type the lines of this step on the host, in \/root\/docker/,
    },
    {
      step: "start",
      who: "stays in the host's network",
      types: "unshare -fpmui --mount-proc bash",
      told: /ns1/,
    },
    {
      step: "start",
      who: "forgets --fork and --mount-proc",
      types: ["ip netns exec ns1 bash", "unshare -mui bash"],
      told: /pid/i,
    },
    {
      step: "address",
      who: "forgets the way to the gateway",
      types: ["ip link set lo up", "ip addr add 172.17.0.2/16 dev veth1", "ip link set veth1 up"],
      told: /ip route replace default via 172\.17\.0\.1/,
      cure: "ip route replace default via 172.17.0.1",
    },
    {
      step: "address",
      who: "leaves lo off, as the article does",
      types: ["ip addr add 172.17.0.2/16 dev veth1", "ip link set veth1 up", "ip route add default via 172.17.0.1"],
      told: /ip link set dev lo up/,
      cure: "ip link set dev lo up",
    },
    {
      step: "address",
      who: "gives the address on the host",
      types: { in: "host", line: "ip addr add 172.17.0.2/16 dev docker0" },
      told: /172\.17\.0\.2/,
    },
    {
      step: "way-out",
      who: "forgets ip_forward",
      types: MASQUERADE,
      told: /echo 1 > \/proc\/sys\/net\/ipv4\/ip_forward/,
      cure: "echo 1 > /proc/sys/net/ipv4/ip_forward",
    },
    {
      step: "way-out",
      who: "forgets to masquerade",
      types: "echo 1 > /proc/sys/net/ipv4/ip_forward",
      told: /-j MASQUERADE/,
      cure: MASQUERADE,
    },
    {
      step: "way-out",
      who: "masquerades for the first container alone",
      types: ["echo 1 > /proc/sys/net/ipv4/ip_forward", "iptables -t nat -A POSTROUTING -s 172.17.0.2 -o enp0s3 -j MASQUERADE"],
      told: /asks for -s 172\.17\.0\.2\/32/,
      cure: ["iptables -t nat -D POSTROUTING -s 172.17.0.2/32 -o enp0s3 -j MASQUERADE", MASQUERADE],
    },
    {
      step: "way-out",
      who: "masquerades between the containers, too",
      types: ["echo 1 > /proc/sys/net/ipv4/ip_forward", "iptables -t nat -A POSTROUTING -s 172.17.0.0/16 -j MASQUERADE"],
      told: /from 172\.17\.0\.2 to 172\.17\.0\.3/,
      cure: ["iptables -t nat -D POSTROUTING -s 172.17.0.0/16 -j MASQUERADE", MASQUERADE],
    },
    {
      step: "port",
      who: "starts no server",
      types: DNAT,
      told: /refused|listens|server/i,
    },
    {
      step: "chroot",
      who: "does it on the host",
      types: { in: "host", line: "chroot . usr/bin/bash" },
      told: /chroot \. usr\/bin\/bash/,
      cure: "chroot . usr/bin/bash",
    },
    {
      step: "leave",
      who: "has a server left in the container's network alone",
      inFreshLab: true,
      types: (situation) => [
        { in: "host", line: "ip netns exec ns1 sleep 500 &" },
        ...exitLines(situation, "container"),
        ...exitLines(situation, "container2").map((line) => ({ in: "container2", line }) as const),
      ],
      told: /still there: sleep \(PID \d+\)[\s\S]*On the host: kill \d+/,
    },
    {
      step: "remove-rules",
      who: "forgets the switch",
      types: "iptables -t nat -F",
      told: /ip_forward/,
      cure: "echo 0 > /proc/sys/net/ipv4/ip_forward",
    },
    ...CONTAINER_BY_NFT,
  ],
} satisfies MistakesOfLesson as MistakesOfLesson;
