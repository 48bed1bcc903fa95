import { describe, expect, test } from "vitest";
import { Sections } from "../../src/kernel/sections.ts";

/** The sections of a stream that comes in such pieces. */
function split(...pieces: readonly string[]) {
  const sections = new Sections("M", 100);
  return pieces.flatMap((piece) => sections.push(Buffer.from(piece)));
}

describe("sections of a stream", () => {
  test("are the text before their mark", () => {
    expect(split("[]\n\nM ip 0\nM iptables-save 127\nrest")).toEqual([
      { name: "ip", code: 0, text: "[]\n" },
      { name: "iptables-save", code: 127, text: "" },
    ]);
  });

  test("end only with a line that begins with the mark", () => {
    expect(split("a M ip 0\nMM ip 0\nM ip 1\n")).toEqual([{ name: "ip", code: 1, text: "a M ip 0\nMM ip 0" }]);
  });

  test("may begin with the stream", () => {
    expect(split("M end 0\n")).toEqual([{ name: "end", code: 0, text: "" }]);
  });

  test("are none without a mark, or before its line is whole", () => {
    expect(split("nsenter: cannot open /proc/1/ns/net\n")).toEqual([]);
    expect(split("a\nM ip 0")).toEqual([]);
  });

  test("are the same however the stream is cut into pieces, and letters with it", () => {
    const stream = "größe\nM ip 0\n\n中文\nM end 0\n";
    const whole = split(stream);
    expect(whole.map(({ text }) => text)).toEqual(["größe", "\n中文"]);
    const bytes = Buffer.from(stream);
    for (let at = 1; at < bytes.length; at += 1) {
      const sections = new Sections("M", 100);
      expect([bytes.subarray(0, at), bytes.subarray(at)].flatMap((piece) => sections.push(piece))).toEqual(whole);
    }
  });
});

describe("a section that is too long", () => {
  test("is over at its bound, and costs no more memory however long it gets", () => {
    const sections = new Sections("M", 100);
    sections.push(Buffer.from("x".repeat(100)));
    expect(sections.isOver).toBe(false);
    for (let pieces = 0; pieces < 100; pieces += 1) expect(sections.push(Buffer.from("y".repeat(50)))).toEqual([]);
    expect(sections.isOver).toBe(true);
    expect(sections.open.length).toBeLessThan(110);
    expect(sections.open).toMatch(/^x{99}/);
  });

  test("is cut, and what comes after it is whole again", () => {
    const sections = new Sections("M", 10);
    sections.push(Buffer.from("0123456789abcdef".repeat(5)));
    const [long] = sections.push(Buffer.from("\nM ip 0\n"));
    expect(long?.text).toMatch(/^012345678/);
    expect(long?.text.length).toBeLessThan(20);
    expect(sections.isOver).toBe(false);
    expect(sections.push(Buffer.from("short\nM end 0\n"))).toEqual([{ name: "end", code: 0, text: "short" }]);
  });
});
