import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { PACKAGE_ROOT } from "../support/test-lab.ts";

/** Files that are loaded before any command runs: what is imported there, and by what is imported, but neither types nor what waits for `import()`. */
function loadedWith(entry: string): ReadonlySet<string> {
  const loaded = new Set([entry]);
  // grows while it is walked
  for (const file of loaded)
    for (const [, path = ""] of readFileSync(file, "utf8").matchAll(/^(?:import|export) (?!type )[^;]*?from "(\.[^"]+)";/gm))
      loaded.add(join(dirname(file), path));
  return new Set([...loaded].map((file) => relative(PACKAGE_ROOT, file)));
}

test("nslab --help loads neither the words of another language nor those of screens", () => {
  const loaded = loadedWith(join(PACKAGE_ROOT, "src/cli/main.ts"));
  expect([...loaded]).toContain("src/cli/help/words/map.ts");
  expect([...loaded].filter((file) => /^src\/(?:say\/zh|ui\/texts)\//.test(file))).toEqual([]);
});
