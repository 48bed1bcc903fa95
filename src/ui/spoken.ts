import { type Language, LANGUAGES } from "../course/language.ts";
import { speaksUnicode } from "./streams.ts";

/** Names the language of nslab alone. */
export const LANGUAGE_VARIABLE = "NSLAB_LANGUAGE";

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

/** As gettext has it ("The LANGUAGE variable"): a list there goes before the locale, unless that one is C, which speaks English. */
function localeLanguage(environment: NodeJS.ProcessEnv): Language {
  const locale = environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "C";
  if (/^(?:C|POSIX)$/.test(locale) || !speaksUnicode(environment)) return "en";
  const wanted = (environment["LANGUAGE"] || locale).split(":");
  return wanted.map(languageIn).find((each) => each !== null) ?? "en";
}

/** That of a locale's name: `zh_CN.UTF-8`, `zh-Hans`. */
function languageIn(locale: string): Language | null {
  return languageNamed(/^[a-z]+/i.exec(locale)?.[0].toLowerCase() ?? "");
}
