import type { Language } from "../course/language.ts";
import { speaksUnicode } from "./streams.ts";

/**
 * The language to speak: the one that was asked for, else the one the person chose once, else the one of
 * his locale (locale(7)), where the terminal can show it.
 */
export function languageFor(asked: Language | null, chosen: Language | null, environment: NodeJS.ProcessEnv): Language {
  return asked ?? chosen ?? localeLanguage(environment);
}

function localeLanguage(environment: NodeJS.ProcessEnv): Language {
  const locale = environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "";
  return locale.startsWith("zh") && speaksUnicode(environment) ? "zh" : "en";
}
