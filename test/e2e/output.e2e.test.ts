import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import stringWidth from "fast-string-width";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { install, type Installed } from "../support/installed.ts";
import { Person } from "../support/person.ts";

const ESCAPE = "\u001b";

let installed: Installed;
let home = "";

beforeAll(async () => {
  installed = await install();
  home = mkdtempSync(join(tmpdir(), "nslab-output-"));
});
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

interface Printed {
  readonly given: string;
  readonly printed: string;
}

/** All that commands print at a terminal of that look, side by side. */
function printedBy(commands: readonly string[], look: Look): Promise<readonly Printed[]> {
  return Promise.all(
    commands.map(async (given) => {
      const person = atTerminal(given, look);
      await person.exited;
      return { given, printed: person.printed };
    }),
  );
}

const LOOKING = ["--help", "map --help", "list", "list 3", "list --long", "doctor", "verify --replay 1", "completion", "clean"];
const COMPLAINTS = ["notes", "map", "shell", "lesson nothing", "script 0", "verify nothing"];

/** Those that complain come when no lab runs any more. */
async function printedByAll(look: Look): Promise<readonly Printed[]> {
  return [...(await printedBy(LOOKING, look)), ...(await printedBy(COMPLAINTS, look))];
}

/** What dead labs of other tests have left may be there to clean. */
const COPIED: Readonly<Record<string, RegExp>> = { completion: /^ {2}/, clean: /^ {2}\/\S+$/ };

describe("what a command prints at a terminal", () => {
  test.each([40, 80, 200])(
    "is no wider than %i columns",
    async (columns) => {
      for (const { given, printed } of await printedByAll({ columns })) {
        for (const line of stripVTControlCharacters(printed).split(/\r?\n/)) {
          // What is copied stays one line: the lines that install the completion, the directories that were removed.
          if (COPIED[given]?.test(line) === true) continue;
          expect(stringWidth(line), `${given}: ${line}`).toBeLessThanOrEqual(columns);
        }
      }
    },
    180_000,
  );

  test.each(["xterm", "linux"])(
    "uses the 16 colours that %s has, and nothing else",
    async (term) => {
      const printed = (await printedBy(LOOKING, { environment: { TERM: term } })).map((each) => each.printed).join("");
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
      const sequences = new Set(printed.match(/\u001b\[[^a-zA-Z]*[a-zA-Z]/g));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
      for (const sequence of sequences) expect(sequence).toMatch(/^\u001b\[(?:[0-9]|2[0-9]|3[0-79]|4[0-79])m$/);
      expect(sequences.size).toBeGreaterThan(0);
    },
    180_000,
  );

  test.each([
    ["NO_COLOR", { NO_COLOR: "1" }],
    ["TERM=dumb", { TERM: "dumb" }],
  ])(
    "has no colours with %s",
    async (_, environment) => {
      for (const { given, printed } of await printedByAll({ environment })) expect(printed, given).not.toContain(ESCAPE);
    },
    180_000,
  );

  test.each([
    ["a locale without UTF-8", { LANG: "C" }],
    ["the kernel's own console", { TERM: "linux" }],
  ])(
    "is ASCII with %s",
    async (_, environment) => {
      for (const { given, printed } of await printedByAll({ environment }))
        expect(stripVTControlCharacters(printed), given).toMatch(/^[\r\n -~]*$/);
    },
    180_000,
  );

  test("is nothing but lines of ASCII with --plain", async () => {
    const commands = [
      "list",
      "list 3",
      "list --long",
      "doctor",
      "verify --replay 1",
      "map",
      "lesson 1 --auto",
      "lesson 8 --auto",
    ];
    for (const { given, printed } of await printedBy(
      commands.map((each) => `${each} --plain`),
      {},
    ))
      expect(printed, given).toMatch(/^[\r\n\t -~]*$/);
  });
});
