import { Command, Option } from "commander";
import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import { HELP_WORDS } from "../../../src/cli/help/all-words.ts";
import { helpPage } from "../../../src/cli/help/help-page.ts";

const PLAIN = { strong: (text: string) => text };

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

const asWritten = (text: string) => text;

describe("a command's help", () => {
  test("has its usage, arguments and options as the command declares them, and the words about it", () => {
    const words = {
      description: ["It draws.", "It does no more."],
      examples: [["nslab map --format json | jq .", "for a program"]],
      environment: [["TERM", "the terminal"]],
      files: [],
      exits: [["0", "all well"]],
      see: ["nslab shell", "nslab list"],
    } as const;
    expect(helpPage(command(), words, { width: 60, style: PLAIN, asCalled: asWritten })).toBe(`nslab-map: draw the running lab

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
    expect(helpPage(command(), undefined, { width: 40, style: PLAIN, asCalled: asWritten })).toContain(
      "  --format <format>\n      what is printed: text (by\n      default), json\n",
    );
  });

  test.each([24, 40, 80, 200])("is no wider than %i columns, whatever the command", (width) => {
    for (const [name, words] of Object.entries(HELP_WORDS)) {
      const page = helpPage(new Command(name).description("what it does, in a line that is longer than that"), words, {
        width,
        asCalled: asWritten,
        style: PLAIN,
      });
      for (const line of page.split("\n")) expect(stringWidth(line), `${name}: ${line}`).toBeLessThanOrEqual(width);
    }
  });

  test("is ASCII, and ends no term's meaning with a period", () => {
    for (const words of Object.values(HELP_WORDS)) {
      expect(JSON.stringify(words)).toMatch(/^[ -~]*$/);
      for (const [, meaning] of [...words.examples, ...words.environment, ...words.files, ...words.exits])
        expect(meaning).not.toMatch(/\.$/);
    }
  });
});
