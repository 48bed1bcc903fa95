import { join } from "node:path";
import { build } from "../../src/setup/build.mjs";
import { copyPackage, type Installed } from "./package-copy.ts";
import { PACKAGE_ROOT } from "./test-lab.ts";

export type { Installed } from "./package-copy.ts";
export { type Home, makeHome, makeStranger, PEOPLE, type Who } from "./people.ts";

/** @param entry the program's source; nslab itself by default */
export async function install(entry = "src/cli/main.ts"): Promise<Installed> {
  const installed = copyPackage(PACKAGE_ROOT, ["package.json", "lessons", "src/lab", "src/cli/completion"]);
  await build({ entry, out: join(installed.root, "dist") });
  return installed;
}
