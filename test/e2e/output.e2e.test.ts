import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import stringWidth from "fast-string-width";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { HELP_WORDS } from "../../src/cli/help/all-words.ts";
import { install, type Installed } from "../support/installed.ts";
import { Person } from "../support/person.ts";

const ESCAPE = "\u001b";

let installed: Installed;
let home = "";

beforeAll(async () => {
  installed = await install();
  home = mkdtempSync(join(tmpdir(), "nslab-output-"));
}, 60_000);
afterEach(() => Person.closeAll());
afterAll(() => {
  installed.remove();
  rmSync(home, { recursive: true, force: true });
});

interface Look {
  readonly columns?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

function atTerminal(given: string, { columns = 80, environment = {} }: Look): Person {
  return Person.start(`${process.execPath} ${installed.program} ${given}`, {
    columns,
    rows: 24,
    environment: { HOME: home, XDG_RUNTIME_DIR: home, SHELL: "/bin/bash", ...environment },
  });
}

/** All that a command prints at a terminal of that look. */
async function printedBy(given: string, look: Look): Promise<string> {
  const person = atTerminal(given, look);
  await person.exited;
  return person.printed;
}

const HELP = Object.keys(HELP_WORDS).map((name) => (name === "nslab" ? "--help" : `${name} --help`));
const LOOKING = ["list", "list 3", "list --long", "doctor", "verify --replay 1", "completion", "clean"];
const COMPLAINTS = ["notes", "map", "shell", "lesson nothing", "script 0", "verify nothing"];

describe("what a command prints at a terminal", () => {
  test.each([40, 80, 200])(
    "is no wider than %i columns, and breaks between words",
    async (columns) => {
      for (const given of [...HELP, ...LOOKING, ...COMPLAINTS]) {
        const printed = await printedBy(given, { columns });
        for (const line of stripVTControlCharacters(printed).split(/\r?\n/)) {
          // What is copied stays one line: the lines that install the completion.
          if (given === "completion" && line.startsWith("  ")) continue;
          expect(stringWidth(line), `${given}: ${line}`).toBeLessThanOrEqual(columns);
        }
      }
    },
    180_000,
  );

  test.each(["xterm", "linux", "screen"])(
    "uses the 16 colours that %s has, and nothing else",
    async (term) => {
      const printed: string[] = [];
      for (const given of ["--help", ...LOOKING]) printed.push(await printedBy(given, { environment: { TERM: term } }));
      const sequences = new Set(printed.join("").match(/\u001b\[[^a-zA-Z]*[a-zA-Z]/g));
      for (const sequence of sequences) expect(sequence).toMatch(/^\u001b\[(?:[0-9]|2[0-9]|3[0-79]|4[0-79])m$/);
      expect(sequences.size).toBeGreaterThan(0);
    },
    120_000,
  );

  test.each([
    ["NO_COLOR", { NO_COLOR: "1" }],
    ["TERM=dumb", { TERM: "dumb" }],
  ])(
    "has no colours with %s",
    async (_, environment) => {
      for (const given of ["--help", ...LOOKING, ...COMPLAINTS])
        expect(await printedBy(given, { environment })).not.toContain(ESCAPE);
    },
    120_000,
  );

  test.each([
    ["a locale without UTF-8", { LANG: "C" }],
    ["the kernel's own console", { TERM: "linux" }],
  ])(
    "is ASCII with %s",
    async (_, environment) => {
      for (const given of ["--help", ...LOOKING, ...COMPLAINTS])
        expect(stripVTControlCharacters(await printedBy(given, { environment })), given).toMatch(/^[\r\n -~]*$/);
    },
    120_000,
  );

  test("is nothing but lines of ASCII with --plain", async () => {
    for (const given of [...LOOKING.slice(0, 5), "map", "lesson 1 --auto", "lesson 8 --auto"])
      expect(await printedBy(`${given} --plain`, {}), given).toMatch(/^[\r\n\t -~]*$/);
  }, 120_000);
});

test("a lesson with --plain is nothing but lines of ASCII, whatever key is pressed", async () => {
  const person = atTerminal("lesson mounts --plain", {});
  await person.answers(/q quits at any time[\s\S]*Enter begin/, "\r");
  await person.answers(/Enter begin/, "\r");
  for (const key of ["h", "h", "c", "d", "e", "?", "m", "\r"]) {
    const from = person.printed.length;
    await person.answers(/(?:Enter (?:run|next|more|go on)|next page)[^\n]*\s*$/, key);
    await person.prints(/Enter \S/, from);
  }
  await person.answers(/Enter [^\n]*\s*$/, "q");
  await person.sees(/nothing of it is left|q back|back/);
  if (!/nothing of it is left/.test(person.printed)) person.press("q");
  expect(await person.exited).toBe(0);
  expect(person.printed).toMatch(/^[\r\n\t -~]*$/);
}, 60_000);
