import { expect, test } from "vitest";
import { parseListeningPorts } from "../../src/kernel/listening-ports.ts";

const HEADER = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
const LISTENING =
  "   0: 00000000:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1 0000000000000000 100 0 0 10 0";
const ESTABLISHED =
  "   1: 020011AC:0BB9 010011AC:C5A2 01 00000000:00000000 00:00000000 00000000     0        0 12346 1 0000000000000000 20 4 30 10 -1";
const LISTENING6 =
  "   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0";

test("only listening sockets count, of IPv4 and IPv6", () => {
  expect(parseListeningPorts([HEADER, LISTENING, ESTABLISHED].join("\n"))).toEqual([3000]);
  expect(parseListeningPorts([HEADER, LISTENING6].join("\n"))).toEqual([80]);
  expect(parseListeningPorts(HEADER)).toEqual([]);
});
