import type { CgroupVersion } from "../lab/identity.ts";
import type { Snapshot } from "../kernel/snapshot.ts";
import type { TerminalName } from "../terminal/names.ts";

/** One line to type, several, or lines that depend on this lab. */
export type Command = Line | readonly Line[] | ((situation: Situation) => Line | readonly Line[]);

/** A line is typed and waited for; a key is pressed (`Ctrl-C`) and the prompt waited for. `in` types it in another terminal. */
export type Line = string | { readonly key: "Ctrl-C" | "Ctrl-Z" } | { readonly in: TerminalName; readonly line: string };

/** Where a line is typed, and what: the key of a line that is one. */
export function placeOf(
  line: Line,
  own: TerminalName,
): { readonly terminal: TerminalName; readonly command: string | null; readonly key: string | null } {
  if (typeof line === "string") return { terminal: own, command: line, key: null };
  if ("key" in line) return { terminal: own, command: null, key: line.key };
  return { terminal: line.in, command: line.line, key: null };
}

/** What a command may depend on that is the same for all labs of a machine. */
export interface MachineSituation {
  readonly cgroup: CgroupVersion;
  /** Whether the machine has a program: old ones such as brctl are not everywhere. */
  readonly has: (program: string) => boolean;
}

/** What a command may depend on besides: PIDs differ from run to run. */
export interface Situation extends MachineSituation {
  readonly snapshot: Snapshot;
  /** PID, as the host's `ps` shows it, of the process in front in that terminal; 0 when it is not open. */
  readonly front: (terminal: TerminalName) => number;
}

/** A command that depends on the machine alone: playing it needs no look at the lab. */
type MachineCommand<Lines> = ((machine: MachineSituation) => Lines) & { readonly needsNoLook: true };

/** The article's command where its program is installed, the iproute2 form where it is not. */
export function classic(program: string, command: string, modern: string): MachineCommand<string> {
  return Object.assign((machine: MachineSituation) => (machine.has(program) ? command : modern), { needsNoLook: true as const });
}

/** The form for this machine's cgroup hierarchy. */
export function byCgroup<Lines extends Line | readonly Line[]>(v1: Lines, v2: Lines): MachineCommand<Lines> {
  return Object.assign((machine: MachineSituation) => (machine.cgroup === "v2" ? v2 : v1), { needsNoLook: true as const });
}

/** The lines a command comes to. The lab is looked at only for a command that depends on it. */
export async function linesOf(
  command: Command,
  machine: MachineSituation,
  look: () => Promise<Situation>,
): Promise<readonly Line[]> {
  if (typeof command !== "function") return asLines(command);
  return asLines(isMachineCommand(command) ? command(machine) : command(await look()));
}

function isMachineCommand(
  command: (situation: Situation) => Line | readonly Line[],
): command is MachineCommand<Line | readonly Line[]> {
  return "needsNoLook" in command;
}

function asLines(lines: Line | readonly Line[]): readonly Line[] {
  return Array.isArray(lines) ? (lines as readonly Line[]) : [lines as Line];
}
