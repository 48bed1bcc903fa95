import { Argument, Command, Option } from "commander";
import { describe, expect, test } from "vitest";
import { type ArgumentValues, candidatesFor } from "../../src/cli/completion/candidates.ts";

/** A program of the same shape as nslab. */
function program(): Command {
  const made = new Command("nslab").version("1.0.0", "-V, --version").helpCommand(false);
  made.command("start").description("go on").option("--plain", "plain text").option("--record <file>", "record it");
  made
    .command("verify")
    .argument("[lesson...]")
    .addOption(new Option("--format <format>", "how").choices(["pretty", "json"]))
    .option("--jobs <n>", "at a time");
  made.command("lesson").argument("<lesson>").option("--auto", "unattended");
  made.command("completion").addArgument(new Argument("[shell]").choices(["bash", "zsh"]));
  made.command("secret", { hidden: true });
  return made;
}

const VALUES: ArgumentValues = (argument, typed) =>
  argument === "lesson" ? (typed === "1" ? ["1", "10"] : ["veth", "bridge"]).map((value) => ({ value, about: "" })) : [];

function complete(...words: readonly string[]): readonly string[] | "files" {
  const found = candidatesFor(program(), words, VALUES);
  return found.type === "files" ? "files" : found.words.map(({ value }) => value);
}

describe("what may stand at the cursor", () => {
  const COMMANDS = ["start", "verify", "lesson", "completion"];
  const VERIFY_OPTIONS = ["--format", "--jobs", "--help"];
  test.each<[string, readonly string[], readonly string[] | "files"]>([
    ["a command, none of them hidden", [""], COMMANDS],
    ["a command that is half typed", ["ver"], COMMANDS],
    ["the options of nslab and of the command that is meant without one", ["-"], ["--plain", "--record", "--help", "--version"]],
    ["no command any more after an option of start, whose other options may follow", ["--plain", ""], ["--record", "--help"]],
    ["a file for an option of start, without the command too", ["--record", ""], "files"],
    ["a lesson", ["lesson", ""], ["veth", "bridge"]],
    ["a lesson in the form in which it was begun", ["lesson", "1"], ["1", "10"]],
    ["an option of the command", ["verify", "--"], VERIFY_OPTIONS],
    ["an option behind a lesson", ["verify", "veth", "-"], VERIFY_OPTIONS],
    ["another lesson where there may be several", ["verify", "veth", ""], ["bridge"]],
    ["an option where no other lesson may be", ["lesson", "veth", ""], ["--auto", "--help"]],
    ["an option that does not stand there yet", ["verify", "--jobs", "2", "--"], ["--format", "--help"]],
    ["a value of the option before", ["verify", "--format", ""], ["pretty", "json"]],
    ["a value of the option before that is half typed", ["verify", "--format", "js"], ["pretty", "json"]],
    ["a value behind the sign", ["verify", "--format=j"], ["--format=pretty", "--format=json"]],
    ["a value behind the sign, in the three words of bash", ["verify", "--format", "=", "j"], ["pretty", "json"]],
    ["a value at the sign, in the two words of bash", ["verify", "--format", "="], ["pretty", "json"]],
    ["a lesson behind a value in the words of bash", ["verify", "--format", "=", "json", ""], ["veth", "bridge"]],
    ["a lesson behind a value", ["verify", "--format=json", ""], ["veth", "bridge"]],
    ["anything, and so nothing, where a number is wanted", ["verify", "--jobs", ""], []],
    ["a file", ["start", "--record", "a"], "files"],
    ["a file behind the sign", ["start", "--record=a"], "files"],
    ["one of the shells", ["completion", ""], ["bash", "zsh"]],
    ["nothing behind a flag that takes no value", ["lesson", "--auto="], []],
    ["no option behind --", ["lesson", "--", "-"], ["veth", "bridge"]],
    ["nothing behind a command that does not exist", ["frobnicate", ""], []],
    ["a lesson behind an option that does not exist", ["verify", "--frobnicate", ""], ["veth", "bridge"]],
    ["nothing of a hidden command's but its help", ["secret", ""], ["--help"]],
    ["a command where nothing is given at all", [], COMMANDS],
  ])("is %s", (_, words, expected) => {
    expect(complete(...words)).toEqual(expected);
  });
});
