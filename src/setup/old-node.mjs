// Keeps to what old versions of Node understand, so that it can tell them apart.
import { say } from "./words.mjs";

const OLDEST = 20;

/**
 * What to say to somebody whose Node is too old; null where it is not.
 * @param {string} version as process.version
 */
export function oldNodeText(version) {
  if (Number(version.replace(/^v/, "").split(".")[0]) >= OLDEST) return null;
  return say`nslab needs Node ${{ oldest: OLDEST }} or newer; this is ${{ version }}. Get a newer one from your distribution or from nodejs.org, then try again.`;
}
