import { inEnglish } from "../../src/say/words.ts";
import { fileURLToPath } from "node:url";
import stringWidth from "fast-string-width";
import { beforeAll, describe, expect, test } from "vitest";
import { COURSE } from "../../lessons/course.ts";
import { LANGUAGES } from "../../src/course/language.ts";
import type { LessonText } from "../../src/course/lesson-text.ts";
import { readLessonText } from "../../src/course/load.ts";
import { loadMarkdown, type RenderMarkdown } from "../../src/ui/markdown.ts";
import { createStyle } from "../../src/ui/style.ts";

const PACKAGE_ROOT = fileURLToPath(new URL("../..", import.meta.url));

let render: RenderMarkdown;
beforeAll(async () => {
  render = await loadMarkdown(createStyle({ colour: 0, unicode: true, plain: false }));
});

function wordsOf(folder: string, language: (typeof LANGUAGES)[number]): LessonText {
  const text = readLessonText(PACKAGE_ROOT, folder, language);
  if ("steps" in text) return text;
  throw new Error(text.map((error) => `${error.file}:${error.line}: ${inEnglish(error.message)}`).join("\n"));
}

/** Everything of a lesson that is shown as Markdown, with the place where it stands. */
function blocksOf(text: LessonText): readonly (readonly [string, string])[] {
  return [
    ["opening", text.opening],
    ["closing", text.closing],
    ...[...text.steps.values()].flatMap(({ id, prose, look, hints, flags, states }) =>
      [prose, look, ...hints, ...flags.map(({ meaning }) => meaning), ...states.values()].map((block) => [id, block] as const),
    ),
    ...[...text.questions.values()].flatMap(({ id, question, prose, answers, because }) =>
      [question, prose, ...answers.values(), ...because.values()].map((block) => [`question ${id}`, block] as const),
    ),
  ];
}

describe.each(LANGUAGES.flatMap((language) => COURSE.map(({ folder }) => [folder, language] as const)))(
  "the words of %s in the language %s",
  (folder, language) => {
    test("are shown in lines that fit, and begin with no mark that closes", () => {
      for (const columns of [40, 80]) {
        for (const [place, block] of blocksOf(wordsOf(folder, language))) {
          for (const line of render(block, columns).split("\n")) {
            if (!line.startsWith("    ")) expect(stringWidth(line), `${place}: ${line}`).toBeLessThanOrEqual(columns);
            expect(line, place).not.toMatch(/^[，。；：？！）」』》、]/u);
          }
        }
      }
    });

    test("leave no mark of Markdown on the screen", () => {
      for (const [place, block] of blocksOf(wordsOf(folder, language))) {
        const shown = render(block, 200)
          .split("\n")
          .filter((line) => !line.startsWith("    "))
          .join("\n")
          .replace(/`[^`]*`/g, "");
        expect(shown, place).not.toMatch(/\*\*|(?<!\w)\*[^\s*]|`/u);
      }
    });
  },
);

describe.each(COURSE.map(({ folder }) => folder))("a translation of %s", (folder) => {
  const codeOf = (text: string) => [...new Set([...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code))].toSorted();

  test("speaks of the same commands, files and addresses in the prose of each step", () => {
    const [english, chinese] = [wordsOf(folder, "en"), wordsOf(folder, "zh")];
    for (const [id, step] of english.steps) {
      const translated = chinese.steps.get(id);
      expect(codeOf(translated?.prose ?? ""), id).toEqual(codeOf(step.prose));
    }
  });
});
