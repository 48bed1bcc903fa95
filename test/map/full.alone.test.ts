import { describe, expect, test } from "vitest";
import { diffSnapshots } from "../../src/kernel/diff.ts";
import { drawingOf } from "../../src/map/arrange.ts";
import { layoutOf } from "../../src/map/build-layout.ts";
import { sheetOf } from "../../src/map/build-sheet.ts";
import { plainLines } from "../../src/map/draw-text.ts";
import { mermaidOf } from "../../src/map/mermaid.ts";
import { UNICODE_SYMBOLS } from "../../src/map/sheet.ts";
import { drawSvg } from "../../src/map/svg.ts";
import { changesText } from "../../src/ui/changes/changes-text.ts";
import { createStyle } from "../../src/ui/style.ts";
import { TEXTS } from "../../src/ui/texts/texts.ts";
import { ENGLISH } from "../../src/ui/texts/english.ts";
import { aFullSnapshot } from "../kernel/full-snapshot.ts";

/** Twice and a half what nobody may have to wait (100 ms): where others share a core, work itself takes longer. */
const MOST_MS = 250;
const OPTIONS = { words: ENGLISH.map, symbols: UNICODE_SYMBOLS, mark: null } as const;

/** Milliseconds of this process's own work, the least of some times: what else runs on a machine does not count. */
function leastWork(work: () => void): number {
  const spent = Array.from({ length: 6 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...spent);
}

describe("a lab as full as a look takes it in", () => {
  test("is drawn before anybody has to wait for it", () => {
    const full = () => layoutOf(aFullSnapshot(), {});
    const making = leastWork(() => void aFullSnapshot());
    expect(leastWork(() => void full()) - making).toBeLessThan(MOST_MS);
    const [layout, before] = [full(), layoutOf(aFullSnapshot(1), {})];
    expect(leastWork(() => void plainLines(drawingOf(layout, 80, OPTIONS), false))).toBeLessThan(MOST_MS);
    expect(leastWork(() => void drawingOf(layout, 80, { ...OPTIONS, before }))).toBeLessThan(MOST_MS);
    expect(leastWork(() => void drawSvg(drawingOf(layout, 110, OPTIONS), "auto", ""))).toBeLessThan(MOST_MS);
    expect(leastWork(() => void mermaidOf(sheetOf(layout, { ...OPTIONS, cables: true })))).toBeLessThan(MOST_MS);
  });

  test("is compared with another one, and the changes are told, before anybody has to wait for it", () => {
    const paper = { style: createStyle({ colour: 0, unicode: true, plain: false }), texts: ENGLISH, width: () => 80 };
    const [one, other] = [aFullSnapshot(), aFullSnapshot(1)];
    expect(leastWork(() => void diffSnapshots(one, other))).toBeLessThan(MOST_MS);
    expect(leastWork(() => void changesText(paper, one, other))).toBeLessThan(MOST_MS);
    const lines = changesText(paper, one, other).split("\n");
    expect(lines.length).toBeLessThan(500);
    expect(lines.filter((line) => /and \d+ more/.test(line)).length).toBeGreaterThan(2);
  });

  test.each([
    ["English", ENGLISH, [/and \d{3} more/, /and 7 more networks and containers/, /and 500 more cgroups/]],
    ["Chinese", TEXTS.zh, [/另外 \d{3} 个/, /另有 7 个网络或容器/, /另有 500 个 cgroup/]],
  ] as const)("says in %s how much of it is not drawn", (_, { map: words }, told) => {
    const lines = plainLines(drawingOf(layoutOf(aFullSnapshot(), {}), 80, { ...OPTIONS, words }), false);
    expect(lines.length).toBeLessThan(1600);
    for (const text of told) expect(lines.join("\n")).toMatch(text);
  });
});
