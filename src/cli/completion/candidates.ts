import type { Command, Option } from "commander";

/** A word that may stand at the cursor, and what it means. */
export interface Candidate {
  readonly value: string;
  readonly about: string;
}

export type Candidates =
  | { readonly type: "words"; readonly words: readonly Candidate[] }
  /** The shell knows those better. */
  | { readonly type: "files" };

/** What may stand for an argument of that name, as in `lesson`; what was typed of it already decides in which form. */
export type ArgumentValues = (argument: string, typed: string) => readonly Candidate[];

const NOTHING: Candidates = { type: "words", words: [] };

/**
 * What may stand where the cursor is. Shells choose by what is typed already, each in its own way.
 *
 * @param words those behind the program's name, the last one being the word at the cursor, which may be empty
 */
export function candidatesFor(program: Command, words: readonly string[], values: ArgumentValues): Candidates {
  const typed = words.at(-1) ?? "";
  const line = readLine(program, words.slice(0, -1));
  if (line === null) return NOTHING;
  const { command, given, waiting, operands, optionsOver } = line;
  if (waiting !== null) return valuesOf(waiting, "");
  if (typed.startsWith("-") && !optionsOver) {
    const flag = /^--[^=]+(?==)/.exec(typed)?.[0];
    if (flag === undefined) return { type: "words", words: optionsOf(program, command, given) };
    const [, option] = findOption(program, command, flag);
    return option !== undefined && takesValue(option) ? valuesOf(option, `${flag}=`) : NOTHING;
  }
  if (command === program) return { type: "words", words: commandsOf(program) };
  const { registeredArguments: expected } = command;
  const argument = expected[operands.length] ?? (expected.at(-1)?.variadic === true ? expected.at(-1) : undefined);
  if (argument === undefined) return optionsOver ? NOTHING : { type: "words", words: optionsOf(program, command, given) };
  const choices = argument.argChoices?.map((value): Candidate => ({ value, about: "" }));
  const found = choices ?? values(argument.name(), typed);
  return { type: "words", words: found.filter(({ value }) => !operands.includes(value)) };
}

interface Line {
  readonly command: Command;
  /** Options that stand there already. */
  readonly given: ReadonlySet<Option>;
  /** The option whose value comes next. */
  readonly waiting: Option | null;
  readonly operands: readonly string[];
  /** Whether `--` has ended the options. */
  readonly optionsOver: boolean;
}

/** What the words before the cursor say; null where no such command is. */
function readLine(program: Command, words: readonly string[]): Line | null {
  let command = program;
  let waiting: Option | null = null;
  let optionsOver = false;
  const given = new Set<Option>();
  const operands: string[] = [];
  for (const word of words) {
    if (waiting !== null) {
      if (word !== "=") waiting = null; // bash's own word between the option and its value
    } else if (word === "--" && !optionsOver) optionsOver = true;
    else if (word.startsWith("-") && !optionsOver) {
      const [owner, option] = findOption(program, command, word.replace(/=.*/s, ""));
      command = owner;
      if (option === undefined) continue;
      given.add(option);
      if (takesValue(option) && !word.includes("=")) waiting = option;
    } else if (command === program) {
      const named = commandNamed(program, word);
      if (named === undefined) return null;
      command = named;
    } else operands.push(word);
  }
  return { command, given, waiting, operands, optionsOver };
}

/** The command that runs where none is named. */
const DEFAULT = "start";

function commandNamed(program: Command, name: string): Command | undefined {
  return program.commands.find((each) => each.name() === name);
}

/** The option and whose it is: one of the default command's stands for that command. */
function findOption(program: Command, command: Command, flag: string): readonly [Command, Option | undefined] {
  const named = (owner: Command) => visibleOptions(owner).find((each) => each.long === flag || each.short === flag);
  const option = named(command);
  const implied = command === program ? commandNamed(program, DEFAULT) : undefined;
  const optionOfImplied = option === undefined && implied !== undefined ? named(implied) : undefined;
  return implied !== undefined && optionOfImplied !== undefined ? [implied, optionOfImplied] : [command, option];
}

function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

function visibleOptions(command: Command): readonly Option[] {
  return command.createHelp().visibleOptions(command);
}

function commandsOf(program: Command): readonly Candidate[] {
  return program
    .createHelp()
    .visibleCommands(program)
    .map((each) => ({ value: each.name(), about: each.description() }));
}

/** Its options that do not stand there yet, by their long names. */
function optionsOf(program: Command, command: Command, given: ReadonlySet<Option>): readonly Candidate[] {
  const implied = command === program ? commandNamed(program, DEFAULT) : undefined;
  const all = [...(implied === undefined ? [] : visibleOptions(implied)), ...visibleOptions(command)];
  const open = all.filter((each) => !given.has(each));
  const candidates = open.map((each): Candidate => ({ value: each.long ?? each.flags, about: each.description }));
  return [...new Map(candidates.map((each) => [each.value, each])).values()];
}

/** What its value may be: a file where the value is called so. */
function valuesOf(option: Option, before: string): Candidates {
  if (/[<[]file[>\]]/.test(option.flags)) return { type: "files" };
  const words = (option.argChoices ?? []).map((value): Candidate => ({ value: before + value, about: "" }));
  return { type: "words", words };
}
