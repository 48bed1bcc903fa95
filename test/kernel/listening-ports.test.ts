import { endianness } from "node:os";
import { expect, test } from "vitest";
import { parseListeners } from "../../src/kernel/listening-ports.ts";

const HEADER = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
const LISTENING =
  "   0: 00000000:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1 0000000000000000 100 0 0 10 0";
const ESTABLISHED =
  "   1: 020011AC:0BB9 010011AC:C5A2 01 00000000:00000000 00:00000000 00000000     0        0 12346 1 0000000000000000 20 4 30 10 -1";
const LISTENING6 =
  "   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0";

test("only listening sockets count, of IPv4 and IPv6", () => {
  expect(parseListeners([HEADER, LISTENING, ESTABLISHED].join("\n"))).toEqual([{ port: 3000, isLoopback: false }]);
  expect(parseListeners([HEADER, LISTENING6].join("\n"))).toEqual([{ port: 80, isLoopback: false }]);
  expect(parseListeners(HEADER)).toEqual([]);
});

test("who listens on 127.0.0.1 or ::1 is reached by nobody else", () => {
  const local = (own: string, ipv6: string) => [
    LISTENING.replace("00000000:0BB8", `${own}:0BB8`),
    LISTENING6.replace("0".repeat(32), ipv6),
  ];
  const [four = "", six = ""] =
    endianness() === "LE"
      ? local("0100007F", "00000000000000000000000001000000")
      : local("7F000001", "00000000000000000000000000000001");
  expect(parseListeners([HEADER, four, six].join("\n"))).toEqual([
    { port: 3000, isLoopback: true },
    { port: 80, isLoopback: true },
  ]);
});
