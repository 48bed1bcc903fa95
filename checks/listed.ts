import type { Process } from "../src/kernel/snapshot.ts";

/** Fewer letters of a command say too little of it. */
const FEWEST = 3;

/**
 * Whether a line of a list of processes is about this one: it holds its PID as a word of its own, and its name or its command. A
 * list is cut off at the window's edge, so the line may end within the command.
 *
 * @param pid as it is counted where the list was made
 */
export function isLineOf(line: string, process: Pick<Process, "name" | "command">, pid: number): boolean {
  if (!line.trim().split(/\s+/).includes(String(pid))) return false;
  const command = process.command.join(" ");
  return (command !== "" && line.includes(command)) || line.includes(process.name) || endsWithin(line.trimEnd(), command);
}

function endsWithin(line: string, command: string): boolean {
  for (let length = Math.min(command.length, line.length); length >= FEWEST; length -= 1)
    // what stands before it is a blank, or the branch of a tree
    if (line.endsWith(command.slice(0, length)) && /^$|\s/.test(line.at(-length - 1) ?? "")) return true;
  return false;
}
