import { type Language, LANGUAGES } from "../course/language.ts";
import { shorten } from "./columns.ts";
import { askLine, type MenuOptions, runPrompt, TAKEN_AWAY } from "./menu.ts";
import { sizeOf } from "./streams.ts";
import { TEXTS } from "./texts/texts.ts";

/** Each in its own words; where those cannot be shown, the rest still tells which it is. */
const NAMES: Readonly<Record<Language, string>> = { en: "English (en)", zh: "中文 (Chinese, zh)" };

/** Has the person choose a language; the one that is spoken now stands first in his hand. Null: he goes back. */
export async function chooseLanguage(options: MenuOptions): Promise<Language | null> {
  return options.capabilities.cursor ? chooseByArrows(options) : chooseByNumber(options);
}

async function chooseByArrows(options: MenuOptions): Promise<Language | null> {
  const { layout, output } = options;
  const { style, texts } = layout;
  const words = texts.learner.language;
  const chosen = await runPrompt<Language>(options, {
    type: "select",
    message: words.title,
    footer: () => style.quiet(shorten(words.keys, sizeOf(output).columns - 1, style.ellipsis)),
    choices: LANGUAGES.map((language) => ({ name: language, message: NAMES[language] })),
    initial: LANGUAGES.indexOf(texts.language),
  });
  output.write(TAKEN_AWAY);
  return chosen;
}

function chooseByNumber(options: MenuOptions): Promise<Language | null> {
  const { layout, output } = options;
  const words = layout.texts.learner.language;
  const list = LANGUAGES.map((language, index) => `${index + 1}. ${NAMES[language]}`);
  output.write(`\n${words.title}\n\n${list.join("\n")}\n\n`);
  return askLine(
    options,
    words,
    (given) => LANGUAGES.find((language, index) => given === String(index + 1) || given.toLowerCase() === language) ?? null,
  );
}

/** Said in the language that was chosen. */
export function chosenText(language: Language): string {
  return TEXTS[language].learner.language.chosen;
}
