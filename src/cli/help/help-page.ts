import { stringWidth } from "../../map/text-width.ts";
import type { Command, Option } from "commander";
import type { Style } from "../../ui/style.ts";
import { indent, wrap } from "../../ui/wrap.ts";
import type { HelpWords, Term } from "./help-words.ts";

export interface HelpLook {
  /** Columns that may be filled. */
  readonly width: number;
  readonly style: Pick<Style, "strong">;
  /** Text whose commands are named as nslab was called. */
  readonly asCalled: (text: string) => string;
}

/** Like a manual page: what a command is, how it is called, what it does, with examples and all that it depends on. */
export function helpPage(command: Command, words: HelpWords | undefined, look: HelpLook): string {
  const help = command.createHelp();
  const called = calledAs(command);
  const title = `${called.replaceAll(" ", "-")}: ${command.description()}`;
  const args = help.visibleArguments(command).map((each): Term => [each.name(), each.description]);
  const options = help.visibleOptions(command).map((each): Term => [each.flags, optionMeaning(each)]);
  const commands = help.visibleCommands(command).map((each): Term => [withArguments(each, each.name()), each.description()]);
  const exampleLines = (words?.examples ?? []).map(([typed, does]) => example(typed, does, look));
  const sections: readonly (readonly [heading: string, lines: readonly string[]])[] = [
    ["Usage", usage(command, called).map((line) => hanging(line, look))],
    ["Description", spaced((words?.description ?? []).map((text) => inset(text, look)))],
    ["Commands", terms(commands, look)],
    ["Arguments", terms(args, look)],
    ["Options", terms(options, look)],
    ["Examples", exampleLines],
    ["Environment", terms(words?.environment ?? [], look)],
    ["Files", terms(words?.files ?? [], look)],
    ["Exit codes", terms(words?.exits ?? [], look)],
    ["See also", words === undefined ? [] : [inset(words.see.join(", "), look)]],
  ];
  const shown = sections.filter(([, lines]) => lines.length > 0);
  const blocks = shown.map(([heading, lines]) => `${look.style.strong(heading)}\n${lines.join("\n")}`);
  return `${[look.style.strong(wrap(title, look.width)), ...blocks].join("\n\n")}\n`;
}

const INSET = 2;
/** Terms are no wider than this beside their meaning; a wider one has a line of its own. */
const WIDEST_TERM = 26;
/** Below this many columns for the meaning, it stands below its term. */
const NARROW = 34;

/** As in `nslab lesson`. */
function calledAs(command: Command): string {
  return command.parent === null ? command.name() : `${calledAs(command.parent)} ${command.name()}`;
}

function withArguments(command: Command, called: string): string {
  const args = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [called, ...args].join(" ");
}

function usage(command: Command, called: string): readonly string[] {
  if (command.commands.length > 0) return [`${called} [command] [options]`];
  return [`${withArguments(command, called)} [options]`];
}

function optionMeaning({ description, argChoices, defaultValue }: Option): string {
  if (argChoices === undefined)
    return typeof defaultValue === "number" ? `${description} (${defaultValue} by default)` : description;
  const choices = argChoices.map((choice) => (choice === defaultValue ? `${choice} (by default)` : choice));
  return `${description}: ${choices.join(", ")}`;
}

function inset(text: string, { width, asCalled }: HelpLook): string {
  return indent(wrap(asCalled(text), width - INSET), INSET);
}

/** A line to be typed: what does not fit goes on further in. */
function hanging(line: string, { width, asCalled }: HelpLook): string {
  const [first = "", ...rest] = wrap(asCalled(line), width - 2 * INSET).split("\n");
  return [indent(first, INSET), ...rest.map((each) => indent(each, 2 * INSET))].join("\n");
}

function example(typed: string, does: string, look: HelpLook): string {
  return `${hanging(typed, look)}\n${indent(wrap(look.asCalled(does), look.width - 3 * INSET), 3 * INSET)}`;
}

function spaced(blocks: readonly string[]): readonly string[] {
  return blocks.flatMap((block, index) => (index === 0 ? [block] : ["", block]));
}

function terms(given: readonly Term[], { width, asCalled }: HelpLook): readonly string[] {
  const all = given.map(([term, meaning]): Term => [term, asCalled(meaning)]);
  const widths = all.map(([term]) => stringWidth(term)).filter((each) => each <= WIDEST_TERM);
  const column = INSET + Math.max(0, ...widths) + 2;
  return all.map(([term, meaning]) => {
    if (width - column < NARROW)
      return `${indent(wrap(term, width - INSET), INSET)}\n${indent(wrap(meaning, width - 3 * INSET), 3 * INSET)}`;
    const text = wrap(meaning, width - column);
    if (stringWidth(term) > WIDEST_TERM) return `${" ".repeat(INSET)}${term}\n${indent(text, column)}`;
    return indent(text, column, `${" ".repeat(INSET)}${term}`);
  });
}
