import type { ProcessChange } from "../../kernel/changes.ts";
import { NAMESPACE_KINDS, type Process, type Snapshot } from "../../kernel/snapshot.ts";
import { isOfTerminal } from "../../kernel/terminal-processes.ts";
import { type ChangeLine, line, namespaceNumber, otherNamespace, processName, type Wording } from "./names.ts";

type LifeChange = Extract<ProcessChange, { type: "process-started" | "process-ended" | "process-changed" }>;

/** Processes that started, ended or became different ones; the shells that terminals begin with are the lab's own. */
export function processLines(wording: Wording, changes: readonly LifeChange[]): readonly ChangeLine[] {
  const { before, after, words } = wording;
  return changes.flatMap((change): readonly ChangeLine[] => {
    const { process } = change;
    switch (change.type) {
      case "process-started":
        return isOfTerminal(after, process) ? [] : [line("+", described(wording, after, process), commandOf(process))];
      case "process-ended":
        if (isOfTerminal(before, process)) return [];
        if (!change.reaped) return [line("~", words.zombie(described(wording, before, process)))];
        return [line("-", described(wording, before, process), commandOf(process))];
      case "process-changed":
        return differences(wording, change.before, process);
    }
  });
}

/** `process bash, PID 83 on the host, 1 inside`, and its root directory where that is another than the host's. */
function described({ words }: Wording, snapshot: Snapshot, process: Process): string {
  const [outside = 0, ...inside] = process.pids;
  const text = inside.length === 0 ? words.process(process.name, outside) : words.processInside(process.name, outside, inside);
  return process.root === "" || process.root === snapshot.host.root ? text : words.withRoot(text, process.root);
}

/** Longer command lines are cut. */
const LONGEST_COMMAND = 60;

/** What was typed to start it, where that says more than its name. */
function commandOf({ command, name }: Process): string {
  const text = command.join(" ");
  if (text === name) return "";
  return text.length <= LONGEST_COMMAND ? text : `${text.slice(0, LONGEST_COMMAND - 4)} ...`;
}

function differences(wording: Wording, before: Process, process: Process): readonly ChangeLine[] {
  const { words, arrow } = wording;
  const who = processName(process);
  const command = (of: Process) => commandOf(of) || of.name;
  const lines: ChangeLine[] = [];
  if (before.command.join("\0") !== process.command.join("\0"))
    lines.push(line("~", words.fromTo(words.pid(process.pids[0] ?? 0), command(before), arrow, command(process))));
  if (before.root !== process.root) lines.push(line("~", words.fromTo(words.rootOf(who), before.root, arrow, process.root)));
  for (const kind of NAMESPACE_KINDS) {
    const [from, to] = [before.namespaces[kind], process.namespaces[kind]];
    if (from === to) continue;
    const name = (inode: number) => (otherNamespace(wording, kind, inode) === null ? words.host : namespaceNumber(kind, inode));
    lines.push(line("~", words.fromTo(words.namespaceOf(kind, who), name(from), arrow, name(to))));
  }
  return lines;
}
