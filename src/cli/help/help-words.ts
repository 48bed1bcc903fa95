import { type Message, type Said, say } from "../../say/message.ts";

/** A word or a path, and what it means. */
export type Term = readonly [term: string, meaning: Message];

/** What a command's help says beyond its usage, arguments and options, which the command itself declares. */
export interface HelpWords {
  /** What it does, a paragraph each. */
  readonly description: readonly Message[];
  /** What one types, and what that does. */
  readonly examples: readonly Term[];
  /** Environment variables that it reads. */
  readonly environment: readonly Term[];
  /** Files that it reads or writes. */
  readonly files: readonly Term[];
  readonly exits: readonly Term[];
  /** Where there is more. */
  readonly see: readonly Said[];
}

/** Variables that several commands read. Each means the same everywhere. */
export const VARIABLES = {
  colours: ["NO_COLOR, FORCE_COLOR", say`no colours where NO_COLOR is set, colours also in a pipe with FORCE_COLOR=1`],
  background: [
    "COLORFGBG",
    say`set by some terminals; where it says that the background is light, colours that are pale on it are not used`,
  ],
  term: ["TERM", say`TERM=dumb: nothing is redrawn, no colours. TERM=linux: nothing beyond ASCII is drawn`],
  characters: ["LC_ALL, LC_CTYPE, LANG", say`where they name a character set other than UTF-8, nothing beyond ASCII is drawn`],
  language: ["NSLAB_LANGUAGE", say`en or zh: the language of all that nslab says, as with --language`],
  locale: [
    "LANGUAGE, LC_ALL, LC_MESSAGES, LANG",
    say`where they want Chinese and the terminal can show it, nslab speaks Chinese, unless another language was chosen`,
  ],
  state: ["XDG_STATE_HOME", say`the folder for progress and notes; ~/.local/state by default`],
  home: ["HOME", say`where that is, without XDG_STATE_HOME`],
  caller: [
    "SUDO_UID, PKEXEC_UID, DOAS_USER",
    say`who became root: progress, notes and recordings are that person's, in that person's own home`,
  ],
  course: ["NSLAB_COURSE", say`the folder of another course than nslab's own, as with --course`],
  runtime: ["XDG_RUNTIME_DIR", say`the folder where running labs are noted; by default one below /run or /tmp`],
} as const satisfies Readonly<Record<string, Term>>;

export const SCREEN: readonly Term[] = [VARIABLES.colours, VARIABLES.background, VARIABLES.term, VARIABLES.characters];
/** Every command reads them. */
export const SPEECH: readonly Term[] = [VARIABLES.language, VARIABLES.locale];
export const PERSON: readonly Term[] = [VARIABLES.state, VARIABLES.home, VARIABLES.caller];

export const KEPT = {
  progress: ["~/.local/state/nslab/progress.json", say`what you have passed, and where you stand`],
  journal: ["~/.local/state/nslab/journal.jsonl", say`what your notes are made from`],
  courses: [
    "~/.local/state/nslab/courses/ID/",
    say`progress and notes of a course that is not nslab's own; courses.json beside it: those you trust`,
  ],
  choices: ["~/.local/state/nslab/choices.json", say`the language that you have chosen`],
  labs: [
    "$XDG_RUNTIME_DIR/nslab/",
    say`a note of each running lab and the socket by which it is reached; as root /run/nslab, else /tmp/nslab-UID, where that is not set`,
  ],
} as const satisfies Readonly<Record<string, Term>>;

export const EXITS = {
  ok: ["0", say`all well`],
  usage: ["2", say`it was called wrongly; the message says how`],
  machine: ["3", say`this machine cannot; the message says why, and what to do`],
  nothing: ["3", say`this machine cannot, or all was skipped and nothing proved; the message says why, and what to do`],
  interrupted: ["130", say`interrupted by Ctrl-C or a signal`],
} as const satisfies Readonly<Record<string, Term>>;
