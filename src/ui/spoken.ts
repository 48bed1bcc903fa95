import { type Language, LANGUAGES } from "../course/language.ts";
import { LANGUAGE_VARIABLE, localeLanguages } from "../setup/language.mjs";

/**
 * The language to speak: the one that was asked for, by an option or a variable, else the one the person chose once, else
 * the one of his locale (locale(7)), where the terminal can show it.
 *
 * @param chosen asked only where it counts: it is read from a file
 */
export function languageFor(asked: Language | null, chosen: () => Language | null, environment: NodeJS.ProcessEnv): Language {
  return asked ?? languageNamed(environment[LANGUAGE_VARIABLE] ?? "") ?? chosen() ?? localeLanguage(environment);
}

/** One of those there are, by its very name. */
export function languageNamed(name: string): Language | null {
  return LANGUAGES.find((each) => each === name) ?? null;
}

function localeLanguage(environment: NodeJS.ProcessEnv): Language {
  return (
    localeLanguages(environment)
      .map(languageNamed)
      .find((each) => each !== null) ?? "en"
  );
}
