import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, type Line, linesOf } from "../../src/course/command.ts";
import { frontProcess, processByHostPid } from "../../src/kernel/queries.ts";
import { readSnapshot } from "../../src/kernel/read-snapshot.ts";
import { programExists } from "../../src/lab/programs.ts";
import type { LabRecord } from "../../src/lab/record.ts";

/** The records of the labs that run for whoever has that runtime directory. */
export function labsOf(home: string): readonly LabRecord[] {
  const names = readdirSync(home, { recursive: true, encoding: "utf8" }).filter((name) => /lab-\d+-\d+\.json$/.test(name));
  return names.map((name) => JSON.parse(readFileSync(join(home, name), "utf8")) as LabRecord);
}

/** What a command comes to in the lab of a program that runs, as somebody beside it sees that lab. */
export async function linesInLabOf(home: string, command: Command): Promise<readonly Line[]> {
  const [lab] = labsOf(home);
  if (lab === undefined) throw new Error(`no lab runs for ${home}`);
  const machine = { cgroup: lab.reach.cgroup, has: programExists };
  return linesOf(command, machine, async () => {
    const snapshot = await readSnapshot(lab.reach);
    const front = (name: string) => {
      const root = processByHostPid(snapshot, lab.terminals[name] ?? 0);
      return (root === undefined ? undefined : frontProcess(snapshot, root.machinePid))?.pids[0] ?? 0;
    };
    return { ...machine, snapshot, front };
  });
}
