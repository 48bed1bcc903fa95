/** How whoever reads nslab's messages can call it. */
export interface Called {
  /** In place of `nslab` in front of a command or option: `npm start --`. */
  readonly self: string;
  /** In place of `sudo nslab`. */
  readonly root: string;
}

/** Where that is told to all that writes, and to whatever nslab starts. */
export const CALLED_SELF = "NSLAB_CALLED_AS";
export const CALLED_ROOT = "NSLAB_CALLED_AS_ROOT";

/**
 * How nslab was called now.
 *
 * @param argv what runs this program by its path, whoever types it: Node, and the program
 * @param isThereForRoot whether sudo finds a program, by the PATH that it sets
 */
export function howCalled(
  environment: NodeJS.ProcessEnv,
  argv: readonly string[],
  isThereForRoot: (program: string) => boolean,
): Called {
  // npm tells what it runs a program for (docs.npmjs.com, "scripts"): npm exec is npx.
  const self = environment[CALLED_SELF] || (environment["npm_command"] === "exec" ? "npx nslab" : "nslab");
  const isInstalled = self === "nslab" && isThereForRoot("nslab") && isThereForRoot("node");
  return { self, root: isInstalled ? "sudo nslab" : ["sudo", ...argv.map(quoted)].join(" ") };
}

const COMMANDS = "start|lesson|list|verify|shell|map|script|doctor|notes|language|clean|reset|completion|help|COMMAND";
const NAMED = new RegExp(`\\b(sudo )?nslab(?: (${COMMANDS})(?![\\w-])| (?=--?[a-zA-Z]|\\[(?:command|命令)\\]))?`, "g");
/** What stands behind a command whose output goes on to a file or a program. */
const PIPED = /^(?: [^\s`|>]+)* [|>]/;

/** Text whose commands work as nslab was called: `npm start -- lesson 4` for somebody who has no `nslab`. */
export function asCalled(environment: NodeJS.ProcessEnv): (text: string) => string {
  const self = environment[CALLED_SELF] || "nslab";
  const root = environment[CALLED_ROOT] || "sudo nslab";
  if (self === "nslab" && root === "sudo nslab") return (text) => text;
  return (text) =>
    text.replace(NAMED, (whole: string, sudo: string | undefined, command: string | undefined, offset: number) => {
      const isOption = command === undefined && whole.endsWith(" ");
      const rest = command === undefined ? (isOption ? " " : "") : ` ${command}`;
      if (sudo !== undefined) return `${root}${rest}`;
      if (command !== undefined || isOption) return called(self, rest, text.slice(offset + whole.length));
      // The name alone is a command between backticks or where nothing else is said, and otherwise the name of the program.
      const isTyped = text === whole || (text[offset - 1] === "`" && text[offset + whole.length] === "`");
      return isTyped ? called(self, "", "") : whole;
    });
}

/**
 * npm start starts without being told, and takes what is behind two dashes. It prints two lines of its own above the output, which
 * no program and no file is to get: -s leaves them out.
 */
function called(self: string, rest: string, behind: string): string {
  if (!self.endsWith(" --")) return `${self}${rest}`;
  const npmStart = `${self.slice(0, -" --".length)}${PIPED.test(behind) ? " -s" : ""}`;
  const isBare = rest === "" || (rest === " start" && !behind.startsWith(" --"));
  return isBare ? npmStart : `${npmStart} --${rest}`;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
