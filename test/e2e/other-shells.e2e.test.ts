import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findPackageRoot } from "../../src/cli/context.ts";
import { Person } from "../support/person.ts";

const LEAVE = "\u001d"; // Ctrl-]
const KEYS = /\? (help|more)\s*$/;
const packageRoot = findPackageRoot(import.meta.url);
let home = "";

beforeAll(() => {
  execFileSync(process.execPath, [join(packageRoot, "src/setup/build.mjs")], { cwd: packageRoot });
});

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "nslab-shells-"));
});

afterEach(async () => {
  await Person.closeAll();
  rmSync(home, { recursive: true, force: true });
});

/** At the first step of lesson 1. */
async function atFirstStep(columns = 100, rows = 40): Promise<Person> {
  const person = Person.start(`${process.execPath} ${packageRoot}/dist/main.js lesson mounts`, {
    columns,
    rows,
    environment: { HOME: home, XDG_RUNTIME_DIR: home },
  });
  await person.answers(/q quits at any time[\s\S]*Enter begin/, "\r");
  await person.answers(/Enter begin/, "\r");
  await person.sees(KEYS);
  return person;
}

describe("a learner in a shell of his own, which knows nothing of nslab", () => {
  test.each([
    ["sh", "sh", /[#$] *\s*\n\d+\/\d+ [^\n]*$/],
    ["bash without its settings", "env -i PS1='$ ' bash --norc", /\$ *\s*\n\d+\/\d+ [^\n]*$/],
    ["bash whose PROMPT_COMMAND he changed", "PROMPT_COMMAND= PS0= bash", /# *\s*\n\d+\/\d+ [^\n]*$/],
  ])(
    "is judged while he types, and when he comes back: %s",
    async (_, shell, prompt) => {
      const person = await atFirstStep();
      person.press("t");
      await person.sees(/\[root@host[^\n]*# *\s*\n\d+\/\d+ [^\n]*$/);
      let at = person.printed.length;
      person.press(`${shell}\r`);
      await person.prints(/[#$] /, at);
      await person.sees(prompt);
      person.press(LEAVE);
      await person.sees(KEYS);

      person.press("\r");
      await person.sees(
        /could not be typed: in that terminal you are in a shell of\s+your\s+own,\s+`?(sh|dash|busybox|bash)[\s\S]*exit/,
      );
      await person.sees(/Enter try again/);
      person.press("t");
      await person.sees(/You are in a shell of your own here/);
      at = person.printed.length;
      person.press("mkdir -p /data1 data; echo hello > /data1/note\r");
      await person.prints(/all checks of this step pass/, at);
      person.press(LEAVE);
      await person.sees(/Step 2 of|Enter next/);
      expect(person.printed).not.toContain("another command is still running");
    },
    90_000,
  );
});
