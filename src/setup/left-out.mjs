// What the build puts in place of packages that marked-terminal imports and nslab never has it use (src/ui/markdown.ts
// renders code and tables itself, and has no emoji by name): nine tenths of it, and of the time that it takes to load.

/** cli-highlight. @param {string} code */
export const highlight = (code) => code;

/** node-emoji. */
export const get = () => undefined;

/** cli-table3. */
export default function Table() {
  throw new Error("tables of marked-terminal are left out of the build");
}
