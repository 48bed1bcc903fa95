import { say } from "./words.mjs";

/**
 * Why the set-up could not write a file of the folder it works in, and what to do.
 * @param {unknown} error as Node throws it
 * @param {string} root that folder
 * @returns {import("../say/message.ts").Message | null} null for any other error, which is a bug
 */
export function writeFailure(error, root) {
  if (!(error instanceof Error)) return null;
  const { code, path = root } = /** @type {NodeJS.ErrnoException} */ (error);
  switch (code) {
    case "EACCES":
    case "EPERM":
      return say`nslab is built in ${{ root }}, and you may not write ${{ path }} there. Make that folder yours (its owner can run: ${{ command: `chown -R "$USER" ${root}` }}), or clone the repository into a folder of your own, then try again.`;
    case "EROFS":
      return say`nslab is built in ${{ root }}, where nothing can be written: ${{ path }}. Clone the repository into a folder of your own, then try again.`;
    case "ENOSPC":
    case "EDQUOT":
      return say`nslab is built in ${{ root }}, and there is no room left for ${{ path }}. Free about 20 MB and try again.`;
    default:
      return null;
  }
}
