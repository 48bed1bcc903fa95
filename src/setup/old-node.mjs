// Keeps to what old versions of Node understand, so that it can tell them apart; no imports.
const OLDEST = 20;

/**
 * What to say to somebody whose Node is too old; null where it is not.
 * @param {string} version as process.version
 * @returns {string | null}
 */
export function oldNodeText(version) {
  if (Number(version.replace(/^v/, "").split(".")[0]) >= OLDEST) return null;
  return `nslab needs Node ${OLDEST} or newer; this is ${version}. Get a newer one from your distribution or from nodejs.org, then try again.\n`;
}
