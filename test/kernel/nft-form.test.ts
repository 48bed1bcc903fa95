import { expect, test } from "vitest";
import { nftForm } from "../../src/kernel/nft-form.ts";

test.each<[string, string | null]>([
  ["-i docker0 ! -o docker0 -j ACCEPT", "iifname docker0 oifname != docker0 accept"],
  ["-o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT", "oifname docker0 ct state related,established accept"],
  ["-p tcp -m tcp --dport 3000 -j ACCEPT", "tcp dport 3000 accept"],
  ["-p tcp -m tcp --dport 3000:3100 -j DROP", "tcp dport 3000-3100 drop"],
  ["-p icmp -j ACCEPT", "ip protocol icmp accept"],
  ["-s 172.17.0.0/16 ! -o veth+ -j MASQUERADE", "ip saddr 172.17.0.0/16 oifname != veth* masquerade"],
  ["-d 172.17.0.2/32 -j SNAT --to-source 1.2.3.4", "ip daddr 172.17.0.2 snat ip to 1.2.3.4"],
  [
    "-p tcp -m tcp --dport 3033 -m addrtype --dst-type LOCAL -j DNAT --to-destination 172.17.0.2:3000",
    "tcp dport 3033 fib daddr type local dnat ip to 172.17.0.2:3000",
  ],
  ["-m mark --mark 0x1 -j ACCEPT", null],
  ["-p tcp -m multiport --dports 80,443 -j ACCEPT", null],
  ["-j LOG", null],
  ["--dport 80 -j ACCEPT", null],
])("%s is in words of nft: %s", (rule, words) => {
  expect(nftForm(rule)).toBe(words);
});
