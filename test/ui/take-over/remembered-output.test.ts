import { describe, expect, it } from "vitest";
import { RememberedOutput } from "../../../src/ui/take-over/remembered-output.ts";
import { FakeOutput } from "../fake-streams.ts";

function remembered(): { readonly output: RememberedOutput; readonly real: FakeOutput } {
  const real = new FakeOutput(100, 30);
  return { output: new RememberedOutput(real), real };
}

describe("what was written on the learner's terminal", () => {
  it("is remembered, but for what is drawn", () => {
    const { output, real } = remembered();
    output.write("one\n");
    output.draw("drawn\n");
    output.write("two\n");
    expect(output.written).toBe("one\ntwo\n");
    expect(real.text).toBe("one\ndrawn\ntwo\n");
  });

  it("is what stands there once something else has been drawn over it", () => {
    const { output } = remembered();
    output.write("before\n");
    output.redrawn(["a", "b"]);
    output.write("after\n");
    expect(output.written).toBe("a\nb\nafter\n");
  });

  it("is forgotten from its beginning on, by whole lines, so that it stays small", () => {
    const { output, real } = remembered();
    for (let line = 0; line < 50_000; line += 1) output.write(`line ${line}\n`);
    expect(output.written.length).toBeLessThanOrEqual(128 * 1024);
    expect(output.written.length).toBeGreaterThan(60 * 1024);
    expect(output.written).toMatch(/^line \d+\n/);
    expect(output.written.endsWith("line 49999\n")).toBe(true);
    expect(real.text).toContain("line 0\n");
  });

  it("has the size of the terminal, and is told of another", () => {
    const { output, real } = remembered();
    const sizes: number[][] = [];
    const listener = () => void sizes.push([output.columns, output.rows]);
    output.on("resize", listener);
    real.resize(40, 12);
    output.off("resize", listener);
    real.resize(80, 24);
    expect(sizes).toEqual([[40, 12]]);
    expect(output.isTTY).toBe(true);
  });
});
