import { describe, expect, test } from "vitest";
import { languageAskedFor, withDefaultCommand } from "../../src/cli/arguments.ts";

const COMMANDS = ["start", "list", "lesson"];

describe("the language on a command line", () => {
  test.each<[string, readonly string[], "en" | "zh" | null]>([
    ["stands before the command", ["--language", "zh", "list"], "zh"],
    ["stands behind it", ["list", "--long", "--language", "zh"], "zh"],
    ["stands without a command", ["--language=zh"], "zh"],
    ["is the last one that is named", ["--language", "zh", "list", "--language=en"], "en"],
    ["is none where none is named", ["list", "zh"], null],
    ["is none where there is no such language, which commander says", ["--language", "fr", "list"], null],
    ["is none where its name is missing, which commander says", ["list", "--language"], null],
    ["is no word behind --", ["__complete", "--", "--language", "zh"], null],
  ])("%s", (_, given, language) => {
    expect(languageAskedFor(given)).toBe(language);
  });
});

describe("without a command", () => {
  test.each<[string, string, string]>([
    ["start is meant", "", "start"],
    ["start's options are meant", "--plain", "start --plain"],
    ["start is meant in a language", "--language zh", "start --language zh"],
    ["start is meant in a language, whose name is missing", "--language", "start --language"],
    ["nslab's own options are meant", "--version", "--version"],
    ["help is asked for", "help", "--help"],
    ["help is asked for in a language", "--language=zh help", "--language=zh --help"],
  ])("%s", (_, given, meant) => {
    expect(withDefaultCommand(given.split(" ").filter(Boolean), COMMANDS).join(" ")).toBe(meant);
  });

  test.each<[string, string, string]>([
    ["stays", "list --long", "list --long"],
    ["stays behind a language", "--language zh list", "--language zh list"],
    ["is asked about", "help list", "list --help"],
    ["is asked about in a language", "--language zh help list", "--language zh list --help"],
    ["is misspelt, and is not explained", "lisst --help", "lisst"],
    ["is misspelt when it is asked about", "help lisst", "lisst"],
  ])("a command that is named %s", (_, given, meant) => {
    expect(withDefaultCommand(given.split(" "), COMMANDS).join(" ")).toBe(meant);
  });
});
