import { readFileSync } from "node:fs";
import { join } from "node:path";
import { languageOfSetup } from "./language.mjs";
import { inLanguage } from "./words.mjs";

/** @typedef {import("../say/message.ts").Message} Message */

/**
 * Speaks to the person at the keyboard, in his language.
 * @typedef {object} Voice
 * @property {(message: Message) => string} told in that language
 * @property {(message: Message) => void} tell says it on a line, or several
 * @property {(text: string) => void} write says what is in no language
 */

/**
 * @param {"en" | "zh"} language
 * @param {(text: string) => void} write
 * @returns {Voice}
 */
export function voice(language, write) {
  const told = /** @param {Message} message */ (message) => inLanguage(message, language);
  return { told, tell: (message) => write(`${told(message)}\n`), write };
}

/**
 * On the standard error: the standard output belongs to what is run.
 * @param {readonly string[]} given what is for nslab
 */
export function personsVoice(given) {
  return voice(personsLanguage(given), (text) => void process.stderr.write(text));
}

/** @param {readonly string[]} given what is for nslab */
export function personsLanguage(given) {
  return languageOfSetup({ environment: process.env, given, chosen: () => chosenLanguage(process.env) });
}

/**
 * What nslab language has kept (src/progress/choices.ts), of whoever runs npm.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {unknown}
 */
function chosenLanguage({ XDG_STATE_HOME: state = "", HOME: home = "" }) {
  const base = state.startsWith("/") ? state : join(home, ".local/state");
  try {
    return JSON.parse(readFileSync(join(base, "nslab/choices.json"), "utf8")).language;
  } catch {
    return null; // nothing was chosen yet
  }
}
