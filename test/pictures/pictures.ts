// The pictures of the README, drawn by the program itself: npm run pictures.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPackageRoot } from "../../src/cli/context.ts";
import { drawingOf } from "../../src/map/arrange.ts";
import { layoutOf } from "../../src/map/build-layout.ts";
import { UNICODE_SYMBOLS } from "../../src/map/sheet.ts";
import { drawSvg } from "../../src/map/svg.ts";
import { ENGLISH } from "../../src/ui/texts/english.ts";
import { Person } from "../support/person.ts";
import { endOfLesson } from "../support/end-of-lesson.ts";
import { screenSvg } from "./screen-svg.ts";

const packageRoot = findPackageRoot(import.meta.url);
const folder = join(packageRoot, "lessons/pictures");

/** Lesson 7 with its first step done. */
async function lessonScreen(): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), "nslab-pictures-"));
  const person = Person.start(`${process.execPath} ${packageRoot}/dist/main.js lesson bridge`, {
    columns: 80,
    rows: 34,
    environment: { HOME: home, XDG_RUNTIME_DIR: home },
  });
  try {
    await person.answers(/q quits at any time[^]*Enter begin/, "\r"); // the welcome
    await person.answers(/Lesson 7[^]*Enter begin/, "\r");
    await person.answers(/Step 1 of[^]*Enter run/, "\r");
    await person.sees(/seen[^]*Enter next/);
    const rows = person.cells;
    const first = rows.findIndex((_, index) => person.rows[index]?.includes("Step 1 of") === true);
    const last = person.rows.findLastIndex((row) => row.trim() !== "");
    return screenSvg(rows.slice(Math.max(first, 0), last + 1), "A step of lesson 7");
  } finally {
    person.press("q");
    await person.exited;
    rmSync(home, { recursive: true, force: true });
  }
}

/** Lesson 13 when both containers run. */
async function map(): Promise<string> {
  const { view } = await endOfLesson("container", packageRoot);
  if (view === null) throw new Error("lesson 13 could not be played to its end");
  const drawing = drawingOf(layoutOf(view.snapshot, view), 100, { words: ENGLISH.map, symbols: UNICODE_SYMBOLS });
  return drawSvg(drawing, "auto", "The map of lesson 13: two containers, built by hand");
}

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "lesson.svg"), await lessonScreen());
writeFileSync(join(folder, "map.svg"), await map());
process.stdout.write(`The pictures are in ${folder}.\n`);
