import stringWidth from "fast-string-width";
import { describe, expect, it } from "vitest";
import { indent, wrap } from "../../src/ui/wrap.ts";

const BOLD = "\u001b[1m";
const NORMAL = "\u001b[22m";

describe("wrapping", () => {
  it.each([
    ["breaks at spaces", "one two three", 8, "one two\nthree"],
    ["fills a line to its last column", "one two", 7, "one two"],
    ["joins several spaces", "one   two", 20, "one two"],
    ["keeps line ends", "one\n\ntwo", 20, "one\n\ntwo"],
    ["cuts a word that is longer than a line", "abcdefgh", 3, "abc\ndef\ngh"],
    ["goes on behind a word that was cut", "abcdefgh ij", 5, "abcde\nfgh\nij"],
    ["breaks between wide characters", "挂载命名空间", 8, "挂载命名\n空间"],
    ["parts words from wide characters", "用bash和ls", 6, "用bash\n和ls"],
    ["begins no line with a closing mark", "挂载，命名。", 4, "挂\n载，\n命\n名。"],
    ["ends no line with an opening mark", "看（图", 4, "看\n（图"],
    ["leaves no space after a mark that brings its own", "注意： 命令。 bash， ls", 40, "注意：命令。bash，ls"],
    ["leaves the space before and after Latin words", "用 bash 和 ls 。", 40, "用 bash 和 ls 。"],
    ["counts colours as nothing", `${BOLD}one${NORMAL} two`, 7, `${BOLD}one${NORMAL} two`],
    ["leaves colours where they are", `${BOLD}one two${NORMAL} x`, 5, `${BOLD}one\ntwo${NORMAL} x`],
    ["is content with nothing", "", 10, ""],
  ])("%s", (_, text, width, wrapped) => {
    expect(wrap(text, width)).toBe(wrapped);
  });

  it("never makes a line wider than it may be", () => {
    const text =
      "在宿主机上，`unshare -m bash` 会创建一个新的挂载命名空间（mount namespace）。 https://example.com/a/very/long/address 完";
    for (let width = 4; width < 60; width += 1) {
      for (const line of wrap(text, width).split("\n")) expect(stringWidth(line), `${width}: ${line}`).toBeLessThanOrEqual(width);
    }
  });

  it("begins no line with a mark that closes, and ends none with one that opens", () => {
    const text = "一，二。三；四：五？六！（七）「八」『九』、十，（bash）。“好”，`ls -l`，——《书》……完。";
    for (let width = 10; width < 60; width += 1) {
      for (const line of wrap(text, width).split("\n")) {
        expect(line, String(width)).not.toMatch(/^[，。；：？！）」』》、”]/u);
        expect(line, String(width)).not.toMatch(/[（「『《“]$/u);
      }
    }
  });

  it("loses nothing but spaces", () => {
    const text = "在宿主机上，`unshare -m bash` 会创建（mount）。 https://example.com/a/very/long/address 完";
    for (let width = 4; width < 60; width += 1)
      expect(wrap(text, width).replace(/\s/g, ""), String(width)).toBe(text.replace(/\s/g, ""));
  });
});

describe("indenting", () => {
  it.each([
    ["moves every line", "a\nb", 2, "", "  a\n  b"],
    ["leaves empty lines empty", "a\n\nb", 2, "", "  a\n\n  b"],
    ["puts a mark before the first", "a\nb", 3, "-", "-  a\n   b"],
    ["counts a mark's columns, not its characters", "a\nb", 3, "挂", "挂 a\n   b"],
    ["keeps a mark on a line of its own", "\nb", 2, "-", "- \n  b"],
  ])("%s", (_, text, columns, mark, indented) => {
    expect(indent(text, columns, mark)).toBe(indented);
  });
});
