import { describe, expect, test } from "vitest";
import type { WayResult } from "./inside/result.ts";
import { PARTS, type Part } from "./parts.ts";
import { parseLines, summaryOf, wrongs } from "./summary.ts";

const WAY: WayResult = { type: "way", name: "x", came: ["returned"], after: "goes-on", fresh: null, changes: [], output: "" };

function part(name: string): Part {
  const found = PARTS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no part ${name}`);
  return found;
}

describe("what came of ruin", () => {
  const results = [
    { part: part("root"), lines: [WAY, { ...WAY, after: "ended", fresh: 900 } as const], failure: null },
    { part: part("user"), lines: [{ ...WAY, after: "unusable", fresh: 900 } as const], failure: null },
  ];

  test("is told in a line with the numbers", () => {
    expect(summaryOf(results)).toContain(
      "commands tried: 2 as root, 1 as an ordinary user; changes of the machine: 0; ended labs: 2, each followed by a fresh one\n",
    );
    expect(results.flatMap((each) => wrongs(each))).toEqual([]);
  });

  test("is wrong with a change, with no fresh lab, with what is left, and with a machine that is no more", () => {
    const lines = [
      { ...WAY, changes: ["mounts: + a"] },
      { ...WAY, name: "y", after: "ended", fresh: -1 } as const,
      { type: "run-ended", left: ["cgroup left: z"], cgroup: "v2" } as const,
    ];
    expect(wrongs({ part: part("root"), lines, failure: "its machine is no more" })).toEqual([
      "root: x: mounts: + a",
      "root: y: no fresh lab after it",
      "root: cgroup left: z",
      "root: its machine is no more",
    ]);
    expect(summaryOf([{ part: part("root"), lines, failure: null }])).toMatch(
      /changes of the machine: 1; ended labs: 1, NOT each/,
    );
  });

  test("on a machine itself is wrong where nobody noticed", () => {
    expect(wrongs({ part: part("noticed"), lines: [WAY, { ...WAY, changes: ["hostname"] }], failure: null })).toEqual([
      "noticed: x: changed the machine, and nobody noticed",
    ]);
  });

  test("is read from what was printed until the machine ended", () => {
    expect(parseLines(`Last login: …\n${JSON.stringify(WAY)}\n{"type":"wa`)).toEqual([WAY]);
  });
});
