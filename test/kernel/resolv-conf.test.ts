import { expect, test } from "vitest";
import { parseNameServers } from "../../src/kernel/resolv-conf.ts";

test.each<[string, readonly string[]]>([
  ["nameserver 203.0.113.53\n", ["203.0.113.53"]],
  ["search example.com\n  nameserver\t10.0.0.1\nnameserver fe80::1 \n", ["10.0.0.1", "fe80::1"]],
  ["# nameserver 10.0.0.1\n;nameserver 10.0.0.2\noptions ndots:1\n", []],
  ["nameserver\nnameservers 10.0.0.1\n", []],
  ["nameserver --help\nnameserver 10.0.0.1;id\nnameserver fe80::1%eth0\n", ["fe80::1%eth0"]],
  ["nameserver 10.0.0.1\n".repeat(5), ["10.0.0.1", "10.0.0.1", "10.0.0.1"]],
  ["", []],
])("%j names %j", (text, servers) => {
  expect(parseNameServers(text)).toEqual(servers);
});
