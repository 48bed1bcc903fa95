import { describe, expect, it } from "vitest";
import { KeptOutput } from "../../src/terminal/kept-output.ts";

function kept(...texts: readonly string[]): string {
  const output = new KeptOutput();
  for (const text of texts) output.push(text);
  return output.text;
}

describe("the record of output", () => {
  it.each([
    ["nothing", []],
    ["a little, in pieces", ["one\n", "two"]],
    ["as much as the beginning holds", ["x".repeat(64 * 1024)]],
    ["a piece that ends in the other part", ["x".repeat(64 * 1024 - 1), "yz"]],
    ["as much as both parts hold", ["x".repeat(100_000), "y".repeat(162_143)]],
  ])("is whole as long as it is short: %s", (_, texts) => {
    expect(kept(...texts)).toBe(texts.join(""));
  });

  it("keeps the beginning and the end of more, on lines of their own", () => {
    const text = kept("the beginning", "x".repeat(300_000), "y".repeat(300_000), "the end");
    expect(text.startsWith("the beginning")).toBe(true);
    expect(text.endsWith("the end")).toBe(true);
    expect(text).toHaveLength(256 * 1024);
    expect(text.split("\n")).toHaveLength(2);
  });

  it("is as short after a gigabyte as after a megabyte", () => {
    const output = new KeptOutput();
    const piece = "y\r\n".repeat(20_000);
    for (let pushed = 0; pushed < 1e9; pushed += piece.length) output.push(piece);
    expect(output.text).toHaveLength(256 * 1024);
  });

  it("ends a line only where one was begun, and forgets when told", () => {
    const output = new KeptOutput();
    output.endLine();
    expect(output.text).toBe("");
    output.push("begun");
    output.endLine();
    output.endLine();
    expect(output.text).toBe("begun\n");
    output.clear();
    expect(output.text).toBe("");
  });
});
