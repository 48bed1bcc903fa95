import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../src/setup/build.mjs";
import { oldNodeText } from "../../src/setup/old-node.mjs";
import { inLanguage } from "../../src/setup/words.mjs";
import { runQuietly } from "../../src/setup/run-command.mjs";

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "nslab-old-node-"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "main.ts"), 'console.log("runs");');
  await build({ entry: join(folder, "main.ts"), out: join(folder, "dist") });
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The program, by a Node that says it is that version. */
function runBy(
  version: string,
  given: readonly string[] = [],
  environment: Readonly<Record<string, string>> = ENGLISH,
): ReturnType<typeof runQuietly> {
  const pretending = `data:text/javascript,Object.defineProperty(process,"version",{value:"${version}"})`;
  return runQuietly([process.execPath, "--import", pretending, join(folder, "dist/main.js"), ...given], {
    environment,
  });
}

const ENGLISH = { LC_ALL: "C.UTF-8", NSLAB_LANGUAGE: "" };

/** What is said to somebody with that version; nothing where it is new enough. */
function said(version: string, language: "en" | "zh"): string {
  const text = oldNodeText(version);
  return text === null ? "" : `${inLanguage(text, language)}\n`;
}

describe("a Node that is too old", () => {
  test.each(["v12.22.9", "v18.19.0", "v19.9.0"])("as %s is told from others", (version) => {
    expect(said(version, "en")).toMatch(new RegExp(`^nslab needs Node 20 or newer; this is ${version}\\. `));
  });

  test.each(["v20.0.0", "v22.11.0", "v100.0.0"])("is not %s", (version) => {
    expect(oldNodeText(version)).toBeNull();
  });

  test.each([[[]], [["--help"]], [["verify", "--replay"]]])(
    "ends the built program with one sentence and code 3, whatever is asked of it: %j",
    async (given) => {
      expect(await runBy("v18.19.0", given)).toEqual({ code: 3, output: said("v18.19.0", "en") });
    },
  );

  test.each<[readonly string[], Readonly<Record<string, string>>]>([
    [[], { LC_ALL: "zh_CN.UTF-8", NSLAB_LANGUAGE: "" }],
    [["start"], { LC_ALL: "C.UTF-8", NSLAB_LANGUAGE: "zh" }],
    [["lesson", "4", "--language", "zh"], ENGLISH],
  ])("is told in Chinese to who wants it: %j %j", async (given, environment) => {
    expect(await runBy("v18.19.0", given, environment)).toEqual({ code: 3, output: said("v18.19.0", "zh") });
    expect(said("v18.19.0", "zh")).toMatch(/^nslab 需要 Node 20 或更新的版本，现在是 v18\.19\.0。/);
  });

  test("is none that the built program runs on", async () => {
    expect(await runBy("v20.0.0")).toEqual({ code: 0, output: "runs\n" });
  });
});
