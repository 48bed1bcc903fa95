import { describe, expect, test } from "vitest";
import { isMessage, listed, say, verbatim, withTexts } from "../../src/say/message.ts";
import { inEnglish, inWords } from "../../src/say/words.ts";
import { CHINESE_WORDS } from "../../src/say/zh/words.ts";

const IN_NS1 = say`in ${{ network: "ns1" }}`;
const UP = say`${{ link: "veth1" }} is up ${{ place: IN_NS1 }}`;
const WORDS = {
  ...CHINESE_WORDS,
  phrases: {
    "in {network}": "{network} 里",
    "{link} is up {place}": "{place}的 {link} 已启用",
    "there are {links}": (holes: Readonly<Record<string, string>>) => `共有：${holes["links"]}`,
  },
};

describe("a message", () => {
  test("is its sentence, and what stands in its holes", () => {
    expect(UP).toEqual({
      say: "{link} is up {place}",
      with: { link: "veth1", place: { say: "in {network}", with: { network: "ns1" } } },
    });
    expect(isMessage(UP)).toBe(true);
    expect(["text", null, undefined, 1, {}, { say: "text" }].some(isMessage)).toBe(false);
  });

  test("is said in English as it is written, in Chinese as its catalogue says, its parts as well", () => {
    expect(inEnglish(UP)).toBe("veth1 is up in ns1");
    expect(inWords(UP, WORDS)).toBe("ns1 里的 veth1 已启用");
  });

  test.each([
    ["a, b, c", "a、b、c", listed(["a", "b", "c"])],
    ["a; b", "a；b", listed(["a", "b"], ";")],
    ["a, b and c", "a、b 和 c", listed(["a", "b", "c"], "and")],
    ["a or b", "a 或 b", listed(["a", "b"], "or")],
    ["in ns1 and in ns2", "ns1 里和 ns2 里", listed([IN_NS1, say`in ${{ network: "ns2" }}`], "and")],
    ["a", "a", listed(["a"], "and")],
    ["", "", listed([])],
    ["in ns1; 7", "ns1 里；7", listed([IN_NS1, 7], ";")],
  ])("with a list is said as %s and %s", (english, chinese, links) => {
    expect(inEnglish(say`there are ${{ links }}`)).toBe(`there are ${english}`);
    expect(inWords(say`there are ${{ links }}`, WORDS)).toBe(`共有：${chinese}`);
  });

  test("has no space beside what fills a hole between Chinese characters, and one beside a name", () => {
    const words = {
      ...CHINESE_WORDS,
      phrases: { "{who} showed {what}": "终端 {who} 里显示了 {what}。", mount: "挂载", "{a}{b}": "{a} {b}" },
    };
    expect(inWords(say`${{ who: "host" }} showed ${{ what: say`mount` }}`, words)).toBe("终端 host 里显示了挂载。");
    expect(inWords(say`${{ who: say`mount` }} showed ${{ what: "a b" }}`, words)).toBe("终端挂载里显示了 a b。");
    expect(inWords(say`${{ a: say`mount` }}${{ b: say`mount` }}`, words)).toBe("挂载挂载");
  });

  test("is the same everywhere where it is none of nslab's, and what stands in a hole is no sentence", () => {
    expect(inWords(verbatim("in {network}"), WORDS)).toBe("in {network}");
    expect(inWords(say`in ${{ network: "{place}" }}`, WORDS)).toBe("{place} 里");
    expect(inWords(say`in ${{ network: "constructor" }}`, { ...WORDS, phrases: {} })).toBe("in constructor");
  });

  test("has what came from elsewhere changed in its holes alone, however deep", () => {
    const message = say`${{ link: "x" }} is up ${{ place: say`there are ${{ links: listed(["x", 3, say`in ${{ network: "x" }}`]) }}` }}`;
    expect(inEnglish(withTexts(message, (text) => `<${text}>`))).toBe("<x> is up there are <x>, 3, in <x>");
  });
});
