import { describe, expect, test } from "vitest";
import { parseConntrack } from "../../src/kernel/parse-conntrack.ts";

const TRANSLATED =
  "tcp      6 119 TIME_WAIT src=192.168.102.10 dst=192.168.102.253 sport=49948 dport=3033 src=172.17.0.2 dst=192.168.102.10 sport=3000 dport=49948 [ASSURED] mark=0 use=1";
const PING =
  "icmp     1 29 src=172.17.0.2 dst=203.0.113.80 type=8 code=0 id=9 src=203.0.113.80 dst=192.168.102.253 type=0 code=0 id=9 mark=0 use=1";

const EXPECTED = {
  protocol: "tcp",
  state: "TIME_WAIT",
  original: { source: "192.168.102.10", destination: "192.168.102.253", sourcePort: 49948, destinationPort: 3033 },
  reply: { source: "172.17.0.2", destination: "192.168.102.10", sourcePort: 3000, destinationPort: 49948 },
};

describe("the kernel's list of connections", () => {
  test("as conntrack prints it", () => {
    expect(parseConntrack(`${TRANSLATED}\nconntrack v1.4.7 (conntrack-tools): 1 flow entries have been shown.\n`)).toEqual([
      EXPECTED,
    ]);
  });

  test("as the file has it", () => {
    expect(parseConntrack(`ipv4     2 ${TRANSLATED}`)).toEqual([EXPECTED]);
  });

  test("protocols without ports and states have none", () => {
    expect(parseConntrack(PING)).toEqual([
      {
        protocol: "icmp",
        state: "",
        original: { source: "172.17.0.2", destination: "203.0.113.80", sourcePort: null, destinationPort: null },
        reply: { source: "203.0.113.80", destination: "192.168.102.253", sourcePort: null, destinationPort: null },
      },
    ]);
  });

  test("a connection nobody has answered yet has both directions all the same", () => {
    const [connection] = parseConntrack(
      "udp      17 29 src=172.17.0.2 dst=203.0.113.53 sport=40000 dport=53 [UNREPLIED] src=203.0.113.53 dst=192.168.102.253 sport=53 dport=40000 mark=0 use=1",
    );
    expect(connection?.reply.destination).toBe("192.168.102.253");
  });

  test.each([
    "",
    "conntrack v1.4.7 (conntrack-tools): 0 flow entries have been shown.",
    "tcp 6 119 TIME_WAIT src=10.0.0.1 dst=10.0.0.2",
  ])("nothing in %j", (text) => {
    expect(parseConntrack(text)).toEqual([]);
  });
});
