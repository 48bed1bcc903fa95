// The pictures of the README, drawn by the program itself: npm run pictures.
import { say } from "../../src/say/message.ts";
import { speaker } from "../support/speaker.ts";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Language } from "../../src/course/language.ts";
import { findPackageRoot } from "../../src/cli/context.ts";
import { drawingOf } from "../../src/map/arrange.ts";
import { layoutOf } from "../../src/map/build-layout.ts";
import { UNICODE_SYMBOLS } from "../../src/map/sheet.ts";
import { drawSvg } from "../../src/map/svg.ts";
import { TEXTS } from "../../src/ui/texts/texts.ts";
import { Person } from "../support/person.ts";
import { endOfLesson } from "../support/end-of-lesson.ts";
import { screenSvg } from "./screen-svg.ts";

const packageRoot = findPackageRoot(import.meta.url);
const folder = join(packageRoot, "lessons/pictures");

/** What is waited for on the screen, and what the picture is called. */
interface Words {
  readonly welcome: RegExp;
  readonly opening: RegExp;
  readonly step: RegExp;
  readonly passed: RegExp;
  readonly first: string;
  readonly screen: string;
  readonly map: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    welcome: /q quits at any time[^]*Enter begin/,
    opening: /Lesson 7[^]*Enter begin/,
    step: /Step 1 of[^]*Enter run/,
    passed: /seen[^]*Enter next/,
    first: "Step 1 of",
    screen: "A step of lesson 7",
    map: "The map of lesson 13: two containers, built by hand",
  },
  zh: {
    welcome: /q 随时退出[^]*Enter 开始/,
    opening: /第 7 课[^]*Enter 开始/,
    step: /第 1 步，共[^]*Enter 运行/,
    passed: /看到[^]*Enter 下一步/,
    first: "第 1 步，共",
    screen: "第 7 课的一步",
    map: "第 13 课的地图：亲手搭建的两个容器",
  },
};

/** Lesson 7 with its first step done. */
async function lessonScreen(language: Language): Promise<string> {
  const words = WORDS[language];
  const home = mkdtempSync(join(tmpdir(), "nslab-pictures-"));
  const person = Person.start(`${process.execPath} ${packageRoot}/dist/main.js --language ${language} lesson bridge`, {
    columns: 80,
    rows: 34,
    environment: { HOME: home, XDG_RUNTIME_DIR: home },
  });
  try {
    await person.answers(words.welcome, "\r");
    await person.answers(words.opening, "\r");
    await person.answers(words.step, "\r");
    await person.sees(words.passed);
    const rows = person.cells;
    const first = rows.findIndex((_, index) => person.rows[index]?.includes(words.first) === true);
    const last = person.rows.findLastIndex((row) => row.trim() !== "");
    return screenSvg(rows.slice(Math.max(first, 0), last + 1), words.screen);
  } finally {
    person.press("q");
    await person.exited;
    rmSync(home, { recursive: true, force: true });
  }
}

/** Lesson 13 when both containers run. */
const { view } = await endOfLesson("container", packageRoot);
if (view === null) throw new Error("lesson 13 could not be played to its end");
mkdirSync(folder, { recursive: true });
for (const [language, ending] of [
  ["en", "svg"],
  ["zh", "zh.svg"],
] as const) {
  const { map } = TEXTS[language];
  const drawing = drawingOf(layoutOf(view.snapshot, view), 100, { words: map, symbols: UNICODE_SYMBOLS });
  writeFileSync(join(folder, `map.${ending}`), drawSvg(drawing, "auto", WORDS[language].map));
  writeFileSync(join(folder, `lesson.${ending}`), await lessonScreen(language));
}
process.stdout.write(`${speaker()(say`The pictures are in ${{ folder }}.`)}\n`);
