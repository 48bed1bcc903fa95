import { describe, expect, test } from "vitest";
import { parseRule } from "../../src/kernel/parse-rule.ts";

describe("a rule of iptables-save taken apart", () => {
  test("what it asks, with its negations, and the target", () => {
    expect(parseRule("-s 172.17.0.0/16 ! -o docker0 -j MASQUERADE")).toEqual({
      matches: [
        { option: "-s", value: "172.17.0.0/16", negated: false },
        { option: "-o", value: "docker0", negated: true },
      ],
      target: "MASQUERADE",
      options: new Map(),
    });
  });

  test("what stands after the target belongs to it", () => {
    const parts = parseRule("-p tcp -m tcp --dport 3033 -j DNAT --to-destination 172.17.0.2:3000");
    expect(parts.matches.map((match) => match.option)).toEqual(["-p", "--dport"]);
    expect(parts.options).toEqual(new Map([["--to-destination", "172.17.0.2:3000"]]));
  });

  test("an option may have two values, and a negation stands before it", () => {
    expect(parseRule("-p tcp -m tcp ! --tcp-flags SYN,ACK SYN -j ACCEPT").matches[1]).toEqual({
      option: "--tcp-flags",
      value: "SYN,ACK SYN",
      negated: true,
    });
  });

  test("a comment is one value, whatever stands in it", () => {
    const parts = parseRule('-m comment --comment "let ! it -j \\"in\\"" -j ACCEPT');
    expect(parts.matches).toEqual([{ option: "--comment", value: 'let ! it -j "in"', negated: false }]);
    expect(parts.target).toBe("ACCEPT");
  });

  test.each(["", "-s 10.0.0.1/32"])("a rule that only counts has no target: %j", (rule) => {
    expect(parseRule(rule).target).toBeNull();
  });

  test("a jump by -g is a target too", () => {
    expect(parseRule("-i docker0 -g OWN").target).toBe("OWN");
  });
});
