// What the set-up says: messages as in src/say, which is not built yet when these are needed. Their Chinese is in zh.mjs.
// Keeps to what old versions of Node understand.
import { CHINESE } from "./zh.mjs";

/** @typedef {import("../say/message.ts").Message} Message */
/** @typedef {import("../say/message.ts").Value} Value */
/** @typedef {import("../say/message.ts").Hole} Hole */

/**
 * Each hole is an object with one property, which names it.
 * @param {TemplateStringsArray} parts
 * @param {readonly Hole[]} holes
 * @returns {Message}
 */
export function say(parts, ...holes) {
  const text = parts.reduce((before, part, at) => `${before}{${Object.keys(holes[at - 1] || {}).join()}}${part}`);
  return { say: text, with: Object.assign({}, ...holes) };
}

/**
 * @param {Message} message
 * @param {"en" | "zh"} language
 * @returns {string}
 */
export function inLanguage(message, language) {
  const phrase = (language === "zh" && CHINESE[message.say]) || message.say;
  return phrase.replace(/\{(\w+)\}/g, (_hole, name) => shown(message.with[name], language));
}

/**
 * @param {Value | undefined} value
 * @param {"en" | "zh"} language
 * @returns {string}
 */
function shown(value, language) {
  if (typeof value !== "object") return String(value);
  if ("say" in value) return inLanguage(value, language);
  return value.items.map((item) => shown(item, language)).join(language === "zh" ? "、" : ", ");
}
