import { afterAll, expect, test } from "vitest";
import { type Break, breakAndCure, networkToBreak, PROBES } from "../../support/broken-network.ts";

// One lab; each case breaks one hop, and the advice puts it right again.
const rig = await networkToBreak();
afterAll(() => rig.down());

const CASES: readonly Break[] = [
  {
    name: "FORWARD lets no request out",
    break: "iptables -D FORWARD -i docker0 ! -o docker0 -j ACCEPT",
    check: PROBES.out,
    cause: /stops the request: no rule of FORWARD/,
    at: /FORWARD, policy DROP/,
  },
  {
    name: "FORWARD lets no answer in",
    break: "iptables -D FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
    check: PROBES.out,
    cause: /stops the answer: no rule of FORWARD/,
    at: /enp0s3 of the host, FORWARD, policy DROP/,
  },
  {
    name: "FORWARD lets the port not in",
    break: "iptables -D FORWARD -p tcp -m tcp --dport 3000 -j ACCEPT",
    check: PROBES.published,
    cause: /stops the request: no rule of FORWARD/,
    at: /FORWARD, policy DROP/,
  },
  {
    name: "a rule in FORWARD",
    break: "iptables -I FORWARD -p icmp -j DROP",
    check: PROBES.out,
    cause: /stops the request: -A FORWARD -p icmp -j DROP/,
    at: /docker0 of the host, FORWARD rule 1/,
  },
  {
    name: "a rule that refuses",
    break: "iptables -I FORWARD -p icmp -j REJECT",
    check: PROBES.out,
    cause: /-j REJECT/,
    at: /FORWARD rule 1/,
  },
  {
    name: "a rule in INPUT",
    break: "iptables -A INPUT -i docker0 -j DROP",
    check: PROBES.toBridge,
    cause: /-A INPUT -i docker0 -j DROP/,
    at: /docker0 of the host, INPUT rule 1/,
  },
  {
    name: "the policy of INPUT",
    break: "iptables -P INPUT DROP",
    check: PROBES.toBridge,
    cause: /no rule of INPUT lets it through/,
    at: /INPUT, policy DROP/,
  },
  {
    name: "a rule in the container's OUTPUT",
    break: "ip netns exec ns1 iptables -A OUTPUT -d 203.0.113.0/24 -j DROP",
    check: PROBES.out,
    cause: /rule of ns1 stops the request/,
    at: /of ns1, OUTPUT rule 1/,
  },
  {
    name: "a rule in the container's INPUT, for the answer",
    break: "ip netns exec ns1 iptables -A INPUT -s 203.0.113.0/24 -j DROP",
    check: PROBES.out,
    cause: /rule of ns1 stops the answer/,
    at: /veth1 of ns1, INPUT rule 1/,
  },
  {
    name: "a rule in raw",
    break: "iptables -t raw -A PREROUTING -i docker0 -p icmp -j DROP",
    check: PROBES.out,
    cause: /in the table raw/,
    at: /raw PREROUTING rule 1/,
  },
  {
    name: "a rule in mangle",
    break: "iptables -t mangle -A FORWARD -p icmp -j DROP",
    check: PROBES.out,
    cause: /in the table mangle/,
    at: /mangle FORWARD rule 1/,
  },
  {
    name: "a rule in a chain of one's own",
    break: "iptables -N GUARD; iptables -I FORWARD -j GUARD; iptables -A GUARD -s 172.17.0.2/32 -j DROP",
    check: PROBES.out,
    cause: /-A GUARD -s 172\.17\.0\.2\/32 -j DROP/,
    at: /GUARD rule 1/,
  },
  {
    name: "a match that only the kernel knows",
    break: "iptables -I FORWARD -m ttl --ttl-gt 3 -j DROP",
    check: PROBES.out,
    cause: /--ttl-gt 3 -j DROP/,
    at: /FORWARD rule 1/,
  },
  {
    name: "a match on the length",
    break: "iptables -I FORWARD -p icmp -m length --length 40:1500 -j DROP",
    check: PROBES.out,
    cause: /--length 40:1500/,
    at: /FORWARD rule 1/,
  },
];

test.each(CASES)("a rule or a policy that stops a packet is told, and the advice cures it: $name", async (broken) => {
  expect(await breakAndCure(rig, broken)).toMatchObject({ type: "pass" });
});
