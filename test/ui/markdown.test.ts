import stringWidth from "fast-string-width";
import { beforeAll, describe, expect, it } from "vitest";
import { loadMarkdown, type RenderMarkdown } from "../../src/ui/markdown.ts";
import { createStyle } from "../../src/ui/style.ts";

let plain: RenderMarkdown;
let coloured: RenderMarkdown;
beforeAll(async () => {
  plain = await loadMarkdown(createStyle({ colour: 0, unicode: true, plain: false }));
  coloured = await loadMarkdown(createStyle({ colour: 1, unicode: true, plain: false }));
});

const bold = (text: string) => `\u001b[1m${text}\u001b[22m`;
const cyan = (text: string) => `\u001b[36m${text}\u001b[39m`;

describe("Markdown without colours", () => {
  it.each([
    ["fills paragraphs anew", "one two\nthree four\n\nfive", 9, "one two\nthree\nfour\n\nfive"],
    ["keeps the backticks of code", "run `ls -l` now", 40, "run `ls -l` now"],
    ["drops the marks of emphasis", "a **bold** and *slanted* word", 40, "a bold and slanted word"],
    ["breaks a line where the source says so", "one  \ntwo", 40, "one\ntwo"],
    ["leaves colons alone", "the `:name:` and :smile: and a: b", 40, "the `:name:` and :smile: and a: b"],
    ["leaves signs alone", '1 < 2 & 3 > 2, "quoted", <pid>', 40, '1 < 2 & 3 > 2, "quoted", <pid>'],
    [
      "renders and wraps the items of a tight list",
      "- **one** `two` three four\n- five",
      12,
      "• one `two`\n  three four\n• five",
    ],
    ["separates the items of a loose list", "- one\n\n- two", 12, "• one\n\n• two"],
    ["numbers", "3. one two three\n4. four", 8, "3. one\n   two\n   three\n4. four"],
    ["nests", "- one\n  - two three\n- four", 9, "• one\n  • two\n    three\n• four"],
    [
      "keeps code blocks as they are, however long",
      "text\n\n```\nip link add veth0 type veth\n  **x**\n```\n\nmore",
      12,
      "text\n\n    ip link add veth0 type veth\n      **x**\n\nmore",
    ],
    ["keeps a code block in a list", "- one\n\n  ```\n  ls -l\n  ```", 20, "• one\n\n      ls -l"],
    ["indents quotations", "> one two\n> three", 9, "  one two\n  three"],
    ["shows where a link leads", "see [the page](https://x.y/z)", 60, "see the page (https://x.y/z)"],
    ["shows a bare link once", "see <https://x.y/z>", 60, "see https://x.y/z"],
    ["has headings", "#### Title\n\ntext", 20, "Title\n\ntext"],
    ["joins lines of Chinese without a space", "在宿主机\n上运行", 40, "在宿主机上运行"],
    ["joins Chinese and code with one", "运行\n`ls`", 40, "运行 `ls`"],
    [
      "fills Chinese to the width and starts no line with a full stop",
      "容器只是进程，命名空间给它看不同的世界。",
      12,
      "容器只是进\n程，命名空间\n给它看不同的\n世界。",
    ],
    ["wraps a list in Chinese", "- 挂载命名空间的清单", 10, "• 挂载命名\n  空间的清\n  单"],
    ["is nothing for nothing", "", 40, ""],
  ])("%s", (_, markdown, width, text) => {
    expect(plain(markdown, width)).toBe(text);
  });

  it("holds no escape sequence", () => {
    expect(plain("# a\n**b** `c` [d](https://e.f)\n\n- *g*\n\n> h\n\n---\n\n```\ni\n```", 40)).not.toContain("\u001b");
  });

  it("is drawn in ASCII where there is nothing else", async () => {
    const ascii = await loadMarkdown(createStyle({ colour: 0, unicode: false, plain: false }));
    expect(ascii("- one\n\n---", 5)).toBe("- one\n\n-----");
  });
});

describe("Markdown in colours", () => {
  it("has code in blue on a light background, where cyan is pale", async () => {
    const light = await loadMarkdown(createStyle({ colour: 1, unicode: true, plain: false, light: true }));
    expect(light("run `ls -l` now", 40)).toBe("run \u001b[34mls -l\u001b[39m now");
  });

  it.each([
    ["code is coloured, without backticks", "run `ls -l` now", 40, `run ${cyan("ls -l")} now`],
    ["emphasis is bold", "a **bold** word", 40, `a ${bold("bold")} word`],
    ["items of a tight list too", "- **one** `two`", 40, `• ${bold("one")} ${cyan("two")}`],
    ["colours count nothing when lines are filled", "**one two** three", 9, `${bold("one two")}\nthree`],
  ])("%s", (_, markdown, width, text) => {
    expect(coloured(markdown, width)).toBe(text);
  });
});

it("no line is wider than asked for, in every width from 40 columns up", () => {
  const markdown =
    "一个 **mount namespace** 给进程自己的 `mount` 清单，外面看不到。 A long sentence follows here.\n\n1. `unshare -m` 会创建（新的）命名空间\n   - nested item with some words in it\n\n> quoted text that is quite long, too";
  for (let width = 40; width <= 88; width += 1) {
    for (const line of plain(markdown, width).split("\n"))
      expect(stringWidth(line), `${width}: ${line}`).toBeLessThanOrEqual(width);
  }
});
