import type { TerminalName } from "../../../src/terminal/names.ts";

/** What an attack goes through, as issue 9 sorts them. */
export type Kind = "nothing" | "terminal" | "files" | "supervisor" | "limits" | "text" | "load" | "quit";

/** Whose nslab it is: the machine's root, or an ordinary user. */
export type User = "root" | "user";
export const USERS: readonly User[] = ["root", "user"];

/** How nslab is made to end when an attack has been tried. */
export type Quit = "q" | "Ctrl-C" | "SIGTERM" | "SIGHUP" | "SIGKILL";
export const QUITS: readonly Quit[] = ["q", "Ctrl-C", "SIGTERM", "SIGHUP", "SIGKILL"];

/** Keys at a step, by what they do. */
export const ASKS = {
  run: "\r",
  help: "?",
  hint: "h",
  checks: "c",
  changes: "d",
  map: "m",
  explain: "e",
  output: "o",
  fix: "f",
  back: "b",
  restart: "rr",
} as const;
export type Ask = keyof typeof ASKS;

/**
 * One thing that is done. Lines may hold words in braces: {CANARY}, {PRIVATE} and {FOLDER} are paths of the machine's
 * that no byte may come from; {MARK} is one that may not come into being; {RUN} is where records are.
 */
export type Deed =
  /** Types a line in the terminal of the step, taken over. `comesBack`: a prompt is there again afterwards. */
  | { readonly type: "type"; readonly line: string; readonly comesBack: boolean }
  /** Pastes so many letters there, whether or not anybody reads them. */
  | { readonly type: "paste"; readonly letters: number }
  /** Goes to another terminal, taken over. */
  | { readonly type: "switch"; readonly to: TerminalName }
  /** Presses a key at the step, and waits for what comes of it. */
  | { readonly type: "ask"; readonly ask: Ask }
  /** Runs nslab once more, in another process. */
  | { readonly type: "nslab"; readonly given: string }
  /** Gives the window other sizes, one after the other. */
  | { readonly type: "resize"; readonly times: number }
  /** Opens another window, and types nslab shell there. */
  | { readonly type: "shell"; readonly terminal: "" | "neighbor"; readonly opens: boolean }
  /** Types a line in that other window, wherever it is. */
  | { readonly type: "at-shell"; readonly line: string; readonly comesBack: boolean }
  /** Has some nslabs whose PIDs are alike make labs, and looks meanwhile whether two of these share ids of the machine's. */
  | { readonly type: "many-labs" }
  /** Ends the shell in that window by hand. */
  | { readonly type: "leave-shell" }
  /** Types a secret at the machine's own prompt there, many times. */
  | { readonly type: "secret" }
  /** Stops the nslab of that window while the lab is replaced, types a line of the machine's ahead, and lets it go on. */
  | { readonly type: "typed-ahead"; readonly ask: Ask }
  /** Looks from outside for processes of labs that hold one of the windows' terminals. */
  | { readonly type: "look-for-holders" }
  /** Looks from outside whether all that runs in labs is in a lab's cgroups. */
  | { readonly type: "look-for-limits" };

/** What must be so when all is done, besides what holds after every attack. */
export type Proof =
  /** The text, all control characters taken out, stands somewhere in what the windows have shown; or nowhere. */
  | { readonly type: "shown" | "not-shown"; readonly pattern: RegExp; readonly why: string }
  /** No number behind `reached:` is that of a mount namespace of who supervises the lab. */
  | { readonly type: "supervisor-not-reached" }
  /** The person who runs nslab can still make this on the machine. */
  | { readonly type: "machine-can"; readonly program: string; readonly why: string }
  /** The file of that name in {FOLDER} holds what it held. */
  | { readonly type: "unchanged"; readonly file: string };

export interface Attack {
  /** What it is, for whoever reads the results; no two are the same. */
  readonly name: string;
  readonly kind: Kind;
  readonly lesson: string;
  readonly step: string;
  readonly deeds: readonly Deed[];
  readonly proofs: readonly Proof[];
  readonly users: readonly User[];
  /** Whose it may be on a machine that others need, since it is harmless there if nothing stops it. */
  readonly here: readonly User[];
  /** Programs of the machine without which it cannot be tried. */
  readonly needs: readonly string[];
  /** Tried once for each of them; one of all, in turn, where it is empty. */
  readonly quits: readonly Quit[];
  /** One of the few in `npm run test:all`. */
  readonly isQuick: boolean;
  /** A command that runs nslab, as in `["prlimit", "--nproc=500"]`. */
  readonly by: readonly string[];
  /** Further arguments of nslab's. */
  readonly given: readonly string[];
  /** Milliseconds, on a quick machine, that a line or a look may take at most; what answers keys does not get them. */
  readonly patience: number;
}

const PATIENCE_MS = 20_000;

/** At the first step of lesson 1, on the host, by everybody, everywhere, unless said otherwise. */
export function attack(
  kind: Kind,
  name: string,
  deeds: readonly (Deed | readonly Deed[])[],
  more: Partial<Omit<Attack, "kind" | "name" | "deeds">> = {},
): Attack {
  return {
    kind,
    name,
    lesson: "mounts",
    step: "workdir",
    proofs: [],
    users: USERS,
    here: USERS,
    needs: [],
    quits: [],
    isQuick: false,
    by: [],
    given: [],
    patience: PATIENCE_MS,
    ...more,
    deeds: deeds.flat(),
  };
}

export function type(...lines: readonly string[]): readonly Deed[] {
  return lines.map((line) => ({ type: "type", line, comesBack: true }));
}

/** Types a line after which there is no prompt. */
export function typeAndGo(line: string): Deed {
  return { type: "type", line, comesBack: false };
}

export function ask(...asks: readonly Ask[]): readonly Deed[] {
  return asks.map((each) => ({ type: "ask", ask: each }));
}

export function nslab(...given: readonly string[]): readonly Deed[] {
  return given.map((each) => ({ type: "nslab", given: each }));
}

export function atShell(...lines: readonly string[]): readonly Deed[] {
  return lines.map((line) => ({ type: "at-shell", line, comesBack: true }));
}

export const SHELL: Deed = { type: "shell", terminal: "", opens: true };
export const HOLDERS: Deed = { type: "look-for-holders" };

/** Puts a program into the lab: a file with these lines, in which there are no single quotes. */
export function program(path: string, ...lines: readonly string[]): readonly Deed[] {
  return type(`printf '%s\\n' ${lines.map((line) => `'${line}'`).join(" ")} >${path}; chmod +x ${path}`);
}

/** Every document and drawing of the lab that another process makes. */
export const DOCUMENTS: readonly Deed[] = nslab(
  "verify --format json",
  "verify",
  "map --format json",
  "map --format mermaid",
  "map",
  "map --svg {HOME}/map.svg",
  "notes",
);

/** Everything that looks into the lab. */
export const LOOKS: readonly Deed[] = [...ask("checks", "map", "changes", "hint"), ...DOCUMENTS];
