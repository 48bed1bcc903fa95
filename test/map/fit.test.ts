import { describe, expect, test } from "vitest";
import { fold, widthOf } from "../../src/map/fit.ts";

describe("text of wide characters in a narrow box", () => {
  test("goes on behind a mark of full width, and keeps words and paths whole", () => {
    expect(fold("PID\u00a0110，里面是\u00a019，根目录\u00a0/root/docker", 30)).toEqual([
      "PID\u00a0110，里面是\u00a019，",
      "根目录\u00a0/root/docker",
    ]);
    expect(fold("默认策略 DROP（没有规则放行它），到此为止", 33)).toEqual(["默认策略 DROP（没有规则放行它），", "到此为止"]);
  });

  test("begins no line with a closing mark, whatever the width", () => {
    const text = "没有程序监听这个端口（包到达了），应答不会有：再看一遍，然后重新添加。";
    for (let width = 6; width <= 80; width += 1) {
      const lines = fold(text, width);
      expect(lines.join("")).toBe(text);
      for (const line of lines) {
        expect(widthOf(line), `${width} columns`).toBeLessThanOrEqual(width);
        expect(line, `${width} columns`).not.toMatch(/^[，。：）]/);
      }
    }
  });
});
