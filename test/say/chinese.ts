import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "rolldown/parseAst";
import { PACKAGE_ROOT } from "../support/test-lab.ts";

/** A piece of Chinese as it stands in a file: commands are \`x\`, holes are ◇. */
export interface ChineseText {
  readonly text: string;
  /** FILE:LINE */
  readonly place: string;
}

/** A word that is not to be written, where it does not stand in one of others. */
export interface Unwanted {
  readonly word: string;
  readonly instead: string;
  readonly except: readonly string[];
}

/** All Chinese of nslab: its lessons, its screens, its catalogues, its set-up and its README. */
export function allChinese(): readonly ChineseText[] {
  return [
    ...lessons(),
    ...sources("src/ui/texts/zh"),
    ...sources("src/say/zh"),
    "src/setup/zh.mjs",
    "test/support/tools-in-chinese.ts",
    "README.zh.md",
  ].flatMap((file) => {
    const source = readFileSync(join(PACKAGE_ROOT, file), "utf8");
    return file.endsWith(".md") ? chineseOfMarkdown(file, source) : chineseOfSource(file, source);
  });
}

function lessons(): readonly string[] {
  const folders = readdirSync(join(PACKAGE_ROOT, "lessons")).filter((name) => /^\d\d-/.test(name));
  return folders.map((name) => `lessons/${name}/lesson.zh.md`);
}

function sources(folder: string): readonly string[] {
  return readdirSync(join(PACKAGE_ROOT, folder)).map((name) => `${folder}/${name}`);
}

/** Its lines but for blocks of code. */
export function chineseOfMarkdown(file: string, source: string): readonly ChineseText[] {
  const outside = source.replaceAll(/```[\s\S]*?```|<!--[\s\S]*?-->/g, (block) => block.replaceAll(/[^\n]/g, ""));
  return chineseAmong(outside.split("\n").map((line, at) => ({ text: line, place: `${file}:${at + 1}` })));
}

/** Its strings and templates, but for names of properties: those of a catalogue are English. */
export function chineseOfSource(file: string, source: string): readonly ChineseText[] {
  const found = stringsIn(parseAst(source, { lang: "ts" }));
  return chineseAmong(
    found.flatMap(({ text, start }) => {
      const line = source.slice(0, start).split("\n").length;
      return text.split("\n").map((part) => ({ text: part, place: `${file}:${line}` }));
    }),
  );
}

function chineseAmong(texts: readonly ChineseText[]): readonly ChineseText[] {
  return texts
    .map(({ text, place }) => ({
      text: text
        .replaceAll(/`[^`]+`/g, "`x`")
        .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
        .replaceAll(/ +\|/g, "|")
        .replaceAll(/\{\w+\}/g, "◇")
        .replaceAll(/\*+(?! )/g, ""),
      place,
    }))
    .filter(({ text }) => /\p{Script=Han}/u.test(text));
}

interface Found {
  readonly text: string;
  readonly start: number;
}

/** What is looked for, as ESTree has it. */
interface Node {
  readonly type?: string;
  readonly value?: unknown;
  readonly key?: unknown;
  readonly start: number;
  readonly quasis?: readonly { readonly value: { readonly cooked: string | null } }[];
}

function stringsIn(value: unknown): readonly Found[] {
  if (typeof value !== "object" || value === null) return [];
  const node = value as Node;
  if (node.type === "Literal") return typeof node.value === "string" ? [{ text: node.value, start: node.start }] : [];
  const inside = Object.entries(node).flatMap(([name, part]) => (name === "key" ? [] : stringsIn(part)));
  if (node.type !== "TemplateLiteral") return inside;
  return [{ text: (node.quasis ?? []).map((quasi) => quasi.value.cooked).join("◇"), start: node.start }, ...inside];
}

/** How Chinese is not set, each with what is wrong. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Han}(?:[,:;!?()]|\.(?!\.))|[,;!?()]\p{Script=Han}|[`\w][,;] ?\p{Script=Han}/u, "a half-width mark"],
  [/\p{Script=Han}[A-Za-z0-9`]|[A-Za-z0-9`%]\p{Script=Han}/u, "no space between Chinese and Latin"],
  [/[，。：；（）、？！“”] |[^\s|:] [，。：；）、？！”]/u, "a space beside a full-width mark"],
  [/\p{Script=Han} +\p{Script=Han}/u, "a space between Chinese characters"],
  [/[\s\u00a0]%|％/u, "a percentage is written 50%"],
  [/\d(?:[KMG]i?B|[mµ]?s)(?!\w)/u, "a unit is written 64 MiB"],
  [/\.\.\.|(?<!…)…(?!…)/u, "an ellipsis is written ……"],
  [/[「」『』]|"(?=\p{Script=Han})|(?<=\p{Script=Han})"/u, "quote marks are “ and ”"],
];

/** What is wrong with these texts, a line each. */
export function faultsOfChinese(texts: readonly ChineseText[], unwanted: readonly Unwanted[]): readonly string[] {
  return texts.flatMap(({ text, place }) => [
    ...MARKS.flatMap(([pattern, wrong]) => {
      const at = text.search(pattern);
      return at < 0 ? [] : [`${place}: ${wrong}: ${text.slice(Math.max(0, at - 8), at + 8).trim()}`];
    }),
    ...unwanted
      .filter(({ word, except }) => except.reduce((rest, allowed) => rest.replaceAll(allowed, ""), text).includes(word))
      .map(({ word, instead }) => `${place}: not ${word}: ${instead}`),
  ]);
}

/** The table of terms in CONTRIBUTING.md: English, Chinese, what not to write, and where it is right all the same. */
export function unwantedOf(contributing: string): readonly Unwanted[] {
  const rows = contributing.split("\n").filter((line) => /^\|.*\p{Script=Han}/u.test(line));
  return rows.flatMap((row) => {
    const [, , instead = "", never = "", except = ""] = row.split("|").map((cell) => cell.trim());
    return wordsOf(never).map((word) => ({ word, instead, except: wordsOf(except) }));
  });
}

function wordsOf(cell: string): readonly string[] {
  return cell === "" ? [] : cell.split("、");
}
