import { describe, expect, test } from "vitest";
import { inPrefix, ipv4Bits, prefixLength } from "../../src/kernel/ipv4.ts";

describe("IPv4 prefixes", () => {
  test.each<[string, string, boolean]>([
    ["172.17.0.2", "172.17.0.0/16", true],
    ["172.17.255.254", "172.17.0.0/16", true],
    ["172.18.0.2", "172.17.0.0/16", false],
    ["172.17.0.2", "172.17.0.0/255.255.0.0", true],
    ["172.18.0.2", "172.17.0.0/255.255.0.0", false],
    ["172.17.0.2", "172.17.0.2", true],
    ["172.17.0.3", "172.17.0.2/32", false],
    ["203.0.113.80", "0.0.0.0/0", true],
    ["fe80::1", "0.0.0.0/0", false],
    ["172.17.0.2", "fe80::/64", false],
  ])("%s in %s: %s", (address, prefix, expected) => {
    expect(inPrefix(address, prefix)).toBe(expected);
  });

  test.each<[string, number]>([
    ["172.17.0.0/16", 16],
    ["172.17.0.2", 32],
    ["0.0.0.0/0", 0],
    ["0.0.0.0/0.0.0.0", 0],
    ["10.0.0.0/255.255.255.0", 24],
  ])("the mask of %s has %i bits", (prefix, bits) => {
    expect(prefixLength(prefix)).toBe(bits);
  });

  test.each(["172.17.0", "172.17.0.256", "::1", "a.b.c.d", ""])("%s is no address", (text) => {
    expect(ipv4Bits(text)).toBeNull();
  });

  test("an address with its highest bit set stays positive", () => {
    expect(ipv4Bits("203.0.113.80")).toBe(3_405_803_856);
  });
});
