// Which language to speak, as far as the environment and the command line tell. nslab itself goes by this, too.
// Keeps to what old versions of Node understand.

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/** Names the language of nslab alone. */
export const LANGUAGE_VARIABLE = "NSLAB_LANGUAGE";

/** Takes a language, wherever it stands. */
export const LANGUAGE_FLAG = "--language";

/**
 * What the command line names, the last one where there are several; null where it names none.
 * @param {readonly string[]} given
 * @returns {string | null}
 */
export function languageOption(given) {
  const end = given.indexOf("--");
  const options = end === -1 ? given : given.slice(0, end);
  const names = options.flatMap((word, index) => {
    if (word === LANGUAGE_FLAG) return [options[index + 1] || ""];
    return word.startsWith(`${LANGUAGE_FLAG}=`) ? [word.slice(LANGUAGE_FLAG.length + 1)] : [];
  });
  return names.length === 0 ? null : names[names.length - 1] || "";
}

/**
 * The languages of the locale (locale(7)), the one wanted most first, as `zh` for `zh_CN.UTF-8`. As gettext has it ("The
 * LANGUAGE variable"): a list there goes before the locale, unless that one is C, which speaks English.
 * @param {Environment} environment
 * @returns {readonly string[]}
 */
export function localeLanguages(environment) {
  const locale = environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "C";
  if (/^(?:C|POSIX)$/.test(locale) || !speaksUnicode(environment)) return [];
  const wanted = environment["LANGUAGE"] || locale;
  return wanted.split(":").map((name) => name.replace(/[^a-zA-Z].*$/, "").toLowerCase());
}

/**
 * The kernel's own console has no ✓; a locale that names another character set has none either (locale(7)).
 * @param {Environment} environment
 */
export function speaksUnicode(environment) {
  if (environment["TERM"] === "linux") return false;
  const locale = environment["LC_ALL"] || environment["LC_CTYPE"] || environment["LANG"] || "";
  return locale === "" || /utf-?8/i.test(locale);
}

/**
 * The language of the set-up, found as nslab finds its own: by the command line, the variable, what was chosen once, the locale.
 * @param {{ readonly environment: Environment, readonly given?: readonly string[], readonly chosen?: () => unknown }} by
 * @returns {"en" | "zh"}
 */
export function languageOfSetup({ environment, given = [], chosen = () => null }) {
  const [language = "en"] = [
    languageOption(given),
    environment[LANGUAGE_VARIABLE],
    chosen(),
    ...localeLanguages(environment),
  ].filter((name) => name === "en" || name === "zh");
  return language === "zh" ? "zh" : "en";
}
