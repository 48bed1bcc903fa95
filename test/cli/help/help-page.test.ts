import { Command, Option } from "commander";
import { describe, expect, test } from "vitest";
import { HELP_WORDS } from "../../../src/cli/help/all-words.ts";
import { type HelpLook, helpPage } from "../../../src/cli/help/help-page.ts";
import { say } from "../../../src/say/message.ts";
import { inEnglish } from "../../../src/say/words.ts";

const PLAIN: Omit<HelpLook, "width"> = {
  style: { strong: (text) => text },
  asCalled: (text) => text,
  told: inEnglish,
};

function command(): Command {
  const program = new Command("nslab").helpCommand(false);
  return program
    .command("map")
    .description("draw the running lab")
    .argument("[place...]", "where")
    .addOption(new Option("--format <format>", "what is printed").choices(["text", "json"]).default("text"))
    .option("--jobs <n>", "at a time", Number, 1)
    .option("--plain", "plain text", false);
}

describe("a command's help", () => {
  test("has its usage, arguments and options as the command declares them, and the words about it", () => {
    const words = {
      description: [say`It draws.`, say`It does no more.`],
      examples: [["nslab map --format json | jq .", say`for a program`]],
      environment: [["TERM", say`the terminal`]],
      files: [],
      exits: [["0", say`all well`]],
      see: ["nslab shell", "nslab list"],
    } as const;
    expect(helpPage(command(), words, { ...PLAIN, width: 60 })).toBe(`nslab-map: draw the running lab

Usage
  nslab map [place...] [options]

Description
  It draws.

  It does no more.

Arguments
  place  where

Options
  --format <format>  what is printed: text (by default),
                     json
  --jobs <n>         at a time (1 by default)
  --plain            plain text
  -h, --help         display help for command

Examples
  nslab map --format json | jq .
      for a program

Environment
  TERM  the terminal

Exit codes
  0  all well

See also
  nslab shell, nslab list
`);
  });

  test("puts meanings below their terms where it is narrow", () => {
    expect(helpPage(command(), undefined, { ...PLAIN, width: 40 })).toContain(
      "  --format <format>\n      what is printed: text (by\n      default), json\n",
    );
  });

  test("is ASCII, and ends no term's meaning with a period", () => {
    for (const words of Object.values(HELP_WORDS)) {
      expect(JSON.stringify(words)).toMatch(/^[ -~]*$/);
      for (const [, meaning] of [...words.examples, ...words.environment, ...words.files, ...words.exits])
        expect(inEnglish(meaning)).not.toMatch(/\.$/);
    }
  });
});
