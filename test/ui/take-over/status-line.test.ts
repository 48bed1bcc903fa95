import stringWidth from "fast-string-width";
import { describe, expect, it } from "vitest";
import { type Standing, standingWords, statusLine, whereWords } from "../../../src/ui/take-over/status-line.ts";
import { createStyle } from "../../../src/ui/style.ts";
import { ENGLISH } from "../../../src/ui/texts/english.ts";
import { TEXTS } from "../../../src/ui/texts/texts.ts";
import type { Whereabouts } from "../../../src/kernel/whereabouts.ts";

const layout = { style: createStyle({ colour: 0, unicode: true, plain: false }), texts: ENGLISH };
const CHINESE = TEXTS.zh;
const HOST: Whereabouts = { apart: [], network: null, root: "/" };
const CONTAINER: Whereabouts = { apart: ["mnt", "pid", "net"], network: "ns1", root: "/root/docker" };

const STANDING: Standing = {
  step: { number: 3, count: 13, title: "Mount it where nobody else sees it" },
  terminal: "container",
  where: CONTAINER,
  switches: true,
  passed: [true, false, null],
};

describe("the line below a terminal", () => {
  it.each([
    [
      130,
      "3/13 Mount it where nobody else sees it  container: ns1 mnt+pid, chroot /root/docker  ✓✗? 1/3  Ctrl-] back  Ctrl-^ switch",
    ],
    [114, "3/13 Mount it where nobody els…  container: ns1 mnt+pid, chroot /root/docker  ✓✗? 1/3  Ctrl-] back  Ctrl-^ switch"],
    [90, "3/13  container: ns1 mnt+pid, chroot /root/docker  ✓✗? 1/3  Ctrl-] back  Ctrl-^ switch"],
    [80, "3/13  container: ns1 mnt+pid, chroot /root/docker  ✓✗? 1/3  ^] back  ^^ switch"],
    [78, "3/13  container: ns1 mnt+pid, chroot /root/docker  1/3  ^] back  ^^ switch"],
    [72, "container: ns1 mnt+pid, chroot /root/docker  1/3  ^] back  ^^ switch"],
    [60, "container  1/3  ^] back  ^^ switch"],
    [30, "1/3  ^] back  ^^ switch"],
    [20, "1/3  ^] back"],
    [10, "1/3"],
    [3, ""],
  ])("leaves out what matters least where there is no room: %i columns", (columns, line) => {
    expect(statusLine(layout, STANDING, columns)).toBe(line);
  });

  it("never takes the last column, whatever the width", () => {
    for (let columns = 1; columns <= 200; columns += 1)
      expect(stringWidth(statusLine(layout, STANDING, columns)), `${columns} columns`).toBeLessThan(columns);
  });

  it.each([
    ["English", ENGLISH, "Mount it where nobody else sees it, and look at it from both sides", "host"],
    ["Chinese", CHINESE, "把它挂载到别人都看不到的地方，再从两个终端分别查看，比较两边看到的内容", "宿主机"],
  ] as const)("cuts a long %s title before it leaves out a key", (_, texts, title, onHost) => {
    const keys = texts.learner.takeOver.status;
    const standing = { ...STANDING, step: { ...STANDING.step, title }, where: HOST };
    const lineAt = (columns: number) => statusLine({ ...layout, texts }, standing, columns);
    const ending = ` +${keys.place("container", onHost)}  ✓✗\\? 1/3  ${escaped(keys.keys.long)}  ${escaped(keys.switchKey.long)}$`;
    expect(lineAt(80)).toMatch(new RegExp(`^3/13 ${title.slice(0, 6)}.*…${ending}`));
    expect(stringWidth(lineAt(80))).toBeGreaterThanOrEqual(78); // a character of two columns may not fit into the last one
    expect(lineAt(60)).toMatch(new RegExp(`^3/13${ending}`));
    for (let columns = 30; columns <= 200; columns += 1) {
      const line = lineAt(columns);
      expect(stringWidth(line)).toBeLessThan(columns);
      const hasKey = Object.values(keys.switchKey).some((key) => line.endsWith(key));
      expect(hasKey, line).toBe(true);
    }
  });

  it.each<[string, Partial<Standing>, string]>([
    [
      "a shell on the host, in the terminal of that name",
      { terminal: "host", where: HOST },
      "3/13 Mount  host  ✓✗? 1/3  Ctrl-] back",
    ],
    ["a shell on the host in another terminal", { where: HOST }, "3/13 Mount  container: host  ✓✗? 1/3  Ctrl-] back"],
    ["a place that is not known", { where: null }, "3/13 Mount  container  ✓✗? 1/3  Ctrl-] back"],
    ["a step that has passed", { where: HOST, passed: [true, true] }, "3/13 Mount  container: host  ✓✓ 2/2  Ctrl-] goes on"],
    ["a terminal where nothing is judged", { where: HOST, passed: [] }, "3/13 Mount  container: host  Ctrl-] back"],
  ])("tells of %s", (_, change, line) => {
    const step = { ...STANDING.step, title: "Mount" };
    expect(statusLine(layout, { ...STANDING, step, ...change }, 100)).toMatch(
      new RegExp(`^${escaped(line)}(?: {2}Ctrl-\\^ switch)?$`),
    );
  });

  it("names the key that switches only where there is another terminal", () => {
    expect(statusLine(layout, { ...STANDING, switches: false }, 130)).toMatch(/ {2}✓✗\? 1\/3 {2}Ctrl-\] back$/);
  });

  it("has colours for the verdicts alone, and letters where there are no symbols", () => {
    const coloured = { style: createStyle({ colour: 1, unicode: true, plain: false }), texts: ENGLISH };
    const line = statusLine(coloured, STANDING, 120);
    expect(line).toContain("\u001b[32m✓\u001b[39m\u001b[31m✗\u001b[39m\u001b[2m?\u001b[22m");
    const ascii = { style: createStyle({ colour: 0, unicode: false, plain: true }), texts: ENGLISH };
    expect(statusLine(ascii, STANDING, 120)).toContain("  +-? 1/3  ");
  });
});

describe("the same as a sentence", () => {
  it.each<[string, Partial<Standing>, string]>([
    ["with checks", { where: HOST }, "[3/13 Mount it where nobody else sees it, container: host, 1 of 3 checks pass]"],
    ["without", { terminal: "host", where: HOST, passed: [] }, "[3/13 Mount it where nobody else sees it, host]"],
  ])("says %s", (_, change, words) => {
    expect(standingWords(layout, { ...STANDING, ...change })).toBe(words);
  });
});

it("has no mark of half a width beside Chinese, in the line and in the sentence", () => {
  const chinese = { ...layout, texts: CHINESE };
  const standing = { ...STANDING, step: { ...STANDING.step, title: "看一看" }, where: HOST };
  expect(statusLine(chinese, standing, 120)).toContain("  container：宿主机  ");
  expect(standingWords(chinese, standing)).toBe("[3/13 看一看，container：宿主机，检查通过 1/3]");
});

describe("a place in words", () => {
  it.each<[Whereabouts, string]>([
    [HOST, "host"],
    [{ apart: ["uts"], network: null, root: "/" }, "uts"],
    [{ apart: ["net"], network: null, root: "/" }, "net"],
    [{ apart: ["net"], network: "ns1", root: "/" }, "ns1"],
    [{ apart: ["mnt", "pid", "net"], network: "ns1", root: "/" }, "ns1 mnt+pid"],
    [{ apart: [], network: null, root: "/root/docker" }, "chroot /root/docker"],
    [{ apart: ["mnt"], network: null, root: "/root/docker" }, "mnt, chroot /root/docker"],
  ])("%o is %s", (where, words) => {
    expect(whereWords(layout, where)).toBe(words);
  });
});

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
