import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COURSE } from "../../lessons/course.ts";
import { HELP_WORDS } from "../../src/cli/help/all-words.ts";
import type { VerifyDocument } from "../../src/ui/report/document.ts";
import { englishIn } from "../support/english-left.ts";
import { type Home, install, type Installed, makeHome, PEOPLE } from "../support/installed.ts";
import { nslab } from "../support/nslab.ts";
import { faultsOfReport } from "../support/report-schema.ts";

const CHINESE = { LANG: "zh_CN.UTF-8" };
const [WHO] = PEOPLE;

let installed: Installed;
let home: Home;

beforeAll(async () => {
  installed = await install();
  if (WHO === undefined) throw new Error("somebody runs the tests");
  home = makeHome(WHO);
});
afterAll(() => {
  home.remove();
  installed.remove();
});

function run(given: readonly string[], environment: Readonly<Record<string, string>>) {
  if (WHO === undefined) throw new Error("somebody runs the tests");
  return nslab(installed, given, { who: WHO, home, environment });
}

const LESSONS = COURSE.map(({ id }) => id);

describe("in Chinese", () => {
  test.each(
    [
      ["--help"],
      ...Object.keys(HELP_WORDS).map((command) => `${command} --help`),
      "list",
      "list --long",
      ...LESSONS.map((lesson) => `list ${lesson}`),
      ...LESSONS.map((lesson) => `script ${lesson}`),
      "completion",
      "doctor",
      "language",
      "notes",
      "map",
      "shell",
      "clean",
      "verify",
      "reset",
      "lesson nothing",
      "list 77",
      "script 0",
      "verify nothing",
      "verify --jobs x",
      "verify --format xml",
      "map --format xml",
      "no-such-command",
      "list --no-such-option",
      "lesson --course /nowhere",
      "record /proc/nowhere",
      "notes --output /",
      "shell nowhere",
      "verify --lab 9",
    ].map((given) => (Array.isArray(given) ? given : [given])),
  )("no English is said by nslab %s", async (given = "") => {
    const { stdout, stderr } = await run(given.split(" "), CHINESE);
    expect(`${stdout}${stderr}`).toMatch(/\p{Script=Han}|^zh\n$/u);
    expect(englishIn(`${stdout}\n${stderr}`)).toEqual([]);
  });

  test("a replay of the course finds what it finds in English, in other words", async () => {
    const [english, chinese] = [await replay({}), await replay(CHINESE)];
    expect(withoutTexts(chinese)).toEqual(withoutTexts(english));
    const texts = textsIn(chinese);
    expect(texts.length).toBeGreaterThan(1_000);
    expect([...new Set(texts.flatMap(englishIn))]).toEqual([]);
    expect(new Set(textsIn(english))).not.toEqual(new Set(texts));
  });
});

async function replay(environment: Readonly<Record<string, string>>): Promise<VerifyDocument> {
  const { stdout } = await run(["verify", "--replay", "--jobs", "2", "--format", "json"], environment);
  const document = JSON.parse(stdout) as VerifyDocument;
  expect(faultsOfReport(document)).toEqual([]);
  return document;
}

/** What differs from one replay to the next: times, PIDs, inodes, and how much of something was used. */
const DIGITS = /\d+/g;

function withoutTexts(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll(DIGITS, "0");
  if (typeof value === "number") return 0;
  if (Array.isArray(value)) return value.map(withoutTexts);
  if (typeof value !== "object" || value === null) return value;
  const { text: _, ...rest } = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(rest).map(([name, each]) => [name, name === "with" && "say" in rest ? {} : withoutTexts(each)]),
  );
}

/** All texts of the language that was asked for, however deep. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    name === "text" && typeof each === "string" && "say" in value ? [each] : textsIn(each),
  );
}
