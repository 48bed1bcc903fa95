import { stringWidth } from "../../map/text-width.ts";
import { listed, type Message, type Said, say } from "../../say/message.ts";
import type { Command, Option } from "commander";
import type { Style } from "../../ui/style.ts";
import { indent, wrap } from "../../ui/wrap.ts";
import type { HelpWords } from "./help-words.ts";

export interface HelpLook {
  /** Columns that may be filled. */
  readonly width: number;
  readonly style: Pick<Style, "strong">;
  /** Text whose commands are named as nslab was called. */
  readonly asCalled: (text: string) => string;
  /** In the language that is spoken. */
  readonly told: (said: Said) => string;
}

/** A word, and what it means in the language that is spoken. */
type Row = readonly [term: string, meaning: string];

/** Like a manual page: what a command is, how it is called, what it does, with examples and all that it depends on. */
export function helpPage(command: Command, words: HelpWords | undefined, look: HelpLook): string {
  const help = command.createHelp();
  const called = calledAs(command);
  const title = look.told(say`${{ command: called.replaceAll(" ", "-") }}: ${{ description: command.description() }}`);
  const args = help.visibleArguments(command).map((each): Row => [each.name(), each.description]);
  const options = help.visibleOptions(command).map((each): Row => [each.flags, look.told(optionMeaning(each))]);
  const commands = help.visibleCommands(command).map((each): Row => [withArguments(each, each.name()), each.description()]);
  const exampleLines = (words?.examples ?? []).map(([typed, does]) => example(typed, look.told(does), look));
  const rows = (given: HelpWords["files"] = []) => given.map(([term, meaning]): Row => [term, look.told(meaning)]);
  const sections: readonly (readonly [heading: Message, lines: readonly string[]])[] = [
    [say`Usage`, [hanging(look.told(usage(command, called)), look)]],
    [say`Description`, spaced((words?.description ?? []).map((text) => inset(look.told(text), look)))],
    [say`Commands`, terms(commands, look)],
    [say`Arguments`, terms(args, look)],
    [say`Options`, terms(options, look)],
    [say`Examples`, exampleLines],
    [say`Environment`, terms(rows(words?.environment), look)],
    [say`Files`, terms(rows(words?.files), look)],
    [say`Exit codes`, terms(rows(words?.exits), look)],
    [say`See also`, words === undefined ? [] : [inset(look.told(say`${{ pages: listed(words.see) }}`), look)]],
  ];
  const shown = sections.filter(([, lines]) => lines.length > 0);
  const blocks = shown.map(([heading, lines]) => `${look.style.strong(look.told(heading))}\n${lines.join("\n")}`);
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

function usage(command: Command, called: string): Message {
  if (command.commands.length > 0) return say`${{ program: called }} [command] [options]`;
  return say`${{ command: withArguments(command, called) }} [options]`;
}

function optionMeaning({ description, argChoices, defaultValue }: Option): Said {
  if (argChoices === undefined)
    return typeof defaultValue === "number" ? say`${{ description }} (${{ value: defaultValue }} by default)` : description;
  const choices = argChoices.map((value) => (value === defaultValue ? say`${{ value }} (by default)` : value));
  return say`${{ description }}: ${{ choices: listed(choices) }}`;
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

function terms(given: readonly Row[], { width, asCalled }: HelpLook): readonly string[] {
  const all = given.map(([term, meaning]): Row => [term, asCalled(meaning)]);
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
