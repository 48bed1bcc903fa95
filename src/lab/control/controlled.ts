import type { FrontOf, OwnTerminalLine, RanAsLearner, TerminalRequest } from "../lab.ts";

/** What a lab's owner does for other processes of the same person. */
export interface Controlled {
  openTerminal(request: TerminalRequest): OwnTerminalLine;
  runAsLearner(argv: readonly string[], timeout: number): Promise<RanAsLearner>;
  readonly frontOf: FrontOf;
}

/** Terminals that others may have open at a time: the rest of a lab's are the session's own. */
export const MOST_TERMINALS = 4;
/** Commands of others that run at a time; others may run beside them, too (COMMAND_SLOTS). */
export const MOST_COMMANDS = 2;
