import { expect, test } from "vitest";
import { splitSections } from "../../src/kernel/sections.ts";

test("a section is the text before its mark", () => {
  expect(splitSections("[]\n\nM ip 0\nM iptables-save 127\nrest", "M")).toEqual([
    { name: "ip", code: 0, text: "[]\n" },
    { name: "iptables-save", code: 127, text: "" },
  ]);
});

test("only a line that begins with the mark ends a section", () => {
  expect(splitSections("a M ip 0\nMM ip 0\nM ip 1\n", "M")).toEqual([{ name: "ip", code: 1, text: "a M ip 0\nMM ip 0" }]);
});

test("output without a mark has no sections", () => {
  expect(splitSections("nsenter: cannot open /proc/1/ns/net\n", "M")).toEqual([]);
});
